import { library } from "../library.ts";
import type * as PlotModule from "./plot.ts";

/** What a chart is drawn with. */
export interface Canvas {
  /** Observable Plot. */
  readonly Plot: typeof PlotModule;
  /** A document to make elements in. */
  readonly document: Document;
}

/** The part of the DOM's document that is used here. */
export interface Document {
  /** Makes an element of HTML. */
  createElement(name: string): Element;
  /** Makes an element of another language, such as SVG. */
  createElementNS(namespace: string, name: string): Element;
}

/** The part of a DOM element that is used here. */
export interface Element {
  /** Its markup. */
  readonly outerHTML: string;
  /** The value of an attribute. */
  getAttribute(name: string): string | null;
  /** All elements within it that a selector of CSS names. */
  querySelectorAll(selector: string): Iterable<Element>;
  /** Sets an attribute; the value is escaped in the markup. */
  setAttribute(name: string, value: string): void;
  /** Adds children. */
  append(...children: (Element | string)[]): void;
}

let drawings: Promise<Document> | undefined;

/**
 * A document for drawings, loaded when it is first asked for. It is one of XML, not of HTML:
 * only so are all signs escaped that a renderer of SVG would trip over, in attributes too.
 */
export function loadDrawingDocument(): Promise<Document> {
  drawings ??= library<typeof import("npm:linkedom@0.18.15")>(
    "npm:linkedom@0.18.15",
  ).then(({ DOMParser }) =>
    new DOMParser().parseFromString(
      "<svg/>",
      "image/svg+xml",
    ) as unknown as Document
  );
  return drawings;
}

let canvas: Promise<Canvas> | undefined;

/** Plot and a document, loaded when a chart is first drawn. */
export function loadCanvas(): Promise<Canvas> {
  canvas ??= Promise.all([
    library<typeof PlotModule>("npm:@observablehq/plot@0.6.17"),
    loadDrawingDocument(),
  ])
    .then(([Plot, document]) => ({ Plot, document }));
  return canvas;
}

/** What XML has no place for, not even escaped: control signs, halves of pairs, non-characters. */
const BEYOND_XML = /(?![\t\n\r])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;

/**
 * The markup of a drawing, with a mark for every sign that no XML can hold. It is one line, as Markdown would
 * take the second for text of its own.
 */
export function markupOf(drawing: Element): string {
  return drawing.outerHTML.replace(BEYOND_XML, "\uFFFD")
    .replace(/\s*\n\s*/g, " ");
}
