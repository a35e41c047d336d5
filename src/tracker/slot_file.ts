/**
 * Rows of numbers in a file, each at a place of its own, so that one can be written over. Nothing waits for
 * the disk: what a process has written outlives it, whichever way it ends.
 */
export class SlotFile implements Disposable {
  readonly #file: Deno.FsFile;
  readonly #row: Float64Array<ArrayBuffer>;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  /** Where the next byte goes unless it is said, in slots. */
  #next = 0;

  /**
   * Writes from the beginning.
   * @param file Open to write; closed with this
   * @param width Numbers in a row, of which the first must not stay the same if the row is written over
   */
  constructor(file: Deno.FsFile, width: number) {
    this.#file = file;
    this.#row = new Float64Array(slotLength(width));
    this.#bytes = new Uint8Array(this.#row.buffer);
  }

  /**
   * Writes a row.
   * @param slot Its place, from 0; no more than one after the last
   * @param numbers Its numbers
   */
  write(slot: number, numbers: readonly number[]): void {
    if (slot !== this.#next) {
      this.#file.seekSync(slot * this.#bytes.length, Deno.SeekMode.Start);
    }
    this.#row.set(numbers);
    this.#row[numbers.length] = numbers[0]!;
    const written = this.#file.writeSync(this.#bytes);
    if (written < this.#bytes.length) {
      throw new Error("the disk took only a part of a sample");
    }
    this.#next = slot + 1;
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }
}

/**
 * The rows of such a file, by their place.
 * @param bytes Its content; a row that is being written may be half there, and is left out
 * @param width Numbers in a row
 */
export function readSlots(
  bytes: Uint8Array<ArrayBuffer>,
  width: number,
): Float64Array[] {
  const length = slotLength(width);
  const count = Math.floor(bytes.length / (length * 8));
  const numbers = new Float64Array(bytes.buffer, 0, count * length);
  return Array.from(
    { length: count },
    (_, i) => numbers.subarray(i * length, i * length + width + 1),
  )
    // What stands at both ends is the same if all between was written.
    .filter((row) => row[0] === row[width])
    .map((row) => row.subarray(0, width));
}

/** A power of two, so that no row lies across the edge of a page. */
function slotLength(width: number): number {
  return 2 ** Math.ceil(Math.log2(width + 1));
}
