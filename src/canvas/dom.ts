import { library } from "../library.ts";
import type * as PlotModule from "./plot.ts";

/** What a chart is drawn with. */
export interface Canvas {
  /** Observable Plot. */
  readonly Plot: typeof PlotModule;
  /** A document to make elements in. */
  readonly document: Document;
}

/** The part of a DOM document that drawings need. */
export interface Document {
  createElementNS(namespace: string, name: string): Element;
}

/** The part of a DOM element that drawings need. */
export interface Element {
  readonly outerHTML: string;
  readonly localName: string;
  readonly childElementCount: number;
  textContent: string | null;
  remove(): void;
  removeAttribute(name: string): void;
  getAttribute(name: string): string | null;
  querySelectorAll(selector: string): Iterable<Element>;
  /** The markup escapes the value. */
  setAttribute(name: string, value: string): void;
  append(...children: (Element | string)[]): void;
}

let drawings: Promise<Document> | undefined;

/**
 * A document for drawings, loaded when it is first asked for. It is XML, not HTML, as only XML
 * escapes every character that an SVG renderer would trip over, in attributes too.
 */
export function loadDrawingDocument(): Promise<Document> {
  return drawings ??= library<typeof import("npm:linkedom@0.18.15")>(
    "npm:linkedom@0.18.15",
  ).then(({ DOMParser }) => {
    const parser = new DOMParser();
    return parser.parseFromString(
      "<svg/>",
      "image/svg+xml",
    ) as unknown as Document;
  });
}

let canvas: Promise<Canvas> | undefined;

/** Plot and a document, loaded when a chart is first drawn. */
export function loadCanvas(): Promise<Canvas> {
  return canvas ??= Promise.all([
    library<typeof PlotModule>("npm:@observablehq/plot@0.6.17"),
    loadDrawingDocument(),
  ]).then(([Plot, document]) => ({ Plot, document }));
}

/** What XML cannot hold, not even escaped: control characters, lone surrogates, non-characters. */
const BEYOND_XML =
  /(?![\t\n\r])[\p{Cc}\p{Cs}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFFFE\uFFFF]/gu;

/**
 * The markup of a drawing, with a mark for every character that XML cannot hold. It is one line,
 * as Markdown would take the second for text.
 */
export function markupOf(drawing: Element): string {
  return drawing.outerHTML.replace(BEYOND_XML, "\uFFFD")
    .replace(/\s*\n\s*/g, " ");
}
