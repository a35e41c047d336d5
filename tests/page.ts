import { parseHTML } from "linkedom";

/** The part of a DOM node that the tests look at. */
export interface Node {
  getAttribute(name: string): string | null;
  querySelector(selector: string): Node | null;
  querySelectorAll(selector: string): Iterable<Node>;
  readonly textContent: string;
}

/** Parses markup to a page that can be searched. */
export function pageOf(markup: string): Node {
  const page = parseHTML(
    `<!doctype html><html><body>${markup}</body></html>`,
  ) as unknown as { document: Node };
  return page.document;
}

/** A text as code writes it: with common spaces, hyphens for minus and a plain 2 in CO2e. */
export function plain(text: string = ""): string {
  return text.replaceAll("\u202F", " ").replaceAll("−", "-").replaceAll(
    "₂",
    "2",
  );
}
