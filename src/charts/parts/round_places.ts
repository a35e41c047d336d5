import type { Element } from "../../canvas/dom.ts";

/** Attributes that hold a position or a size. */
const PLACES = "x y x1 x2 y1 y2 cx cy width height transform d".split(" ");

/** A number with more decimals than a picture shows. */
const LONG_NUMBER = /-?\d+\.\d{3,}(?:e[+-]?\d+)?/g;

/**
 * Rounds a drawing to hundredths of a pixel. Plot writes all digits of a number, which make a
 * third of a small chart.
 */
export function roundPlaces(drawing: Element): void {
  for (const element of drawing.querySelectorAll("*")) {
    for (const name of PLACES) {
      const value = element.getAttribute(name);
      if (value === null) continue;
      const rounded = value.replace(LONG_NUMBER, inHundredths);
      if (rounded !== value) element.setAttribute(name, rounded);
    }
  }
}

function inHundredths(number: string): string {
  return String(Math.round(Number(number) * 100) / 100);
}
