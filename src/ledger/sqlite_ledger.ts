import { frozen } from "../frozen.ts";
import { HeldLedger, onceFree, reasonOf } from "./database/failures.ts";
import { type Check, checkRows, checkWhole } from "./database/damage.ts";
import { HeldStore } from "./database/held_store.ts";
import {
  byStart,
  prepared,
  type Put,
  type RunStore,
} from "./database/store.ts";
import type { Total } from "./database/totals.ts";
import { backupPath } from "./database/backup.ts";
import { checkGroup, checkId, conditionsOf } from "./filter.ts";
import { journalFolder, journalsIn } from "./journal/files.ts";
import { takeIn } from "./journal/take_in.ts";
import type { ImportRemark } from "./import/imported_run.ts";
import type {
  ImportReport,
  Ledger,
  RunFilter,
  TotalOptions,
} from "./ledger.ts";
import { daysIn, UTC } from "./moments.ts";
import { tried } from "../machine/machine.ts";
import { duration } from "../format.ts";
import { possiblePath } from "./location.ts";
import type { RecomputedRun } from "./recompute.ts";
import { type RunTable, runTable, type RunTableOptions } from "./run_table.ts";
import type { StoredRun, WholeRun } from "./stored/stored_run.ts";

/**
 * What was done with runs whose files name no time zone, so that they now seem to begin elsewhen.
 */
function movedRemarks(
  runs: readonly { readonly put: Put; readonly movedMs: number }[],
): ImportRemark[] {
  const moved = Map.groupBy(
    runs.filter(({ movedMs }) => movedMs !== 0),
    ({ put, movedMs }) => `${put} ${movedMs}`,
  );
  return [...moved.values()].map((alike) => {
    const [{ put, movedMs }] = alike as [typeof runs[number]];
    const when = `${duration(Math.abs(movedMs) / 1000)} ${
      movedMs > 0 ? "later" : "earlier"
    }`;
    const who = alike.length === 1 ? "1 run" : `${alike.length} runs`;
    return {
      line: 1,
      what:
        `names no time zone, and in the one of this machine ${who} would begin ${when} than in the ledger: ${
          put === "kept"
            ? "it keeps its runs"
            : "the longer runs of the file are taken"
        }`,
    };
  });
}

/** A ledger in a SQLite database. */
export class SqliteLedger implements Ledger {
  readonly path: string;
  readonly readOnly: boolean;
  readonly #held: HeldStore;
  readonly #timeZone: () => string;
  #notes: readonly string[] = [];
  /** Whether another program held the ledger when it was last brought up to date. */
  #isHeld = false;
  #isClosed = false;

  /**
   * Opens a ledger, creates it if it does not exist, and takes in the runs of killed processes.
   * @param where The path of its file. @default `CARBONCELL_LEDGER`, else the platform's folder
   * for data
   * @param timeZone Gives the time zone of days and dates. @default UTC
   * @throws {RangeError} If a newer version wrote it
   * @throws {TypeError} If it is another program's database
   * @throws {Error} If it can be neither created nor read; says why
   */
  static async open(
    where?: string | URL,
    timeZone: () => string = () => UTC,
  ): Promise<SqliteLedger> {
    const path = possiblePath(where);
    const held = await HeldStore.open(path);
    const ledger = new SqliteLedger(path, held, timeZone);
    await ledger.#catchUp();
    return ledger;
  }

  private constructor(
    path: string,
    held: HeldStore,
    timeZone: () => string,
  ) {
    this.#timeZone = timeZone;
    this.path = path;
    this.readOnly = held.readOnly !== undefined;
    this.#held = held;
  }

  get notes(): readonly string[] {
    return [...this.#notes, ...this.#held.notes];
  }

  async runs(filter: RunFilter = {}): Promise<StoredRun[]> {
    const conditions = conditionsOf(filter, this.#timeZone());
    return frozen(await this.#read((store) => store.runs(conditions)));
  }

  async table(options: RunTableOptions = {}): Promise<RunTable> {
    const { columns, sort, limit, ...filter } = options ?? {};
    return runTable(await this.runs(filter), { columns, sort, limit });
  }

  async get(id: string): Promise<WholeRun | undefined> {
    checkId(id, "get the run");
    return frozen(await this.#read((store) => store.get(id)));
  }

  async total(options: TotalOptions = {}): Promise<Total[]> {
    // Null has no fields, and the check of the filter names it.
    const { by, ...filter } = options ?? {};
    checkGroup(by);
    const timeZone = this.#timeZone();
    const conditions = conditionsOf(filter, timeZone);
    const dayOf = timeZone === UTC ? undefined : daysIn(timeZone);
    return frozen(
      await this.#read((store) => store.totals(by, conditions, dayOf)),
    );
  }

  delete(id: string): Promise<boolean>;
  delete(filter: RunFilter): Promise<number>;
  async delete(which: string | RunFilter): Promise<boolean | number> {
    return typeof which === "object" && which !== null
      ? await this.#deleteAll(which)
      : await this.#delete(checkId(which, "delete the run"));
  }

  async #deleteAll(filter: RunFilter): Promise<number> {
    const conditions = conditionsOf(filter, this.#timeZone());
    if (conditions.length === 0) {
      throw new TypeError(
        'Cannot delete all runs at once: give at least one filter, such as { tag: "test" }',
      );
    }
    await this.#catchUp();
    return await this.#write(
      "delete the runs",
      (store) => store.deleteAll(conditions),
    );
  }

  async #delete(id: string): Promise<boolean> {
    await this.#catchUp();
    const wasLost = this.#held.hasLost(id);
    return await this.#write("delete the run", (store) => {
      if (store.statusOf(id) === "running") {
        throw new RangeError(
          `Cannot delete the run ${JSON.stringify(id)} as it is in progress`,
        );
      }
      return store.delete(id) || wasLost;
    }, { dropsLost: true });
  }

  export(format: "csv" | "json"): Promise<string>;
  export(format: "parquet"): Promise<Uint8Array<ArrayBuffer>>;
  async export(
    format: "csv" | "json" | "parquet",
  ): Promise<string | Uint8Array<ArrayBuffer>> {
    const { exported } = await import("./export/export.ts");
    return await exported(format, () => this.runs());
  }

  async import(file: string | URL): Promise<ImportReport> {
    const { readImport } = await import("./import/read_import.ts");
    this.#needOther(file);
    const { origin, runs, remarks } = await readImport(file);
    const ready = byStart(runs).map((run) => prepared({ samples: [], ...run }));
    const put = await this.#write(
      "import the file",
      (store) =>
        ready.map((run) => {
          const beforeMs = store.startOf(run.id);
          const put = store.put(run, "worse");
          const movedMs = beforeMs === undefined
            ? 0
            : run.row["started_ms"] as number - beforeMs;
          return { put, movedMs: run.assumesTime ? movedMs : 0 };
        }),
    );
    const count = (what: string) => put.filter((p) => p.put === what).length;
    return {
      origin,
      added: count("added"),
      replaced: count("replaced"),
      kept: count("kept"),
      leftOut: remarks.filter(({ leftOut }) => leftOut).length,
      ids: runs.map(({ id }) => id),
      remarks: [...remarks, ...movedRemarks(put)],
    };
  }

  async recompute(): Promise<RecomputedRun[]> {
    await this.#catchUp();
    const { recomputed } = await import("./recompute.ts");
    const now = new Date();
    const rows = await this.#write(
      "compute the calls anew",
      (store) =>
        store.withCalls().flatMap((id) => {
          const whole = store.get(id);
          const found = whole && recomputed(whole, now);
          if (found?.row.changed) store.put(prepared(found.run), "anything");
          return found?.row ?? [];
        }),
    );
    return frozen(rows);
  }

  async backup(path: string | URL): Promise<void> {
    const to = backupPath(path);
    try {
      await this.#read((store) => store.backUp(to), checkWhole);
    } catch (error) {
      throw new Error(
        `Cannot back up the ledger to ${JSON.stringify(to)}: ${
          reasonOf(error)
        }`,
        { cause: error },
      );
    }
  }

  close(): Promise<void> {
    if (!this.#isClosed) this.#held.close();
    this.#isClosed = true;
    return Promise.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Other processes may run, end or be killed, so each call brings the ledger up to date first. */
  async #catchUp(): Promise<void> {
    this.#needOpen();
    const folder = journalFolder(this.path);
    try {
      if (!this.readOnly) {
        this.#notes = await onceFree(
          this.path,
          () =>
            this.#held.read((store, isCopy) => takeIn(store, folder, isCopy)),
          !this.#isHeld,
        );
        this.#isHeld = false;
      } else if (journalsIn(folder).length > 0) {
        throw new Error(this.#held.readOnly);
      } else {
        this.#notes = [];
      }
    } catch (error) {
      // The other runs can still be read. The next call need not wait for the same program.
      this.#isHeld = error instanceof HeldLedger;
      this.#notes = [
        `runs in progress, or interrupted, are missing or out of date: ${
          reasonOf(error)
        }`,
      ];
    }
  }

  async #read<T>(
    work: (store: RunStore) => T,
    check: Check = checkRows,
  ): Promise<T> {
    await this.#catchUp();
    // Readers wait too: the last process to close the database holds it while it tidies up.
    return await onceFree(this.path, () => this.#held.read(work, check));
  }

  async #write<T>(
    doing: string,
    work: (store: RunStore) => T,
    { dropsLost = false } = {},
  ): Promise<T> {
    this.#needOpen();
    if (this.readOnly) {
      throw new TypeError(
        `Cannot ${doing} as the ledger ${
          JSON.stringify(this.path)
        } is read-only: ${this.#held.readOnly}`,
      );
    }
    return await onceFree(this.path, () =>
      this.#held.write((store) => {
        const result = store.transaction(() => work(store));
        store.checkpoint();
        return result;
      }, dropsLost));
  }

  /** A ledger that is imported into itself would only copy its own runs in progress. */
  #needOther(file: string | URL): void {
    const real = (path: string | URL) => tried(() => Deno.realPathSync(path));
    const own = real(this.path);
    if (own === undefined || real(file) !== own) return;
    throw new TypeError(
      `Cannot import the ledger ${JSON.stringify(this.path)} into itself`,
    );
  }

  #needOpen(): void {
    if (this.#isClosed) {
      throw new TypeError(
        `Cannot use the ledger ${JSON.stringify(this.path)} as it is closed`,
      );
    }
  }
}
