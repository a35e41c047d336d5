import type { Chart } from "../charts/parts/chart.ts";
import type { SourcedFigure } from "../catalog/sourced_figure.ts";

/** A line of a card: what, and how much. */
export interface Fact {
  /** What it is. */
  readonly label: string;
  /** How much. */
  readonly value: string;
  /** What to know about it. */
  readonly note?: string;
}

/** A table of a card. */
export interface CardTable {
  /** What it holds; shown where the table is folded away. */
  readonly title: string;
  /** Headings of the columns. */
  readonly columns: readonly string[];
  /** Cells, as text. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * What is shown of a result, before it is put into HTML, a picture or text. All of it is
 * plain text: whoever draws it escapes it.
 */
export interface Card {
  /** What was asked. */
  readonly title: string;
  /** The figure to remember. */
  readonly headline: string;
  /** What the figure means, such as its range. */
  readonly subline: string;
  /** Further figures. */
  readonly facts: readonly Fact[];
  /** What was assumed in want of anything better. */
  readonly assumptions: readonly string[];
  /** What went against expectation. */
  readonly notes?: readonly string[];
  /** A chart above the facts. */
  readonly chart?: Chart;
  /** The figures as a table, folded away where that can be. */
  readonly table?: CardTable;
  /** Where every figure comes from, folded away where that can be. */
  readonly sources: readonly SourcedFigure[];
  /** What it was made with. */
  readonly footer: string;
}
