/** The most lines that are kept; more of them say nothing new. */
const MOST_LINES = 50;

/** What was unexpected, each line once. */
export class Notes {
  readonly #lines = new Set<string>();

  /** Adds lines, unless they are there already. */
  add(...lines: readonly string[]): void {
    for (const line of lines) {
      if (this.#lines.size < MOST_LINES) this.#lines.add(line);
    }
  }

  /** How many lines there are. */
  get count(): number {
    return this.#lines.size;
  }

  /** All lines. */
  lines(): string[] {
    return [...this.#lines];
  }
}
