import { need } from "../../machine/permission.ts";
import type { RunRecord } from "../../tracker/run.ts";
import type { Point } from "../../tracker/course/course_row.ts";
import type { Keeping } from "../../tracker/keeping.ts";
import type { Keeper, News, RunHeader } from "../../tracker/sink.ts";
import { ledgerPath } from "../location.ts";
import { reasonOf } from "../reason.ts";
import { trackedRun } from "../stored_run.ts";
import { journalFolder } from "./files.ts";
import { Journal } from "./journal.ts";

/** What keeps a run in a ledger, and says where, or why it does not. */
export interface LedgerSink extends Keeper {
  /**
   * Where the thread that samples is to write what it counts, once the run has been told of its first sample;
   * `undefined` where nothing can be written.
   */
  readonly tape: string | undefined;
}

/** How a run is kept. */
export interface LedgerSinkOptions {
  /** What it is to be found by. @default none */
  readonly tags?: readonly string[];
}

/**
 * Keeps a run in a ledger: journals it while it goes on, and puts it in when it has ended. Whatever goes
 * wrong is said by `keeping` and harms nothing.
 * @param where The path of the ledger. @default `CARBONCELL_LEDGER`, else the platform's data folder
 * @param options How the run is kept
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

  get tape(): string | undefined {
    return this.#journal?.tape;
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
      const { keep } = await import("../keep.ts");
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

  /** A run that the ledger does not take now stays beside it, for when it is opened next. */
  #leave(run: RunRecord, why: string): void {
    this.#why = why;
    this.#isKept = false;
    if (this.#journal === undefined) return;
    try {
      this.#journal.leave(run);
      this.#isKept = true;
      this.#why =
        `the ledger could not be written (${why}): it takes the run in when it is opened next`;
    } catch {
      // The disk is full to the last byte: what was journaled until then is there.
      this.#isKept = true;
      this.#why =
        `its end could not be written (${why}): the ledger has it as interrupted`;
    }
  }
}

/** A sink for what has no place. */
function unkept(why: string): LedgerSink {
  return {
    keeping: { path: undefined, why },
    tape: undefined,
    began: () => {},
    sampled: () => {},
    ended: () => Promise.resolve(),
  };
}
