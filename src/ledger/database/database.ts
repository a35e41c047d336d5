import { dirname, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { HeldLedger, isBusy, onceFree, reasonOf } from "./failures.ts";
import { checkedSchema } from "./own_schema.ts";
import { migrate, migratedCopy, versionOf } from "./migrations.ts";

/** A ledger's database. */
export interface OpenedDatabase {
  readonly database: DatabaseSync;
  /** Why it is read-only; `undefined` if it can be written. */
  readonly readOnly: string | undefined;
}

/**
 * Opens the database of a ledger, and creates it if it does not exist.
 * @param path Absolute, or from the current folder
 * @throws {RangeError} If a newer version wrote it
 * @throws {TypeError} If it is not a ledger
 * @throws {Error} If it can be neither created nor read; says why
 */
export async function openDatabase(path: string): Promise<OpenedDatabase> {
  const state = (name: "read" | "write") =>
    Deno.permissions.querySync({ name, path }).state;
  // SQLite would make Deno ask the user.
  if (state("read") !== "granted") {
    throw openError(path, "Deno was not given --allow-read");
  }
  const mayWrite = state("write") === "granted";
  try {
    if (!mayWrite) throw new Error("Deno was not given --allow-write");
    const database = await onceFree(path, () => openToWrite(path));
    return { database, readOnly: undefined };
  } catch (error) {
    if (isVerdict(error) || error instanceof HeldLedger) throw error;
    const why = reasonOf(error);
    const database = await onceFree(path, () => openToRead(path));
    if (database === undefined) throw openError(path, why, error);
    return { database, readOnly: why };
  }
}

/**
 * Opens a ledger to write, and creates it if it does not exist.
 * @param path Absolute, or from the current folder
 */
export function openToWrite(path: string): DatabaseSync {
  Deno.mkdirSync(dirname(path), { recursive: true });
  needDatabase(path);
  const database = new DatabaseSync(path);
  try {
    // What is written outlives the process; only a power cut can take the last runs.
    database.exec("PRAGMA synchronous = NORMAL");
    if (checkedSchema(database, path)) {
      checkWritable(database);
    } else {
      // Readers and a writer then do not wait for each other. The file keeps this mode.
      database.exec("PRAGMA journal_mode = WAL");
      migrate(database);
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A read-only file opens too, and fails only here. What another program writes to is not one. */
function checkWritable(database: DatabaseSync): void {
  try {
    database.exec("BEGIN IMMEDIATE; ROLLBACK");
  } catch (error) {
    if (!isBusy(error)) throw error;
  }
}

/** The header of a database, in B. */
const LEAST_BYTES = 100;

/** SQLite takes a file of a few bytes for an empty database, and would write over them. */
function needDatabase(path: string): void {
  let bytes = 0;
  try {
    bytes = Deno.statSync(path).size;
  } catch {
    // There is none yet, or what opens it says why it cannot be read.
  }
  if (bytes > 0 && bytes < LEAST_BYTES) {
    throw new Error("file is not a database");
  }
}

/**
 * Opens a ledger to read, with its `-wal` and `-shm` files, or without them in a read-only folder.
 * @returns `undefined` if it cannot be read
 */
export function openToRead(path: string): DatabaseSync | undefined {
  const places = [path, `${pathToFileURL(resolve(path))}?immutable=1`];
  for (const place of places) {
    let database: DatabaseSync | undefined;
    try {
      database = new DatabaseSync(place, { readOnly: true });
      if (checkedSchema(database, path)) return database;
      // An empty file is no older version.
      const copy = versionOf(database) > 0 ? migratedCopy(database) : undefined;
      database.close();
      if (copy !== undefined) return copy;
    } catch (error) {
      database?.close();
      if (isVerdict(error) || isBusy(error)) throw error;
    }
  }
}

/** Whether the error is final, so that another way of opening would not help. */
function isVerdict(error: unknown): boolean {
  return error instanceof TypeError || error instanceof RangeError;
}

function openError(path: string, why: string, cause?: unknown): Error {
  return new Error(
    `Cannot open the ledger ${JSON.stringify(path)}: ${why}`,
    { cause },
  );
}
