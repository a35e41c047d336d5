import { library } from "../../library.ts";
import { linesOf, type SourceFile } from "./source_file.ts";

const { parse } = await library<typeof import("npm:csv-parse@7.0.3/sync")>(
  "npm:csv-parse@7.0.3/sync",
);

/** A record of a CSV file. */
export interface CsvRecord {
  /** The line in which it begins. */
  readonly line: number;
  readonly cells: readonly string[];
  /** What is wrong with its quotes. */
  readonly fault?: string;
}

const DELIMITERS = [",", ";", "\t"] as const;

/** What parts the cells of a file. */
export type Delimiter = typeof DELIMITERS[number];

/** What parts the cells of a file: the one of three that its first line has most often. */
function delimiterOf(line: string): Delimiter {
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
 * The records of a CSV file, with its headings. Blanks around a cell do not belong to it. A quote
 * that is not closed takes in what follows, so then each line is read by itself.
 */
export function csvRecords(
  file: SourceFile,
): { readonly records: CsvRecord[]; readonly delimiter: Delimiter } {
  const lines = linesOf(file.text);
  const head = headLine(lines);
  const from = lines.indexOf(head);
  const delimiter = delimiterOf(head);
  try {
    const records = recordsIn(lines.slice(from).join("\n"), delimiter);
    const width = records[0]?.cells.length;
    const isSound = records.every(({ cells, lines }) =>
      lines === 1 || cells.length === width
    );
    if (isSound) {
      return {
        records: records.map(({ line, cells }) => ({
          line: from + line,
          cells,
        })),
        delimiter,
      };
    }
  } catch {
    // Each line by itself says which of them are sound.
  }
  const records = lines.slice(from).flatMap((text, i) =>
    text.trim() === "" ? [] : [recordOfLine(text, delimiter, from + 1 + i)]
  );
  return { records, delimiter };
}

function recordsIn(
  text: string,
  delimiter: string,
): (CsvRecord & { readonly lines: number })[] {
  const records = parse(text, {
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  }) as unknown as { record: string[]; info: { lines: number } }[];
  return records.map(({ record, info }) => {
    // A quoted cell may contain line ends, and `info.lines` is the line of the last one.
    const ends = record.join("").match(/\n/g)?.length ?? 0;
    return { line: info.lines - ends, lines: 1 + ends, cells: record };
  });
}

/** A cell of a line, in quotes or without any. */
const CELLS = {
  ",": / *"((?:[^"]|"")*)" *(?:,|$)|([^",]*)(?:,|$)/y,
  ";": / *"((?:[^"]|"")*)" *(?:;|$)|([^";]*)(?:;|$)/y,
  "\t": / *"((?:[^"]|"")*)" *(?:\t|$)|([^"\t]*)(?:\t|$)/y,
} as const satisfies Record<Delimiter, RegExp>;

/** The record of a line by itself, as the library would take seconds for thousands of them. */
function recordOfLine(
  text: string,
  delimiter: Delimiter,
  line: number,
): CsvRecord {
  const cells: string[] = [];
  const cell = CELLS[delimiter];
  let at = 0;
  do {
    cell.lastIndex = at;
    const found = cell.exec(text);
    if (found === null) {
      const fault = /^ *"(?:[^"]|"")*$/.test(text.slice(at))
        ? "opens a quote that is not closed"
        : "has a quote in the wrong place";
      return { line, cells, fault };
    }
    cells.push((found[1]?.replaceAll('""', '"') ?? found[2] ?? "").trim());
    at = cell.lastIndex;
  } while (at < text.length);
  // A delimiter at the end has an empty cell after it.
  return { line, cells: text.endsWith(delimiter) ? [...cells, ""] : cells };
}
