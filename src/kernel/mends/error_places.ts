/**
 * Mends: tracebacks give lines of the compiled JavaScript instead of the user's, and do not say
 * which cell they are in.
 * Seen in: Deno 2.9.6. Upstream: https://github.com/denoland/deno/issues/20643
 * Can go when: "a traceback has lines of the compiled code" in `plain_kernel_test.ts` fails.
 * @module
 */
import { type CellCode, cellCode } from "./cell_code.ts";

/** At most so many lines are padding; then cells take the lines of old ones again. */
const MOST_LINES = 20_000;

/** A cell that the kernel has executed. */
interface KnownCell {
  readonly number: number;
  readonly from: number;
  readonly cell: CellCode;
}

/** A place in the code of any cell, as the kernel writes it. */
const PLACE = /<anonymous>:(\d+):(\d+)/g;

/** A frame of this module's own code inside the kernel. */
const OWN_FRAME = /^\s+at .*\/kernel\/(inside|mends)\//;

/** Where the code of each cell is in what the kernel compiled. */
export class ErrorPlaces {
  #cells: KnownCell[] = [];
  #next = 1;

  /**
   * Adds a cell.
   * @param number Its number
   * @param code As the user wrote it, without magics
   * @returns The code for the kernel
   */
  async add(number: number, code: string): Promise<string> {
    if (this.#next > MOST_LINES) this.#next = 1;
    const from = this.#next;
    const cell = await cellCode(code, from);
    this.#next = Math.max(this.#next + 1, cell.lines);
    this.#cells = this.#cells.filter((old) =>
      old.from >= this.#next || old.from < from
    );
    this.#cells.push({ number, from, cell });
    return cell.code;
  }

  /**
   * A traceback with the user's cells and lines.
   * @param lines As the kernel gives them
   */
  traceback(lines: readonly string[]): readonly string[] {
    return lines.filter((line) => !OWN_FRAME.test(line)).map((line) =>
      line.replace(
        PLACE,
        (text, row, column) =>
          this.#place(Number(row) - 1, Number(column) - 1) ?? text,
      )
    );
  }

  #place(line: number, column: number): string | undefined {
    const known = this.#cells.filter(({ from }) => from <= line)
      .sort((a, b) => b.from - a.from)[0];
    if (known === undefined) return undefined;
    const place = known.cell.userPlace({ line, column });
    const cell = `cell [${known.number}]`;
    return place === undefined
      ? cell
      : `${cell}:${place.line + 1}:${place.column + 1}`;
  }
}
