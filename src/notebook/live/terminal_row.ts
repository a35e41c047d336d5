import type { Terminal } from "./terminal.ts";

// Every terminal since the VT100 knows these; rows and columns count from 1.
const SAVE = "\x1b7"; // the place of the cursor, and its colours
const RESTORE = "\x1b8";
const PLAIN = "\x1b[0m";
const CLEAR_ROW = "\x1b[2K";
const INSERT_ROW = "\x1b[L";
const DOWN = "\x1bD"; // scrolls at the foot, as a line feed does, but keeps the column
const UP = "\x1b[A";
const SCROLL_ALL = "\x1b[r";
const scrollAbove = (row: number) => `\x1b[1;${row - 1}r`;
const toRow = (row: number) => `\x1b[${row};1H`;

/** Events that end a process before its runs have ended. */
const LAST_EVENTS = ["unload", "error", "unhandledrejection"] as const;

/**
 * The row at the foot of a terminal, which does not scroll. Everything that the user's program
 * writes scrolls above it and stays whole, lines as well as progress bars. Nothing is held back,
 * redirected or rewritten.
 *
 * The row is given back at the end, even if the process throws or exits. If the process is killed,
 * the command `reset` gives the row back.
 */
export class TerminalRow {
  readonly #terminal: Terminal;
  /** The row that is taken; 0 for none. */
  #row = 0;

  /** @param terminal The terminal to take the row from */
  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /**
   * Shows a text in the row; the first call takes the row.
   * @param text Cut to the row
   */
  show(text: string): void {
    const { rows, columns } = this.#terminal.size();
    const taking = rows === this.#row ? "" : this.#release() + reserve(rows);
    if (this.#row === 0) {
      for (const event of LAST_EVENTS) addEventListener(event, this.#giveBack);
    }
    this.#row = rows;
    this.#terminal.write(
      taking + SAVE + toRow(rows) + PLAIN + CLEAR_ROW +
        fitting(text, columns) + RESTORE,
    );
  }

  /**
   * Gives the row back, and leaves a line among those of the user's program. The line goes above
   * the cursor's own line, which may be a progress bar.
   * @param line Takes as many rows as it needs
   */
  end(line: string): void {
    const { columns } = this.#terminal.size();
    const inserted = rowsOf(line, columns).map((row) =>
      DOWN + UP + SAVE + INSERT_ROW + "\r" + PLAIN + row + RESTORE + DOWN
    );
    this.#terminal.write(this.#release() + inserted.join(""));
    this.#forget();
  }

  readonly #giveBack = (): void => {
    try {
      this.#terminal.write(this.#release());
    } catch {
      // The terminal is gone already.
    }
    this.#forget();
  };

  #release(): string {
    return this.#row === 0
      ? ""
      : SAVE + SCROLL_ALL + toRow(this.#row) + CLEAR_ROW + RESTORE;
  }

  #forget(): void {
    this.#row = 0;
    for (const event of LAST_EVENTS) removeEventListener(event, this.#giveBack);
  }
}

/** Moves down and up again, so that the cursor is not in the row that is taken. */
function reserve(rows: number): string {
  return DOWN + UP + SAVE + scrollAbove(rows) + RESTORE;
}

/** Characters that would move the cursor or change the terminal. */
const CONTROLS =
  /[\p{Cc}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069]+/gu;
const ASCII = /^[ -~]$/;

/** A terminal with fewer columns has no room for a mark. */
const LEAST_COLUMNS = 10;

/** A text cut between two words so that it surely fits: half a figure is another figure. */
function fitting(text: string, columns: number): string {
  const [first = "", ...others] = rowsOf(text, columns);
  return others.length === 0 || columns < LEAST_COLUMNS
    ? first
    : `${rowsOf(first, columns - widthOf(" …"))[0]} …`;
}

/** A text in rows that surely fit. Only a word that is longer than a row is parted. */
function rowsOf(text: string, columns: number): string[] {
  const most = Math.max(2, columns - 1);
  const rows = [""];
  let left = most;
  const add = (text: string) => {
    const isFull = widthOf(text) > left;
    if (isFull) rows.push("");
    left = (isFull ? most : left) - widthOf(text);
    rows.push(rows.pop() + text);
  };
  for (const word of text.replace(CONTROLS, " ").split(" ")) {
    const isFirst = rows.at(-1) === "";
    if (!isFirst && widthOf(word) < left) add(` ${word}`);
    else {
      if (!isFirst) left = 0;
      for (const character of word) add(character);
    }
  }
  return rows;
}

/** Its width at most: a character that is not ASCII may be two columns wide. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += ASCII.test(character) ? 1 : 2;
  return width;
}
