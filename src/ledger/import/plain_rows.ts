import { csvRecords, type Delimiter } from "./csv_records.ts";
import { isoDates, plainNumbers } from "./figures.ts";
import type { ImportRemark } from "./imported_run.ts";
import { soundRows } from "./sound_rows.ts";
import { lineError, type LinePlace, type SourceFile } from "./source_file.ts";

/** The cells of a row by heading, and the line in which it begins. */
export interface Row {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** What a tool's table is like. */
export interface TableForm {
  /** Whether cells are headings: also those of a file that was appended to another one. */
  readonly isHead: (cells: readonly string[]) => boolean;
  /** The heading of the column of dates. */
  readonly date: string;
  /** The headings of the columns of numbers. */
  readonly numeric: RegExp;
  /** The headings of a file that has none. */
  readonly names?: readonly string[];
  /** Checks headings. */
  readonly checkHead?: (names: readonly string[], at: LinePlace) => void;
  /** Makes a row as wide as its headings, or throws. @default throws */
  readonly whole?: typeof wholeRow;
}

/**
 * The rows of a table with dates and numbers as the tool writes them, whatever has saved the file
 * since.
 * @param file The file
 * @param form What the tool's table is like
 * @param remarks Gets a remark on each row that is left out
 * @throws {Error} If the headings are wrong, or no row can be read; names the line
 */
export function plainRows(
  file: SourceFile,
  form: TableForm,
  remarks: ImportRemark[],
): Row[] {
  const { isHead, date, numeric, checkHead, whole = wholeRow } = form;
  const { records, delimiter } = csvRecords(file);
  let names = form.names ?? records[0]?.cells ?? [];
  if (form.names === undefined) {
    checkHead?.(names, { file, line: records.shift()?.line ?? 1 });
  }
  const rows = soundRows(records, ({ line, cells, fault }): Row[] => {
    const at = { file, line };
    if (fault !== undefined) throw lineError(SyntaxError, at, fault);
    if (isHead(cells)) {
      checkHead?.(cells, at);
      names = cells;
      return [];
    }
    const all = whole(withoutBlanks(cells, names.length), names, at, remarks);
    return [{
      line,
      cells: Object.fromEntries(names.map((name, i) => [name, all[i] ?? ""])),
    }];
  }, remarks).flat();
  return converted(rows, date, numeric, delimiter);
}

/** Spreadsheets may end a row with empty cells that have no heading. */
function withoutBlanks(
  cells: readonly string[],
  width: number,
): readonly string[] {
  return cells.slice(width).every((cell) => cell === "")
    ? cells.slice(0, width)
    : cells;
}

/** A row with a cell for each heading. A shorter one was cut off, perhaps within a number. */
function wholeRow(
  cells: readonly string[],
  names: readonly string[],
  at: LinePlace,
  _remarks: ImportRemark[],
): readonly string[] {
  if (cells.length === names.length) return cells;
  const count = `has ${cells.length} cells under ${names.length} headings`;
  throw lineError(SyntaxError, at, count);
}

function converted(
  rows: readonly Row[],
  date: string,
  numeric: RegExp,
  delimiter: Delimiter,
): Row[] {
  const iso = isoDates(rows.map(({ cells }) => cells[date] ?? ""), delimiter);
  const plain = plainNumbers(
    rows.flatMap(({ cells }) =>
      Object.entries(cells).flatMap(([name, cell]) =>
        numeric.test(name) ? [withoutUnit(cell)] : []
      )
    ),
    delimiter,
  );
  return rows.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(
      Object.entries(cells).map(([name, cell]) => {
        if (name === date) return [name, iso(cell)];
        if (!numeric.test(name)) return [name, cell];
        const figure = withoutUnit(cell);
        return [name, plain(figure) + cell.slice(figure.length)];
      }),
    ),
  }));
}

/** nvidia-smi writes units after a blank. */
function withoutUnit(cell: string): string {
  return cell.replace(/ [A-Za-z]+$/, "");
}
