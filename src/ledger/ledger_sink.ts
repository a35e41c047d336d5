import { need } from "../machine/permission.ts";
import type { Point } from "../tracker/course/course_row.ts";
import type { RunCall } from "../tracker/calls/run_call.ts";
import type { Keeping, MonthBudget, RunRecord } from "../tracker/run.ts";
import type { Keeper, News, RunHeader } from "../tracker/sink.ts";
import type { Budget, BudgetScope } from "./budget.ts";
import { reasonOf } from "./database/failures.ts";
import { journalFolder } from "./journal/files.ts";
import { Journal } from "./journal/journal.ts";
import { possiblePath } from "./location.ts";
import { trackedRun, type WholeRun } from "./stored/stored_run.ts";

/** How a run is kept. */
export interface SinkOptions {
  /** The tags to find the run by. @default none */
  readonly tags?: readonly string[];
  /** The budget of the runs of a month. @default none */
  readonly budget?: Budget & BudgetScope;
}

/** Keeps a run, and says how much of a budget is used then. */
async function kept(
  path: string,
  run: WholeRun,
  budget: Budget & BudgetScope,
): Promise<MonthBudget> {
  const [{ keep }, { conditionsOf }, { monthBudget, runsOfBudget }] =
    await Promise.all([
      import("./keep.ts"),
      import("./filter.ts"),
      import("./budget.ts"),
    ]);
  const filter = runsOfBudget(budget, budget, run.startedAt);
  const conditions = conditionsOf(filter, budget.timeZone);
  return monthBudget(budget, filter, await keep(path, run, conditions) ?? 0);
}

/**
 * Keeps a run in a ledger: journals it while it runs, and puts it into the ledger when it has
 * ended. A failure harms nothing, and `keeping` says what it is.
 */
export class LedgerSink implements Keeper {
  /** `undefined` without a place for the ledger. */
  readonly #path: string | undefined;
  readonly #tags: readonly string[];
  readonly #budget: SinkOptions["budget"];
  #journal: Journal | undefined;
  #keeping: Keeping;

  /**
   * Finds the ledger; nothing is written before the run begins.
   * @param where The path of the ledger. @default the one that `ledgerPath` finds
   * @param options The tags to find the run by, and the budget that it is part of. @default none
   */
  constructor(
    where?: string | URL,
    options: SinkOptions = {},
  ) {
    this.#tags = options.tags ?? [];
    this.#budget = options.budget;
    try {
      this.#path = possiblePath(where);
      this.#keeping = { path: this.#path, why: undefined };
    } catch (error) {
      this.#keeping = { path: undefined, why: reasonOf(error) };
    }
  }

  get keeping(): Keeping {
    return this.#keeping;
  }

  /**
   * The file to which the sampling thread writes what it counts; `undefined` before the run has
   * begun, and where nothing can be written.
   */
  get unsentFile(): string | undefined {
    return this.#journal?.unsentFile;
  }

  /** The folder of the run's journal; `undefined` as for {@linkcode unsentFile}. */
  get journalFolder(): string | undefined {
    return this.#journal?.folder;
  }

  began(run: RunHeader): void {
    const path = this.#path;
    if (path === undefined) return;
    this.#carefully(() => {
      const folder = journalFolder(path);
      need({ name: "write", path: folder }, "write there", "--allow-write");
      this.#journal = new Journal(folder, run, this.#tags);
    });
  }

  called(call: RunCall): void {
    if (this.#keeping.path === undefined) return;
    this.#carefully(() => this.#journal?.called(call));
  }

  sampled(_: () => RunRecord, point: Point, news: News): void {
    // After a failure, only the end of the run is written.
    if (this.#keeping.path === undefined) return;
    this.#carefully(() => this.#journal?.add(point, news));
  }

  async ended(run: RunRecord): Promise<void> {
    const path = this.#path;
    if (path === undefined) return;
    try {
      const { keep } = await import("./keep.ts");
      const stored = trackedRun(run, this.#tags);
      if (this.#budget === undefined) await keep(path, stored);
      const budget = this.#budget && await kept(path, stored, this.#budget);
      this.#keeping = { path, why: undefined, ...(budget && { budget }) };
      this.#journal?.remove();
    } catch (error) {
      this.#keeping = this.#leave(run, path, reasonOf(error));
    }
  }

  #carefully(write: () => void): void {
    try {
      write();
    } catch (error) {
      const why = `it is not saved while it runs: ${reasonOf(error)}`;
      this.#keeping = { path: undefined, why };
    }
  }

  /** A run that cannot be put into the ledger now stays beside it, until it is opened again. */
  #leave(run: RunRecord, path: string, reason: string): Keeping {
    if (this.#journal === undefined) return { path: undefined, why: reason };
    let why =
      `the ledger could not be written (${reason}): the run is added when it is opened next`;
    try {
      this.#journal.leave(run);
    } catch {
      // The disk is full, but what was journaled before is there.
      why =
        `its end could not be written (${reason}): the ledger shows it as interrupted`;
    }
    return { path, why };
  }
}
