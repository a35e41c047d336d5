import { DatabaseSync } from "node:sqlite";
import { openDatabase, type OpenedDatabase, openToWrite } from "./database.ts";
import { type Check, checkWhole, isDamage } from "./damage.ts";
import { migrate } from "./migrations.ts";
import { type LostRun, salvage, type Salvaged } from "./salvage.ts";
import { byStart, prepared, RunStore } from "./store.ts";

/** The sound runs of a damaged ledger, in memory. */
interface Copy extends Salvaged {
  readonly database: DatabaseSync;
  readonly store: RunStore;
  /** The state of the file when it was made. */
  readonly stamp: string;
}

/**
 * The runs of a ledger's file. Where SQLite finds the file damaged, or a run is, all sound runs are
 * read without it; a deletion then writes them to a new file, and the damaged one is kept.
 */
export class HeldStore {
  readonly #path: string;
  /** `undefined` if SQLite cannot open the file. */
  #opened: OpenedDatabase | undefined;
  #store: RunStore | undefined;
  #inode: number | null | undefined;
  /** What has been checked since it was opened. */
  readonly #checked = new Set<Check>();
  #copy: Copy | undefined;
  /** What was done about damage. */
  #mended: readonly string[] = [];

  /**
   * Opens the file of a ledger, and creates it if it does not exist.
   * @param path Absolute
   * @throws {RangeError} If a newer version wrote it
   * @throws {TypeError} If it is another program's database
   * @throws {Error} If it can be neither created nor read; says why
   */
  static async open(path: string): Promise<HeldStore> {
    const held = new HeldStore(path);
    try {
      held.#use(await openDatabase(path));
    } catch (error) {
      const isFinal = error instanceof TypeError || error instanceof RangeError;
      if (isFinal || !isDamage(error) || !held.#fallBack()) throw error;
    }
    return held;
  }

  private constructor(path: string) {
    this.#path = path;
  }

  /** Why the file is read-only; `undefined` if it can be written. */
  get readOnly(): string | undefined {
    return this.#opened?.readOnly;
  }

  /** What is damaged, or was, and what can be done about it. */
  get notes(): readonly string[] {
    return this.#copy === undefined
      ? this.#mended
      : [damageText(this.#copy.lost)];
  }

  /**
   * Uses the ledger, or a copy of its sound runs.
   * @param work Is synchronous; gets the runs, and whether they are a copy in memory
   * @param check What to check first, once for each file. @default nothing
   * @throws {Error} If the file is damaged and nothing in it can be read
   */
  read<T>(work: (store: RunStore, isCopy: boolean) => T, check?: Check): T {
    const copy = this.#damaged((store) => work(store, false), check);
    return "done" in copy ? copy.done : work(copy.store, true);
  }

  /**
   * Writes to the ledger. A damaged one is first replaced by a new file with its sound runs.
   * @param work Is synchronous, and does all or nothing
   * @param dropsLost Whether runs that cannot be read may be left out of the new file
   * @param check What to check first, once for each file. @default the whole file
   * @throws {Error} If there are such runs and they may not be left out
   */
  write<T>(
    work: (store: RunStore) => T,
    dropsLost: boolean,
    check: Check = checkWhole,
  ): T {
    const copy = this.#damaged(work, check);
    if ("done" in copy) return copy.done;
    if (copy.lost.length > 0 && !dropsLost) {
      throw new Error(
        `Cannot write to the ledger ${JSON.stringify(this.#path)} as ${
          damageText(copy.lost)
        }`,
      );
    }
    this.#mend(copy);
    return work(this.#store as unknown as RunStore);
  }

  /** Does the work on the file itself, or gives a copy of its runs if it is damaged. */
  #damaged<T>(
    work: (store: RunStore) => T,
    check: Check | undefined,
  ): { readonly done: T } | Copy {
    this.#followFile();
    if (this.#copy !== undefined) return this.#copy;
    try {
      if (check !== undefined && !this.#checked.has(check)) {
        check((this.#opened as OpenedDatabase).database);
        this.#checked.add(check);
      }
      return { done: work(this.#store as RunStore) };
    } catch (error) {
      if (!isDamage(error)) throw error;
      if (!this.#fallBack()) throw damageError(this.#path, error);
      return this.#copy as unknown as Copy;
    }
  }

  /** Whether a run is known that cannot be read. */
  hasLost(id: string): boolean {
    return this.#copy?.lost.some((run) => run.id === id) ?? false;
  }

  /** Closes the file. */
  close(): void {
    this.#opened?.database.close();
    this.#dropCopy();
    this.#opened = this.#store = undefined;
  }

  #use(opened: OpenedDatabase): void {
    this.#opened = opened;
    this.#store = new RunStore(opened.database);
    this.#inode = statOf(this.#path)?.ino;
    this.#checked.clear();
  }

  /** Another process can replace the file: what this one holds open is then no longer read. */
  #followFile(): void {
    const isReplaced = this.#opened !== undefined &&
      statOf(this.#path)?.ino !== this.#inode;
    const isOld = this.#copy !== undefined &&
      this.#copy.stamp !== stampOf(this.#path);
    if (!isReplaced && !isOld) return;
    const readOnly = this.readOnly;
    this.close();
    try {
      if (readOnly !== undefined) throw new Error(readOnly);
      const database = openToWrite(this.#path);
      this.#use({ database, readOnly: undefined });
    } catch (error) {
      if (!this.#fallBack()) throw damageError(this.#path, error);
    }
  }

  /** Copies the sound runs. `false` if there is nothing to be read. */
  #fallBack(): boolean {
    const stamp = stampOf(this.#path);
    let read: Salvaged;
    try {
      read = salvage(this.#path);
    } catch {
      return false;
    }
    if (read.runs.length === 0 && read.lost.length === 0) return false;
    const database = new DatabaseSync(":memory:");
    const store = storeOf(database, read);
    this.#dropCopy();
    this.#copy = { ...read, database, store, stamp };
    return true;
  }

  /** Writes the sound runs to a new file in the place of the damaged one, which is kept. */
  #mend({ runs, lost }: Copy): void {
    const path = this.#path;
    const beside = `${path}.mended`;
    removeDatabase(beside);
    const database = openToWrite(beside);
    try {
      storeOf(database, { runs });
      database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    } finally {
      database.close();
    }
    this.close();
    const kept = freeName(`${path}.damaged`);
    for (const ending of ["", "-wal"]) {
      if (statOf(path + ending)) {
        Deno.copyFileSync(path + ending, kept + ending);
      }
    }
    // A new file must not get what the old one's log has.
    for (const ending of LOGS) removeIfThere(path + ending);
    Deno.renameSync(beside, path);
    this.#use({ database: openToWrite(path), readOnly: undefined });
    this.#mended = [
      `the ledger's file was damaged: its ${runs.length} sound runs are in a new file, and ${
        lost.length === 0 ? "" : `${namesOf(lost)} cannot be read; `
      }the damaged file is kept as ${JSON.stringify(kept)}`,
    ];
  }

  #dropCopy(): void {
    this.#copy?.database.close();
    this.#copy = undefined;
  }
}

function storeOf(
  database: DatabaseSync,
  { runs }: Pick<Salvaged, "runs">,
): RunStore {
  migrate(database);
  const store = new RunStore(database);
  const ready = byStart(runs).map(prepared);
  store.transaction(() => ready.forEach((run) => store.put(run, "anything")));
  return store;
}

/** The files that SQLite keeps beside a database. */
const LOGS = ["-wal", "-shm"] as const;

function removeDatabase(path: string): void {
  for (const ending of ["", ...LOGS]) removeIfThere(path + ending);
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

function freeName(path: string): string {
  for (let number = 1;; number += 1) {
    const name = number === 1 ? path : `${path}-${number}`;
    if (statOf(name) === undefined) return name;
  }
}

function statOf(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch {
    return undefined;
  }
}

/** What changes whenever the file is written. */
function stampOf(path: string): string {
  return ["", "-wal"].map((ending) => {
    const stat = statOf(path + ending);
    return `${stat?.ino} ${stat?.size} ${stat?.mtime?.getTime()}`;
  }).join();
}

/** At most so many damaged runs are named. */
const MOST_NAMED = 20;

function namesOf(lost: readonly LostRun[]): string {
  const names = lost.slice(0, MOST_NAMED).map(({ id, name }) =>
    name === undefined
      ? JSON.stringify(id)
      : `${JSON.stringify(name)} (${JSON.stringify(id)})`
  );
  const more = lost.length - names.length;
  return [...names, ...more > 0 ? [`${more} more`] : []].join(", ");
}

function damageText(lost: readonly LostRun[]): string {
  if (lost.length === 0) {
    return "the ledger's file is damaged, but all of its runs can be read";
  }
  const [first] = lost as [LostRun];
  const what = lost.length === 1 ? "run is" : "runs are";
  return `${lost.length} ${what} damaged and left out: ${
    namesOf(lost)
  }; delete(${
    JSON.stringify(first.id)
  }) removes the damaged runs and keeps a copy of the file`;
}

function damageError(path: string, cause: unknown): Error {
  return new Error(
    `Cannot read the ledger ${
      JSON.stringify(path)
    } as it is damaged and none of its runs can be read: move the file away, or put a copy in its place`,
    { cause },
  );
}
