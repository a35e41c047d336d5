import type { Element } from "../../canvas/dom.ts";
import { typeset } from "../../format.ts";

/** Elements that hold a text; those of a mark are shown by a pointer on it. */
const TEXTS = new Set(["text", "tspan", "title"]);

/** Attributes that hold a position or a size. */
const PLACES = "x y x1 x2 y1 y2 cx cy width height transform d".split(" ");

/** A number with more decimals than a picture shows. */
const LONG_NUMBER = /-?\d+\.\d{3,}(?:e[+-]?\d+)?/g;

/**
 * Makes a drawing of Plot small and valid. Places are rounded to hundredths of a pixel, as Plot
 * writes all digits of a number, which make a third of a small chart. Its style is left out, which
 * is for pages without one. A group has no role, so it may have no label for screen readers: what
 * it holds is in `data-mark`. The label of the vertical axis, which Plot writes over the title, is
 * below it. Its texts are set as those of a card are.
 * @param top Where the title ends, in px
 */
export function tidy(drawing: Element, top: number): void {
  drawing.removeAttribute("class");
  for (const element of drawing.querySelectorAll("*")) {
    const { localName } = element;
    if (localName === "style") element.remove();
    if (TEXTS.has(localName) && element.childElementCount === 0) {
      element.textContent = typeset(element.textContent ?? "");
    }
    if (localName === "g") {
      const label = element.getAttribute("aria-label");
      if (label !== null) element.setAttribute("data-mark", label);
      if (label === "y-axis label") placeBelow(element, top);
      for (const name of INVALID) element.removeAttribute(name);
    }
    for (const name of PLACES) {
      const value = element.getAttribute(name);
      if (value === null) continue;
      const rounded = value.replace(LONG_NUMBER, inHundredths);
      if (rounded !== value) element.setAttribute(name, rounded);
    }
  }
}

function placeBelow(label: Element, top: number): void {
  label.setAttribute("transform", `translate(1,${top + 10})`);
  label.setAttribute("text-anchor", "start");
  for (const text of label.querySelectorAll("text")) {
    for (const name of ["transform", "y"]) text.removeAttribute(name);
  }
}

/** Attributes that a group may not have; the font has one form of this kind only. */
const INVALID = ["aria-label", "aria-description", "font-variant"];

function inHundredths(number: string): string {
  return String(Math.round(Number(number) * 100) / 100);
}
