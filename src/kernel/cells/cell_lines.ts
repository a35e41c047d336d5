import { type CellCode, cellCode } from "./cell_code.ts";

/** So many lines of the last cells are known; those of cells long ago are used again. */
const MOST_LINES = 20_000;

/** A cell that the kernel knows. */
interface KnownCell {
  readonly number: number;
  readonly from: number;
  readonly cell: CellCode;
}

/** What the kernel calls the code of any cell, with a place. */
const PLACE = /<anonymous>:(\d+):(\d+)/g;

/** Frames of our own, by the folder that this file stands in. */
const OWN_FRAME = /^\s+at .*\/kernel\/inside\//;

/** Where the lines of the cells stand in what the kernel compiled. */
export class CellLines {
  #cells: KnownCell[] = [];
  #next = 1;

  /**
   * Takes in a cell.
   * @param number Its number
   * @param code As the user wrote it, without magics
   * @returns What the kernel is given
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
   * A traceback with the places of the user's cells.
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
