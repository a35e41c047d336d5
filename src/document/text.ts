import {
  assumptionText,
  cellText,
  plainText,
  type ResultDocument,
} from "./document.ts";

/** How many rows of a table a terminal shows. */
const MOST_ROWS = 12;

/** A document as lines of text for a terminal, with the table of its first section. */
export function documentText(document: ResultDocument): string {
  const { title, authors = [], facts, summary = [] } = document;
  const { assumptions = [], notes = [] } = document;
  const width = Math.max(0, ...facts.map((fact) => fact.label.length));
  return [
    [title, ...authors].join(", "),
    `${document.headline}  (${document.subline})`,
    ...facts.map(({ label, value, note }) =>
      `  ${label.padEnd(width)}  ${value}${note ? `  (${note})` : ""}`
    ),
    ...tableLines(document),
    ...assumptions.map((it) => `  assumed: ${assumptionText(it)}`),
    ...notes.map((text) => `  note: ${text}`),
    ...summary.map((paragraph) => `  ${plainText(paragraph)}`),
  ].join("\n");
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
