import type { Chart } from "../charts/parts/chart.ts";
import type { SourcedFigure } from "../catalog/sourced_figure.ts";
import { exact } from "../format.ts";

/** A piece of a sentence: text, or the numbers of the publications behind it. */
export type Inline = string | { readonly cite: readonly number[] };

/** One or more sentences. */
export type Paragraph = readonly Inline[];

/** A cell of a table: text, or text with an address. */
export type TableCell = string | {
  readonly text: string;
  readonly url: string;
};

/** The cells of a row by the keys of their columns. A missing cell is empty. */
export type TableRow = Readonly<Record<string, TableCell | undefined>>;

/** A table. Its first column says what a row is about. */
export interface DocumentTable {
  /** Headings of the columns by their keys, from left to right. */
  readonly columns: Readonly<Record<string, string>>;
  /** The rows, from top to bottom. */
  readonly rows: readonly TableRow[];
  /** A last row that sums up the others. */
  readonly total?: TableRow;
  /** Keys of the columns that fit on a page of a paper. @default all */
  readonly onPaper?: readonly string[];
}

/** A figure with its label. */
export interface Fact {
  /** What it is. */
  readonly label: string;
  /** How much. */
  readonly value: string;
  /** What to know about it. */
  readonly note?: string;
}

/** A part of a document under a heading of its own. */
export interface Section {
  /** Identifies the section, so that its heading can change. */
  readonly id: string;
  /** Its heading. */
  readonly title: string;
  /**
   * What the line of a card that unfolds says about it, such as `3 phases`. @default its heading
   */
  readonly short?: string;
  /** Text. */
  readonly paragraphs?: readonly Paragraph[];
  /** A list. */
  readonly lines?: readonly string[];
  /** Charts. */
  readonly charts?: readonly Chart[];
  /** What to know about the charts. It is left out where they are not drawn. */
  readonly chartNote?: string;
  /** Tables. */
  readonly tables?: readonly DocumentTable[];
}

/** A figure and the ends of its range, in one unit. */
export interface DrawnRange {
  /** The lower end. */
  readonly low: number;
  /** The figure. */
  readonly value: number;
  /** The upper end. */
  readonly high: number;
}

/** An assumption: the figure that was assumed, or a sentence. */
export type Assumption = SourcedFigure | string;

/**
 * What is shown of a result, before it is written as HTML, Markdown, text, a picture or LaTeX.
 * All its text is plain: each writer escapes it. Writers round nothing, so that every format
 * has the same digits.
 */
export interface ResultDocument {
  /** A card folds most of itself away where it can. A page has headings. @default "card" */
  readonly form?: "card" | "page";
  /** Whether it is drawn again and again. Each drawing is as high as the others. @default false */
  readonly isLive?: boolean;
  /** What was asked, or the heading of a report. */
  readonly title: string;
  /** How it stands, such as `finished in 4 s`. */
  readonly state?: string;
  /** Where it was computed, and the like. */
  readonly place?: string;
  /** Who made it. @default no names */
  readonly authors?: readonly string[];
  /** The figure to remember. */
  readonly headline: string;
  /** What the figure is of, such as `CO2e`. */
  readonly meaning?: string;
  /** The range of the figure, which is drawn. */
  readonly range?: DrawnRange;
  /** The range in words, and what else the figure means. */
  readonly subline: string;
  /** Why it ended as it did. */
  readonly reason?: string | undefined;
  /** A chart above the facts. */
  readonly chart?: Chart;
  /** Further figures, those to see at a glance first. A card folds away the others. */
  readonly facts: readonly Fact[];
  /** What was assumed because nothing better was known, what moves the figure most first. */
  readonly assumptions?: readonly Assumption[];
  /** What was assumed, and told in full by an earlier card of the session. */
  readonly repeated?: readonly Assumption[];
  /** What did not go as expected. */
  readonly notes?: readonly string[];
  /** What was done, in sentences that fit into a paper. */
  readonly summary?: readonly Paragraph[];
  /** The rest. Pictures and terminals show the chart and the table of the first section. */
  readonly sections?: readonly Section[];
  /** Every figure used, with its source. A page lists them in a section of its own. */
  readonly sources?: readonly SourcedFigure[];
  /** Where it was saved, or that it was not. */
  readonly saved?: string | undefined;
  /** What made the document. */
  readonly footer: string;
}

/** Figures that a card shows without being unfolded. */
const AT_A_GLANCE = 4;

/** The facts that show at once. */
export function glance({ form, facts }: ResultDocument): readonly Fact[] {
  return form === "page" ? facts : facts.slice(0, AT_A_GLANCE);
}

/** The facts that a card folds away. */
export function furtherFacts(document: ResultDocument): readonly Fact[] {
  return document.facts.slice(glance(document).length);
}

/** The figure to remember, and what it is of. */
export function headlineText({ headline, meaning }: ResultDocument): string {
  return meaning === undefined ? headline : `${headline} ${meaning}`;
}

/** What a card folds away, in words, such as `5 assumptions`. */
export function foldedParts(document: ResultDocument): string[] {
  const { sections = [], sources = [], notes = [] } = document;
  const { assumptions = [], repeated = [] } = document;
  return [
    ...(repeated.length === 0
      ? counted(assumptions.length, "assumption")
      : assumptions.length === 0
      ? [`${counted(repeated.length, "assumption")} as above`]
      : [
        ...counted(assumptions.length, "new assumption"),
        `${repeated.length} as above`,
      ]),
    ...counted(notes.length, "note"),
    ...sections.map(({ short, title }) => short ?? title),
    ...counted(furtherFacts(document).length, "more figure"),
    ...counted(sources.length, "source"),
  ];
}

/** A number of things in words; nothing for none. */
function counted(count: number, thing: string): string[] {
  return count === 0 ? [] : [`${count} ${thing}${count === 1 ? "" : "s"}`];
}

/** The text of a cell, without its address. */
export function cellText(cell: TableCell = ""): string {
  return typeof cell === "string" ? cell : cell.text;
}

/** The text of a paragraph, without its citations. */
export function plainText(paragraph: Paragraph): string {
  return paragraph.filter((inline) => typeof inline === "string").join("");
}

/** Grids have up to seven digits. Longer figures are averages, or were computed from others. */
const SHOWN_DIGITS = 7;

/** A figure with its unit, as it was published, but for digits that say nothing. */
export function figureText({ value, unit }: SourcedFigure): string {
  const text = exact(Number(value.toPrecision(SHOWN_DIGITS)));
  return unit === "" ? text : `${text} ${unit}`;
}

/** Who published a figure, and the year that it describes, which is not that of the edition. */
export function sourceText({ source, year }: SourcedFigure): string {
  return year === undefined ? source : `${source}, figure of ${year}`;
}

/** An assumption in a line: the figure, and why it was assumed. */
export function assumptionText(assumption: Assumption): string {
  if (typeof assumption === "string") return assumption;
  return `${assumption.what} ${figureText(assumption)}, ${
    sourceText(assumption)
  }`;
}

/** The sources of a card as a section of their own. A page composes its own. */
export function sourceSections(
  { form = "card", sources = [] }: ResultDocument,
): Section[] {
  if (form === "page" || sources.length === 0) return [];
  return [{
    id: "sources",
    title: "Every figure used, with its source",
    tables: [{
      columns: { figure: "figure", value: "value", source: "source" },
      rows: sources.map((figure) => ({
        figure: figure.what,
        value: figureText(figure),
        source: { text: sourceText(figure), url: figure.url ?? "" },
      })),
    }],
  }];
}
