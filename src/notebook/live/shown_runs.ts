/** A cell of the notebook, by how many cells had ended before it. */
export type CellMark = number;

/**
 * Knows which runs the running cell has shown already, so that a run that is also the result of
 * its cell is not shown twice.
 *
 * With the helper every end of a cell is known. The plain kernel publishes only the results of
 * cells that do not throw, but counts all cells. A gap in its count then says that some cell threw,
 * but not whether that was before or after the run. In that case the result is shown: a second card
 * is better than a missing result.
 */
export class ShownRuns {
  #ended = 0;
  #lastCount: number | undefined;
  /** The cells in which the outputs of runs were made, by the id of the run. */
  readonly #cards = new Map<string, CellMark>();
  /** The same, by the object that the user gets. */
  readonly #marks = new Map<object, CellMark>();

  /** The running cell. */
  get cell(): CellMark {
    return this.#ended;
  }

  /** The final card of a run is in an output that was made in that cell. */
  cardIsShown(id: string, cell: CellMark): void {
    this.#cards.set(id, cell);
  }

  /**
   * Notes the object that the user gets for a run that has ended. Does nothing if no live view has
   * shown the run.
   */
  mark(run: { readonly id: string }): void {
    const cell = this.#cards.get(run.id);
    if (cell !== undefined) this.#marks.set(run, cell);
  }

  /**
   * A cell has a result, which the kernel is about to publish.
   * @param count The kernel's count of cells
   * @param result The result
   * @returns Whether the result is a run whose card this very cell shows
   */
  hasResult(count: number, result: unknown): boolean {
    const isShown = this.#marks.get(result as object) === this.#ended &&
      (this.#lastCount === undefined || count === this.#lastCount + 1);
    this.cellEnded();
    this.#lastCount = count;
    return isShown;
  }

  /** A cell has ended, also one that threw. Any cell may follow, whatever its count. */
  cellEnded(): void {
    this.#ended += 1;
    this.#lastCount = undefined;
    this.#cards.clear();
    this.#marks.clear();
  }
}
