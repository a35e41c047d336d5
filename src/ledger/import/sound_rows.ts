import type { ImportRemark } from "./imported_run.ts";
import { lineFault } from "./source_file.ts";

/**
 * Reads the rows of a file one by one. A row that cannot be read is left out, and a remark says
 * why.
 * @param rows In the order of their lines
 * @param read Reads a row
 * @param remarks Gets a remark on each row that is left out
 * @throws {Error} Of the first row, if no row can be read
 */
export function soundRows<Row extends { readonly line: number }, Read>(
  rows: readonly Row[],
  read: (row: Row) => Read,
  remarks: ImportRemark[],
): Read[] {
  const sound: Read[] = [];
  let first: unknown;
  for (const row of rows) {
    try {
      sound.push(read(row));
    } catch (error) {
      const fault = lineFault(error);
      if (fault === undefined) throw error;
      first ??= error;
      remarks.push({
        line: row.line,
        what: `is left out as it ${fault}`,
        leftOut: true,
      });
    }
  }
  if (sound.length === 0 && first !== undefined) throw first;
  return sound;
}
