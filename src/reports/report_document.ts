import type { Chart } from "../charts/parts/chart.ts";

/** A piece of a sentence: text, or the numbers of the publications that stand behind it. */
export type Inline = string | { readonly cite: readonly number[] };

/** A sentence or several. */
export type Paragraph = readonly Inline[];

/** A cell of a table: text, or text with an address. */
export type Cell = string | { readonly text: string; readonly url: string };

/** A table; its first column says what a row is about. */
export interface Table {
  /** Headings of the columns. */
  readonly columns: readonly string[];
  /** Cells. */
  readonly rows: readonly (readonly Cell[])[];
  /** A last row that sums up the others. */
  readonly total?: readonly Cell[];
}

/** A part of a report with a heading of its own. */
export interface Section {
  /** Its heading. */
  readonly title: string;
  /** What is to be said. */
  readonly paragraphs?: readonly Paragraph[];
  /** What is to be listed. */
  readonly lines?: readonly string[];
  /** What is to be seen. */
  readonly charts?: readonly Chart[];
  /** What is to be looked up. */
  readonly tables?: readonly Table[];
}

/** A figure that stands out. */
export interface KeyFigure {
  /** What it is. */
  readonly label: string;
  /** How much. */
  readonly value: string;
  /** What to know about it. */
  readonly note?: string;
}

/**
 * A report before it is written in a format. All of it is plain text: whoever writes it escapes it, and
 * rounds nothing any more, so that every format has the same digits.
 */
export interface ReportDocument {
  /** Its heading. */
  readonly title: string;
  /** Who made it. */
  readonly authors: readonly string[];
  /** The figure to remember. */
  readonly headline: string;
  /** What the figure means, such as its range. */
  readonly subline: string;
  /** The figures beside it. */
  readonly figures: readonly KeyFigure[];
  /** What was done, in sentences that fit into a paper. */
  readonly summary: readonly Paragraph[];
  /** The rest. */
  readonly sections: readonly Section[];
  /** What it was made with. */
  readonly footer: string;
}
