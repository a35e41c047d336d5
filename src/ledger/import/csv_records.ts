import type { CsvError } from "npm:csv-parse@7.0.3/sync";
import { library } from "../../library.ts";
import { lineError, linesOf, type SourceFile } from "./source_file.ts";

const { parse } = await library<typeof import("npm:csv-parse@7.0.3/sync")>(
  "npm:csv-parse@7.0.3/sync",
);

/** A record of a CSV file. */
export interface CsvRecord {
  /** The line in which it begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

const DELIMITERS = [",", ";", "\t"] as const;

/** What parts the cells of a file: the one of three that its first line has most often. */
export function delimiterOf(line: string): typeof DELIMITERS[number] {
  const bare = line.replaceAll(/"[^"]*"/g, "");
  const count = (delimiter: string) => bare.split(delimiter).length;
  return DELIMITERS.reduce((best, other) =>
    count(other) > count(best) ? other : best
  );
}

/** The headings in a line, without quotes and the blanks around them. */
export function headingsOf(line: string): string[] {
  return line.split(delimiterOf(line)).map((cell) =>
    cell.trim().replace(/^"(.*)"$/, "$1").trim()
  );
}

/** The line with the headings: spreadsheets may write one before it that names the delimiter. */
export function headLine(lines: readonly string[]): string {
  return lines.find((line) => line !== "" && !/^"?sep=.?"?$/.test(line)) ?? "";
}

/**
 * The records of a CSV file, with its headings. Blanks around a cell are no part of it.
 * @throws {SyntaxError} If a quote is in the wrong place; names the line
 */
export function csvRecords(file: SourceFile): CsvRecord[] {
  try {
    const lines = linesOf(file.text);
    const head = headLine(lines);
    const records = parse(file.text, {
      bom: true,
      delimiter: delimiterOf(head),
      from_line: lines.indexOf(head) + 1,
      info: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return records.map(({ record, info }) => ({
      // A quoted cell may contain line ends, and `lines` is the line of the last one.
      line: info.lines - (record.join("").match(/\r\n|\n|\r/g)?.length ?? 0),
      cells: record,
    }));
  } catch (error) {
    const { lines = 1, code } = error as Partial<CsvError>;
    const why = code === "CSV_QUOTE_NOT_CLOSED"
      ? "opens a quote that is not closed"
      : "has a quote in the wrong place";
    throw lineError(SyntaxError, { file, line: Number(lines) }, why);
  }
}
