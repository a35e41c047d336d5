import { exact } from "../format.ts";
import type { SourcedFigure } from "../catalog/sourced_figure.ts";
import type { Card } from "./document.ts";

/** How many rows of a table a terminal shows. */
const ROWS = 12;

/** A card as lines of text for a terminal. */
export function cardText(card: Card): string {
  const width = Math.max(0, ...card.facts.map((fact) => fact.label.length));
  return [
    card.title,
    `${card.headline}  (${card.subline})`,
    ...card.facts.map(({ label, value, note }) =>
      `  ${label.padEnd(width)}  ${value}${note ? `  (${note})` : ""}`
    ),
    ...tableLines(card),
    ...card.assumptions.map((line) => `  assumed: ${line}`),
    ...(card.notes ?? []).map((line) => `  note: ${line}`),
  ].join("\n");
}

function tableLines({ table }: Card): string[] {
  if (table === undefined) return [];
  const rows = table.rows.length > ROWS
    ? [...table.rows.slice(0, ROWS - 2), ...table.rows.slice(-2)]
    : table.rows;
  const widths = table.columns.map((column, i) =>
    Math.max(column.length, ...rows.map((row) => row[i]?.length ?? 0))
  );
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ")}`
      .trimEnd();
  const lines = [table.columns, ...rows].map(line);
  if (rows.length < table.rows.length) {
    lines.splice(ROWS - 1, 0, `  … ${table.rows.length - rows.length} more`);
  }
  return lines;
}

/** A sourced figure with its unit, as it was published. */
export function figureText({ value, unit }: SourcedFigure): string {
  return unit === "" ? exact(value) : `${exact(value)} ${unit}`;
}

/** Who published a figure, and when. */
export function sourceText({ source, year }: SourcedFigure): string {
  return year === undefined ? source : `${source} (${year})`;
}
