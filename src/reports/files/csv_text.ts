// @ts-types="npm:@types/d3-dsv@3"
import { csvFormatRows } from "npm:d3-dsv@3";

/** A cell: text, a number, or nothing where it is not known. */
export type CsvCell = string | number | boolean | undefined;

/** Columns by name, in their order. */
export type CsvRow = Readonly<Record<string, CsvCell>>;

/** What a spreadsheet would take for a formula; also in the wide forms of East Asia. */
const FORMULA = /^\s*[=+\-@＝＋－＠]/;

/** What pandas takes for an empty cell: the name of a run can be any of them. */
const NOT_AVAILABLE =
  /^(|-1\.#IND|-?1\.#QNAN|#?NA|#?N\/A|#N\/A N\/A|N\/A|n\/a|<NA>|null|NULL|-?nan|-?NaN|None)$/;

/**
 * Rows as CSV, with a head. Numbers are not rounded, and texts from outside stay texts.
 * @param columns The head
 * @param rows A cell that a row lacks is empty
 */
export function csvText(
  columns: readonly string[],
  rows: readonly CsvRow[],
): string {
  const cells = rows.map((row) =>
    columns.map((column) => cellText(row[column]))
  );
  // The last line ends, too: whoever appends to the file begins a new one.
  return `${csvFormatRows([[...columns], ...cells])}\n`;
}

function cellText(cell: CsvCell): string {
  if (typeof cell !== "string") return cell === undefined ? "" : String(cell);
  const line = cell.replace(/\s+/g, " ").replace(/[\p{Cc}\p{Cs}]/gu, "\uFFFD");
  return FORMULA.test(line) || NOT_AVAILABLE.test(line) ? `'${line}` : line;
}
