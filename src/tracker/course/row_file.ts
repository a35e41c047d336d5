import type { Columns, Row } from "./columns.ts";

/**
 * Rows of numbers in a file. Each has a place of its own, so that it can be overwritten. Nothing
 * waits for the disk: what a process has written outlives it, however it ends.
 */
export class RowFile<Name extends string, List extends string>
  implements Disposable {
  readonly #file: Deno.FsFile;
  readonly #columns: Columns<Name, List>;
  readonly #slot: Float64Array<ArrayBuffer>;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  /** The row at which the file would be written next. */
  #next = 0;

  /**
   * Writes from the beginning.
   * @param file Open to write; closed with this
   * @param columns The first number of a row must change when the row is overwritten
   */
  constructor(file: Deno.FsFile, columns: Columns<Name, List>) {
    this.#file = file;
    this.#columns = columns;
    this.#slot = new Float64Array(slotLength(columns.width));
    this.#bytes = new Uint8Array(this.#slot.buffer);
  }

  /**
   * Writes a row.
   * @param index Its place, from 0; at most one after the last
   * @param row Its numbers
   */
  write(index: number, row: Row<Name, List>): void {
    if (index !== this.#next) {
      this.#file.seekSync(index * this.#bytes.length, Deno.SeekMode.Start);
    }
    this.#columns.write(row, this.#slot);
    this.#slot[this.#columns.width] = this.#slot[0] ?? NaN;
    const written = this.#file.writeSync(this.#bytes);
    if (written < this.#bytes.length) {
      throw new Error("the disk took only part of a row");
    }
    this.#next = index + 1;
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }
}

/**
 * The rows of such a file, in the order of their places.
 * @param bytes Its content; a row that is half written is left out
 * @param columns As they were written
 */
export function readRows<Name extends string, List extends string>(
  bytes: Uint8Array<ArrayBuffer>,
  columns: Columns<Name, List>,
): Row<Name, List>[] {
  const length = slotLength(columns.width);
  const count = Math.floor(bytes.length / (length * 8));
  const numbers = new Float64Array(bytes.buffer, 0, count * length);
  return Array.from(
    { length: count },
    (_, i) => numbers.subarray(i * length, (i + 1) * length),
  )
    // The first number is repeated at the end: if both agree, all between was written.
    .filter((slot) => slot[0] === slot[columns.width])
    .map((slot) => columns.read(slot));
}

/** A power of two, so that no row crosses the edge of a page. */
function slotLength(width: number): number {
  return 2 ** Math.ceil(Math.log2(width + 1));
}
