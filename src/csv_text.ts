import { library } from "./library.ts";

const { csvFormatRows, csvParseRows, dsvFormat } = await library<
  typeof import("npm:@types/d3-dsv@3.0.7")
>("npm:d3-dsv@3.0.2");

/** The value of a cell; `undefined` leaves it empty. */
export type CsvCell = string | number | boolean | undefined;

/** The cells of a row, by column. */
export type CsvRow = Readonly<Record<string, CsvCell>>;

/** Spreadsheets read such a text as a formula, also with the wide characters of East Asia. */
const FORMULA = /^\s*[=+\-@＝＋－＠]/;

/** Control characters, lone surrogates, and marks that hide text or turn it around. */
const BEYOND_TEXT =
  /[\p{Cc}\p{Cs}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069]/gu;

/** Pandas reads such a text as an empty cell, and a run may have any name. */
// deno-fmt-ignore
const NOT_AVAILABLE: ReadonlySet<string> = new Set([
  "", "-1.#IND", "1.#QNAN", "-1.#QNAN", "NA", "#NA", "N/A", "#N/A", "#N/A N/A", "n/a", "<NA>",
  "null", "NULL", "nan", "-nan", "NaN", "-NaN", "None",
]);

/**
 * Writes rows as CSV with a line of headings. Numbers keep all their digits. A text becomes one
 * line, and an apostrophe before it keeps a spreadsheet from reading it as a formula.
 * @param columns The headings
 * @param rows The rows; a cell that a row lacks is empty
 */
export function csvText(
  columns: readonly string[],
  rows: readonly CsvRow[],
): string {
  const cells = rows.map((row) =>
    columns.map((column) => cellText(row[column]))
  );
  // A line end after the last row lets programs append to the file.
  return `${csvFormatRows([[...columns], ...cells])}\n`;
}

/** A mark at the beginning of a file that says that it is UTF-8. */
const MARK = "\uFEFF";

/** A number with decimals. */
const DECIMAL = /^-?\d+\.\d+(e[+-]?\d+)?$/;

/**
 * A table as Excel reads it when a user opens the file.
 * @param csv What {@linkcode csvText} wrote
 * @param separator What Excel expects between cells; where that are semicolons, its numbers have
 * a comma for the point
 */
export function forExcel(
  csv: string,
  separator: "comma" | "semicolon",
): string {
  if (separator === "comma") return MARK + csv;
  const rows = csvParseRows(csv).map((row) =>
    row.map((cell) => DECIMAL.test(cell) ? cell.replace(".", ",") : cell)
  );
  return `${MARK}${dsvFormat(";").formatRows(rows)}\n`;
}

/**
 * The text of a cell that `csvText` wrote: without the apostrophe that keeps spreadsheets from
 * reading it as a formula.
 */
export function unguarded(cell: string): string {
  const text = cell.slice(1);
  return cell.startsWith("'") && cellText(text) === cell ? text : cell;
}

function cellText(cell: CsvCell): string {
  if (typeof cell !== "string") return cell === undefined ? "" : String(cell);
  const line = cell.replace(/\s+/g, " ").replace(BEYOND_TEXT, "\uFFFD");
  return FORMULA.test(line) || NOT_AVAILABLE.has(line) ? `'${line}` : line;
}
