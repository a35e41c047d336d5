import type { Cell, Column } from "./table.ts";

/**
 * A table as CSV with a line of headings.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function csvOf(table: readonly Column[]): string {
  const rows =
    table[0]?.cells.map((_, row) =>
      table.map(({ cells }) => textOf(cells[row]))
    ) ?? [];
  return [table.map(({ name }) => name), ...rows]
    .map((cells) => `${cells.map(quoted).join(",")}\r\n`)
    .join("");
}

/** Numbers in full, so that reading them back gives the same ones. */
function textOf(cell: Cell): string {
  return cell instanceof Date ? cell.toISOString() : String(cell ?? "");
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
