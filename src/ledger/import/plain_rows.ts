import { shown } from "../../input.ts";
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

/** A row with a cell for each heading. */
export interface RepairedRow {
  readonly cells: readonly string[];
  /** The headings whose cells were missing. */
  readonly missing: readonly string[];
}

/** Gives a row with a cell for each heading, or says why there is none. */
export type Repair = (
  cells: readonly string[],
  names: readonly string[],
) => RepairedRow | string;

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
  /** Makes a row as wide as its headings, or says why it cannot. @default no row is repaired */
  readonly repair?: Repair;
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
  const { isHead, date, numeric, checkHead } = form;
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
    const own = withoutBlanks(cells, names.length);
    const whole = own.length === names.length
      ? own
      : repaired(own, names, form.repair, at, remarks);
    return [{
      line,
      cells: Object.fromEntries(names.map((name, i) => [name, whole[i] ?? ""])),
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

/** A row of another width is refused unless it can be repaired: a number in it may be cut off. */
function repaired(
  cells: readonly string[],
  names: readonly string[],
  repair: Repair | undefined,
  at: LinePlace,
  remarks: ImportRemark[],
): readonly string[] {
  const count = `${cells.length} cells under ${names.length} headings`;
  const row = repair?.(cells, names) ?? "";
  if (typeof row === "string") {
    throw lineError(SyntaxError, at, `has ${count}${row}`);
  }
  const missing = row.missing.map(shown).join(", ");
  remarks.push({
    line: at.line,
    what: `had ${count}; ${missing} were missing and are now empty`,
  });
  return row.cells;
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
