import { need } from "../machine/permission.ts";
import type { RunRecord } from "../tracker/run.ts";
import type { Point } from "../tracker/course/course_row.ts";
import type { Keeping } from "../tracker/run.ts";
import type { Keeper, News, RunHeader } from "../tracker/sink.ts";
import { reasonOf } from "./database/failures.ts";
import { journalFolder } from "./journal/files.ts";
import { Journal } from "./journal/journal.ts";
import { ledgerPath } from "./location.ts";
import { trackedRun } from "./stored/stored_run.ts";

/** Keeps a run in a ledger, and says where, or why it does not. */
export interface LedgerSink extends Keeper {
  /**
   * The file to which the sampling thread writes what it counts; `undefined` before the run has
   * begun, and where nothing can be written.
   */
  readonly unsentFile: string | undefined;
}

/** Options of a ledger sink. */
export interface LedgerSinkOptions {
  /** The tags to find the run by. @default none */
  readonly tags?: readonly string[];
}

/**
 * Keeps a run in a ledger: journals it while it runs, and puts it into the ledger when it has
 * ended. A failure harms nothing, and `keeping` says what it is.
 * @param where The path of the ledger. @default the one that `ledgerPath` finds
 * @param options The tags
 */
export function ledgerSink(
  where?: string | URL,
  options: LedgerSinkOptions = {},
): LedgerSink {
  const { tags = [] } = options;
  try {
    return new JournalingSink(ledgerPath(where), tags);
  } catch (error) {
    return unkept(reasonOf(error));
  }
}

class JournalingSink implements LedgerSink {
  readonly #path: string;
  readonly #tags: readonly string[];
  #journal: Journal | undefined;
  #isKept = true;
  #why: string | undefined;

  constructor(path: string, tags: readonly string[]) {
    this.#path = path;
    this.#tags = tags;
  }

  get keeping(): Keeping {
    return { path: this.#isKept ? this.#path : undefined, why: this.#why };
  }

  get unsentFile(): string | undefined {
    return this.#journal?.unsentFile;
  }

  began(run: RunHeader): void {
    this.#carefully(() => {
      const folder = journalFolder(this.#path);
      need({ name: "write", path: folder }, "write there", "--allow-write");
      this.#journal = new Journal(folder, run, this.#tags);
    });
  }

  sampled(_: () => RunRecord, point: Point, news: News): void {
    // After a failure, only the end of the run is written.
    if (this.#isKept) this.#carefully(() => this.#journal?.add(point, news));
  }

  async ended(run: RunRecord): Promise<void> {
    try {
      const { keep } = await import("./keep.ts");
      await keep(this.#path, trackedRun(run, this.#tags));
      this.#isKept = true;
      this.#why = undefined;
      this.#journal?.remove();
    } catch (error) {
      this.#leave(run, reasonOf(error));
    }
  }

  #carefully(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#isKept = false;
      this.#why = `it is not saved while it runs: ${reasonOf(error)}`;
    }
  }

  /** A run that cannot be put into the ledger now stays beside it, until it is opened again. */
  #leave(run: RunRecord, why: string): void {
    this.#why = why;
    this.#isKept = false;
    if (this.#journal === undefined) return;
    try {
      this.#journal.leave(run);
      this.#isKept = true;
      this.#why =
        `the ledger could not be written (${why}): the run is added when it is opened next`;
    } catch {
      // The disk is full, but what was journaled before is there.
      this.#isKept = true;
      this.#why =
        `its end could not be written (${why}): the ledger shows it as interrupted`;
    }
  }
}

/** A sink without a place for the ledger. */
function unkept(why: string): LedgerSink {
  return {
    keeping: { path: undefined, why },
    unsentFile: undefined,
    began: () => {},
    sampled: () => {},
    ended: () => Promise.resolve(),
  };
}
