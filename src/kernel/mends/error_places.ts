/**
 * Mends: tracebacks give lines of the compiled JavaScript instead of the user's, and do not say
 * which cell they are in. `named_cells.ts` lets them name the cell.
 * Seen in: Deno 2.9.6. Upstream: https://github.com/denoland/deno/issues/20643
 * Can go when: "a traceback has lines of the compiled code" in `plain_kernel_test.ts` fails.
 * @module
 */
import { cellCode, cellPlaces, type FindPlace } from "./cell_code.ts";

/** A cell that the kernel has executed. */
interface KnownCell {
  readonly number: number;
  readonly code: string;
}

/** A frame of a traceback. */
const FRAME = /^\s+at /;

/** A place in the code of any cell, as the kernel writes it. */
const PLACE = /(cell\[[\d.]+\]):(\d+):(\d+)/g;

/** Where this module's own code is, by its address or path: its frames say nothing to a user. */
const OWN = new URL("../../", import.meta.url).href.replace("file://", "");
const OWN_PATHS = [OWN, decodeURI(OWN)];

/** Where the code of each cell is in what the kernel compiled. */
export class ErrorPlaces {
  readonly #cells = new Map<string, KnownCell>();

  /**
   * Adds a cell.
   * @param number Its number
   * @param code As the user wrote it, without magics
   * @returns The code for the kernel
   */
  async add(number: number, code: string): Promise<string> {
    if (code.trim() === "") return code;
    // Cells that are not counted share the number of the one before.
    const name = this.#cells.has(`cell[${number}]`)
      ? `cell[${number}.${this.#cells.size}]`
      : `cell[${number}]`;
    this.#cells.set(name, { number, code });
    return await cellCode(code, name);
  }

  /**
   * A traceback with the user's cells and lines.
   * @param lines As the kernel gives them
   */
  async traceback(lines: readonly string[]): Promise<readonly string[]> {
    const frames = lines.filter((line) => FRAME.test(line)).join("\n");
    // Each cell is compiled once, however many frames it has.
    const finders = new Map<string, FindPlace>();
    for (const [, name = ""] of frames.matchAll(PLACE)) {
      const cell = this.#cells.get(name);
      if (cell === undefined || finders.has(name)) continue;
      const finder = cellPlaces(cell.code, name);
      finders.set(name, await finder.catch(() => () => undefined));
    }
    const isOwn = (line: string) =>
      FRAME.test(line) && OWN_PATHS.some((path) => line.includes(path));
    return lines.filter((line) => !isOwn(line)).map((line) =>
      FRAME.test(line) ? this.#placed(line, finders) : line
    );
  }

  #placed(line: string, finders: ReadonlyMap<string, FindPlace>): string {
    return line.replace(PLACE, (text, name, row, column) => {
      const known = this.#cells.get(name);
      if (known === undefined) return text;
      const place = finders.get(name)?.(
        { line: Number(row) - 1, column: Number(column) - 1 },
      );
      const cell = `cell [${known.number}]`;
      return place === undefined
        ? cell
        : `${cell}:${place.line + 1}:${place.column + 1}`;
    });
  }
}
