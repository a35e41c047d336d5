import { dirname, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { isBusy, patiently } from "./patience.ts";
import { reasonOf } from "./reason.ts";
import { checkSchema, migrate } from "./migrations.ts";

/** A ledger's database. */
export interface OpenedDatabase {
  readonly database: DatabaseSync;
  /** Why it can only be read; `undefined` if it can be written. */
  readonly readOnly: string | undefined;
}

/**
 * Opens the database of a ledger, and makes it if there is none.
 * @param path Absolute, or from the current folder
 * @throws {RangeError} If a newer version wrote it
 * @throws {TypeError} If it is something else
 * @throws {Error} If it can be neither made nor read; says why
 */
export async function openDatabase(path: string): Promise<OpenedDatabase> {
  const state = (name: "read" | "write") =>
    Deno.permissions.querySync({ name, path }).state;
  // Asked here, as Deno would ask the user.
  if (state("read") !== "granted") {
    throw openError(path, "Deno was not given --allow-read");
  }
  const mayWrite = state("write") === "granted";
  try {
    if (!mayWrite) throw new Error("Deno was not given --allow-write");
    const database = await patiently(() => openToWrite(path));
    return { database, readOnly: undefined };
  } catch (error) {
    if (isVerdict(error)) throw error;
    const why = reasonOf(error);
    const database = await patiently(() => openToRead(path));
    if (database === undefined) throw openError(path, why, error);
    return { database, readOnly: why };
  }
}

function openToWrite(path: string): DatabaseSync {
  Deno.mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path);
  try {
    // What a process has written outlives it; only a power cut may take the last runs.
    database.exec("PRAGMA synchronous = NORMAL");
    if (checkSchema(database, path)) {
      // A file that may only be read opens all the same, and shows it here.
      database.exec("BEGIN IMMEDIATE; ROLLBACK");
    } else {
      // Readers and a writer do not hold each other up; it stays in the file.
      database.exec("PRAGMA journal_mode = WAL");
      migrate(database);
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** With its companions if they can be had, else as it stands: in a folder that cannot be written to. */
function openToRead(path: string): DatabaseSync | undefined {
  const places = [path, `${pathToFileURL(resolve(path))}?immutable=1`];
  for (const place of places) {
    let database: DatabaseSync | undefined;
    try {
      database = new DatabaseSync(place, { readOnly: true });
      // What an older version wrote cannot be brought up to date here.
      if (checkSchema(database, path)) return database;
      database.close();
    } catch (error) {
      database?.close();
      if (isVerdict(error) || isBusy(error)) throw error;
    }
  }
}

/** Whether it is an answer, and not a reason to try otherwise. */
function isVerdict(error: unknown): boolean {
  return error instanceof TypeError || error instanceof RangeError;
}

function openError(path: string, why: string, cause?: unknown): Error {
  return new Error(
    `Cannot open the ledger ${JSON.stringify(path)}: ${why}`,
    { cause },
  );
}
