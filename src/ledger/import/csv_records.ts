import type { CsvError } from "npm:csv-parse@7.0.3/sync";
import { library } from "../../library.ts";
import { lineError, type SourceFile } from "./source_file.ts";

const { parse } = await library<typeof import("npm:csv-parse@7.0.3/sync")>(
  "npm:csv-parse@7.0.3/sync",
);

/** A record of a CSV file. */
export interface CsvRecord {
  /** The line in which it begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The records of a CSV file, with its headings.
 * @throws {SyntaxError} If a quote is in the wrong place; names the line
 */
export function csvRecords(file: SourceFile): CsvRecord[] {
  try {
    const records = parse(file.text, {
      bom: true,
      info: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
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
