import { isoDates, plainNumbers } from "./figures.ts";

/** The cells of a row by heading, and the line in which it begins. */
export interface Row {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/**
 * The rows with dates and numbers as the tool writes them, whatever has saved the file since.
 * @param rows All of a file: what a comma or a date means is known from all of them
 * @param date The heading of the column of dates
 * @param numeric The headings of the columns of numbers
 */
export function plainRows(
  rows: readonly Row[],
  date: string,
  numeric: RegExp,
): Row[] {
  const iso = isoDates(rows.map(({ cells }) => cells[date] ?? ""));
  const plain = plainNumbers(
    rows.flatMap(({ cells }) =>
      Object.entries(cells).flatMap(([name, cell]) =>
        numeric.test(name) ? [cell] : []
      )
    ),
  );
  return rows.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(
      Object.entries(cells).map(([name, cell]) => {
        if (name === date) return [name, iso(cell)];
        return [name, numeric.test(name) ? plain(cell) : cell];
      }),
    ),
  }));
}
