import { openDatabase, type OpenedDatabase } from "./database.ts";
import { conditionsOf, groupOf } from "./filter.ts";
import { journalFolder, journalsIn } from "./journal/files.ts";
import { takeIn } from "./journal/take_in.ts";
import type {
  GroupBy,
  ImportReport,
  Ledger,
  RunFilter,
  Total,
} from "./ledger.ts";
import { patiently } from "./patience.ts";
import { reasonOf } from "./reason.ts";
import { prepared, RunStore } from "./store.ts";
import type { StoredRun, WholeRun } from "./stored_run.ts";

/** A ledger in a SQLite database. */
export class SqliteLedger implements Ledger {
  readonly path: string;
  readonly readOnly: boolean;
  readonly #opened: OpenedDatabase;
  readonly #store: RunStore;
  #notes: readonly string[] = [];
  #isClosed = false;

  /**
   * Opens a ledger, makes it if there is none, and takes in the runs whose process is gone.
   * @param path Of the database
   * @throws {RangeError} If a newer version wrote it
   * @throws {TypeError} If it is the database of something else
   * @throws {Error} If it can be neither made nor read; says why
   */
  static async open(path: string): Promise<SqliteLedger> {
    const ledger = new SqliteLedger(path, await openDatabase(path));
    await ledger.#catchUp();
    return ledger;
  }

  private constructor(path: string, opened: OpenedDatabase) {
    this.path = path;
    this.readOnly = opened.readOnly !== undefined;
    this.#opened = opened;
    this.#store = new RunStore(opened.database);
  }

  get notes(): readonly string[] {
    return this.#notes;
  }

  async runs(filter: RunFilter = {}): Promise<StoredRun[]> {
    const conditions = conditionsOf(filter);
    return await this.#read((store) => store.runs(conditions));
  }

  async get(id: string): Promise<WholeRun | undefined> {
    return await this.#read((store) => store.get(id));
  }

  async total(options: { readonly by: GroupBy }): Promise<Total[]> {
    const by = groupOf(options);
    return await this.#read((store) => store.totals(by));
  }

  async delete(id: string): Promise<boolean> {
    await this.#catchUp();
    return await this.#write("delete the run", (store) => {
      if (store.statusOf(id) === "running") {
        throw new RangeError(
          `Cannot delete the run ${JSON.stringify(id)} as it goes on`,
        );
      }
      return store.delete(id);
    });
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
    const { origin, runs, remarks } = await readImport(file);
    const ready = runs.map((run) => prepared({ ...run, samples: [] }));
    const put = await this.#write(
      "import the file",
      (store) => ready.map((run) => store.put(run, "shorter")),
    );
    const count = (what: string) => put.filter((p) => p === what).length;
    return {
      origin,
      added: count("added"),
      replaced: count("replaced"),
      kept: count("kept"),
      ids: runs.map(({ id }) => id),
      remarks,
    };
  }

  close(): Promise<void> {
    if (!this.#isClosed) this.#opened.database.close();
    this.#isClosed = true;
    return Promise.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** What goes on elsewhere is looked at anew each time something is asked. */
  async #catchUp(): Promise<void> {
    this.#needOpen();
    const folder = journalFolder(this.path);
    try {
      if (!this.readOnly) await patiently(() => takeIn(this.#store, folder));
      else if (journalsIn(folder).length > 0) {
        throw new Error(this.#opened.readOnly);
      }
      this.#notes = [];
    } catch (error) {
      // What is there can be read all the same.
      this.#notes = [
        `runs that go on, or were interrupted, could not be taken in: ${
          reasonOf(error)
        }`,
      ];
    }
  }

  async #read<T>(work: (store: RunStore) => T): Promise<T> {
    await this.#catchUp();
    // Readers wait too, for whoever closes it last and tidies up.
    return await patiently(() => work(this.#store));
  }

  async #write<T>(
    doing: string,
    work: (store: RunStore) => T,
  ): Promise<T> {
    this.#needOpen();
    if (this.readOnly) {
      throw new TypeError(
        `Cannot ${doing} as the ledger ${
          JSON.stringify(this.path)
        } cannot be written: ${this.#opened.readOnly}`,
      );
    }
    return await patiently(() =>
      this.#store.transaction(() => work(this.#store))
    );
  }

  #needOpen(): void {
    if (this.#isClosed) {
      throw new TypeError(
        `Cannot use the ledger ${JSON.stringify(this.path)} once closed`,
      );
    }
  }
}
