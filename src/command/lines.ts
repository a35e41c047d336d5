/** The beginning of a line that is longer is forgotten. */
const MOST_CHARS = 100_000;

/** Makes lines of texts that come in pieces. A progress bar ends its lines with `\r`. */
export class Lines {
  readonly #onLine: (line: string) => void;
  #rest = "";

  /** @param onLine Gets each whole line */
  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  /** Adds a piece. */
  add(text: string): void {
    const [first = "", ...others] = text.split(/[\r\n]+/);
    this.#rest = (this.#rest + first).slice(-MOST_CHARS);
    for (const line of others) {
      this.end();
      this.#rest = line;
    }
  }

  /** Nothing more comes: what is left is a line. */
  end(): void {
    if (this.#rest !== "") this.#onLine(this.#rest);
    this.#rest = "";
  }
}
