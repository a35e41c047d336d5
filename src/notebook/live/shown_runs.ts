/** A cell of the notebook, by how many had finished before it. */
export type CellMark = number;

/** A run whose card stands under the cell that runs now. */
interface Mark {
  /** How many cells had finished when its output was made. */
  readonly cell: CellMark;
  /** When it was marked, in ms. */
  readonly atMs: number;
}

/**
 * A result within so many ms of the run's end comes from the same cell. Results of the same cell took 0.5 to
 * 2.5 ms; those of the next one, asked for by a program, 14 ms and more.
 */
const SAME_CELL_MS = 6;

/**
 * Knows which runs the cell that runs now has shown already, so that a run that is also the
 * cell's result is not shown twice.
 *
 * The kernel says only that a cell has finished, and not when one has thrown; but it counts the
 * latter too, so that a gap in the count tells of them afterwards.
 */
export class ShownRuns {
  readonly #nowMs: () => number;
  #finished = 0;
  #lastCount: number | undefined;
  /** Cells in which the outputs of runs were made, by the id of the run. */
  readonly #cards = new Map<string, CellMark>();
  readonly #marks = new Map<object, Mark>();

  /** @param nowMs Monotonic time, in ms */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** The cell that runs now. */
  get cell(): CellMark {
    return this.#finished;
  }

  /** The final card of a run stands in an output that was made in that cell. */
  cardStands(id: string, cell: CellMark): void {
    this.#cards.set(id, cell);
  }

  /** What the user is given of a run, once it has ended. */
  mark(run: { readonly id: string }): void {
    const cell = this.#cards.get(run.id);
    if (cell === undefined) return;
    this.#cards.delete(run.id);
    this.#marks.set(run, { cell, atMs: this.#nowMs() });
  }

  /**
   * A cell has finished.
   * @param count The kernel's count of cells
   * @param result What it ends in
   * @returns Whether the result is a run that stands under this very cell
   */
  finished(count: number, result: unknown): boolean {
    const mark = this.#marks.get(result as object);
    const noneThrew = this.#lastCount === undefined ||
      count === this.#lastCount + 1;
    const isShown = mark !== undefined && mark.cell === this.#finished &&
      (noneThrew || this.#nowMs() - mark.atMs < SAME_CELL_MS);
    this.#finished += 1;
    this.#lastCount = count;
    this.#cards.clear();
    this.#marks.clear();
    return isShown;
  }
}
