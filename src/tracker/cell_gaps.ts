/** A stretch in which no cell ran, in s since the start of the run. */
export interface Gap {
  /** When a cell ended. */
  readonly fromS: number;
  /** When the next one began; `Infinity` as long as none has. */
  readonly toS: number;
}

/** When no cell of the notebook ran. */
export class CellGaps {
  readonly #gaps: Gap[] = [];
  #lastS = -Infinity;

  /** All of them, in order. */
  get all(): readonly Gap[] {
    return this.#gaps;
  }

  /** Whether no cell is known to run. */
  get isOpen(): boolean {
    return this.#gaps.at(-1)?.toS === Infinity;
  }

  /**
   * A cell has ended.
   * @param timeS When; what is told late, or twice, changes nothing
   */
  begin(timeS: number): void {
    if (this.isOpen || timeS <= this.#lastS) return;
    this.#lastS = timeS;
    this.#gaps.push({ fromS: timeS, toS: Infinity });
  }

  /**
   * A cell runs.
   * @param timeS Since when; what is told late, or twice, changes nothing
   * @returns Whether that is news
   */
  end(timeS: number): boolean {
    const gap = this.#gaps.at(-1);
    if (gap === undefined || !this.isOpen || timeS <= this.#lastS) return false;
    this.#lastS = timeS;
    this.#gaps[this.#gaps.length - 1] = { fromS: gap.fromS, toS: timeS };
    return true;
  }
}
