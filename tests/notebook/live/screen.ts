import type { Terminal } from "../../../src/notebook/live/terminal.ts";

/** The place of a cursor, counted from 0; past the last column, a character begins a new row. */
interface Cursor {
  row: number;
  column: number;
}

/**
 * The part of a VT100 that is used here, to see what its user sees: rows, a region that scrolls,
 * and what has scrolled out at the top. An unknown sequence is an error.
 */
export class Screen implements Terminal {
  readonly columns: number;
  readonly rows: number;
  /** What has scrolled out. */
  readonly past: string[] = [];
  #lines: string[][];
  #cursor: Cursor = { row: 0, column: 0 };
  #saved: Cursor = { row: 0, column: 0 };
  #bottom: number;

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
    this.#lines = Array.from({ length: rows }, () => []);
    this.#bottom = rows - 1;
  }

  readonly size: Terminal["size"] = () => ({
    columns: this.columns,
    rows: this.rows,
  });

  /** Shows what is written; a line feed begins a line, as a terminal's driver has it. */
  readonly write = (text: string): void => {
    // deno-lint-ignore no-control-regex
    const parts = /\x1b\[([\d;]*)([A-Za-z])|\x1b(.)|([^\x1b])/gsu;
    for (
      const [, numbers = "", command, short, character] of text.matchAll(parts)
    ) {
      if (character !== undefined) this.#put(character);
      else if (short !== undefined) this.#short(short);
      else this.#command(command ?? "", numbers.split(";").map(Number));
    }
  };

  /** What is on the screen, row by row. */
  get shown(): string[] {
    return this.#lines.map(textOf);
  }

  /** All that was ever shown, and has not been overwritten; without empty rows at the end. */
  get all(): string[] {
    return withoutEmptyEnd([...this.past, ...this.shown]);
  }

  /** The last row that scrolls, counted from 0. */
  get bottom(): number {
    return this.#bottom;
  }

  #put(character: string): void {
    const cursor = this.#cursor;
    if (character === "\r") cursor.column = 0;
    else if (character === "\n") {
      cursor.column = 0;
      this.#down();
    } else {
      if (cursor.column === this.columns) {
        cursor.column = 0;
        this.#down();
      }
      this.#line(cursor.row)[cursor.column] = character;
      cursor.column += 1;
    }
  }

  #down(): void {
    if (this.#cursor.row !== this.#bottom) {
      this.#cursor.row = Math.min(this.#cursor.row + 1, this.rows - 1);
      return;
    }
    this.past.push(textOf(this.#line(0)));
    this.#lines.splice(0, 1);
    this.#lines.splice(this.#bottom, 0, []);
  }

  #short(character: string): void {
    if (character === "7") this.#saved = { ...this.#cursor };
    else if (character === "8") this.#cursor = { ...this.#saved };
    else if (character === "D") this.#down();
    else throw new Error(`Unknown escape ${JSON.stringify(character)}`);
  }

  #command(command: string, [first = 0, second = 0]: number[]): void {
    const cursor = this.#cursor;
    if (command === "m") return;
    if (command === "A") {
      cursor.row = Math.max(0, cursor.row - (first || 1));
    } else if (command === "H") {
      this.#cursor = { row: (first || 1) - 1, column: (second || 1) - 1 };
    } else if (command === "K" && first === 2) {
      this.#lines[cursor.row] = [];
    } else if (command === "K" && first === 0) {
      this.#line(cursor.row).length = cursor.column;
    } else if (command === "L") {
      this.#lines.splice(this.#bottom, 1);
      this.#lines.splice(cursor.row, 0, []);
    } else if (command === "r") {
      this.#bottom = (second || this.rows) - 1;
      this.#cursor = { row: 0, column: 0 };
    } else throw new Error(`Unknown command ${JSON.stringify(command)}`);
  }

  #line(row: number): string[] {
    return this.#lines[row] ??= [];
  }
}

/** Lines without those at the end that are empty. */
export function withoutEmptyEnd(lines: readonly string[]): string[] {
  return lines.slice(0, lines.findLastIndex((line) => line !== "") + 1);
}

function textOf(line: readonly string[]): string {
  return Array.from(line, (character) => character ?? " ").join("").trimEnd();
}
