import { typeset } from "../format.ts";
import {
  assumptionText,
  cellText,
  type Fact,
  glance,
  headlineText,
  plainText,
  type ResultDocument,
} from "./document.ts";

/** How many rows of a table a terminal shows. */
const MOST_ROWS = 12;

/** A document as lines of text for a terminal, with the table of its first section. */
export function documentText(document: ResultDocument): string {
  const { title, state, place, authors = [], summary = [] } = document;
  const { assumptions = [], repeated = [], notes = [], reason } = document;
  const lines = [
    [title, state, place, ...authors].filter((part) => part !== undefined)
      .join(", "),
    `${headlineText(document)}  (${document.subline})`,
    ...(reason === undefined ? [] : [`  ${reason}`]),
    ...factLines(glance(document)),
    ...tableLines(document),
    ...assumptions.map((it) => `  assumed: ${assumptionText(it)}`),
    ...(repeated.length === 0
      ? []
      : [`  assumed as above: ${repeated.length} figures`]),
    ...notes.map((text) => `  note: ${text}`),
    ...summary.map((paragraph) => `  ${plainText(paragraph)}`),
    ...(document.saved === undefined ? [] : [`  ${document.saved}`]),
  ];
  // In a terminal every character is as wide as the others.
  return typeset(lines.join("\n"), " ");
}

function factLines(facts: readonly Fact[]): string[] {
  const widthOf = (field: "label" | "value") =>
    Math.max(0, ...facts.map((fact) => fact[field].length));
  const labelWidth = widthOf("label");
  const valueWidth = widthOf("value");
  return facts.map(({ label, value, note = "" }) =>
    `  ${label.padEnd(labelWidth)}  ${value.padEnd(valueWidth)}  ${note}`
      .trimEnd()
  );
}

function tableLines({ sections }: ResultDocument): string[] {
  const table = sections?.[0]?.tables?.[0];
  if (table === undefined) return [];
  const { columns, total } = table;
  const all = total === undefined ? table.rows : [...table.rows, total];
  const rows = all.length > MOST_ROWS
    ? [...all.slice(0, MOST_ROWS - 2), ...all.slice(-2)]
    : all;
  const cells = [
    Object.values(columns),
    ...rows.map((row) => Object.keys(columns).map((key) => cellText(row[key]))),
  ];
  const widths = Object.keys(columns).map((_, i) =>
    Math.max(...cells.map((row) => row[i]?.length ?? 0))
  );
  const lines = cells.map((row) =>
    `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ")}`
      .trimEnd()
  );
  if (rows.length < all.length) {
    lines.splice(MOST_ROWS - 1, 0, `  … ${all.length - rows.length} more`);
  }
  return lines;
}
