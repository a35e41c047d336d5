import type { Terminal } from "./terminal.ts";

// As every terminal since the VT100 knows them; rows and columns count from 1.
const SAVE = "\x1b7"; // where the cursor is, and its colours
const RESTORE = "\x1b8";
const PLAIN = "\x1b[0m";
const CLEAR_ROW = "\x1b[2K";
const INSERT_ROW = "\x1b[L";
const DOWN = "\x1bD"; // scrolls at the foot, as a line feed does, but keeps the column
const UP = "\x1b[A";
const SCROLL_ALL = "\x1b[r";
const scrollAbove = (row: number) => `\x1b[1;${row - 1}r`;
const toRow = (row: number) => `\x1b[${row};1H`;

/** What ends a process without its runs being ended. */
const LAST_EVENTS = ["unload", "error", "unhandledrejection"] as const;

/**
 * The row at the foot of a terminal, taken out of what scrolls. Whatever the user's program
 * writes meanwhile, lines or a progress bar that rewrites its own, scrolls above it and stays
 * whole: nothing of it is held back, redirected or rewritten.
 *
 * The row is given back at the end, also of a process that throws or exits. One that is killed
 * leaves it behind; the command `reset` gives it back then.
 */
export class TerminalRow {
  readonly #terminal: Terminal;
  /** Which row is taken; 0 is none. */
  #row = 0;

  /** @param terminal Whose row */
  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /**
   * Shows a text in the row, which is taken the first time.
   * @param text As much of it as fits
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
   * Gives the row back, and leaves a line among those of the user's program: above the one in which
   * the cursor stands, since that may hold a progress bar.
   * @param line What is left
   */
  end(line: string): void {
    const { columns } = this.#terminal.size();
    this.#terminal.write(
      this.#release() + DOWN + UP + SAVE + INSERT_ROW + "\r" + PLAIN +
        fitting(line, columns) + RESTORE + DOWN,
    );
    this.#forget();
  }

  readonly #giveBack = (): void => {
    try {
      this.#terminal.write(this.#release());
    } catch {
      // The terminal has gone before the process.
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

/** Down and up again, so that the cursor does not stand in the row that is taken. */
function reserve(rows: number): string {
  return DOWN + UP + SAVE + scrollAbove(rows) + RESTORE;
}

/** Signs that would move the cursor or change the terminal. */
const CONTROLS = /\p{Cc}+/gu;
const ASCII = /^[ -~]$/;

/** As much of a text as surely fits into a row: what is not ASCII may be two columns wide. */
function fitting(text: string, columns: number): string {
  let left = columns - 1;
  let fit = "";
  for (const sign of text.replace(CONTROLS, " ")) {
    left -= ASCII.test(sign) ? 1 : 2;
    if (left < 0) break;
    fit += sign;
  }
  return fit;
}
