import { DatabaseSync } from "node:sqlite";
import { DamagedRun } from "../stored/damaged_run.ts";
import { checkSchema, migrate, MIGRATIONS } from "./migrations.ts";

/** A version that is further ahead than this is damage, where the tables are those of today. */
const MOST_AHEAD = 99;

/**
 * Checks that a database is a ledger that this version understands. A few bytes in the header say
 * so: where they are damaged, the tables tell.
 * @param path The path, for the message
 * @returns Whether it has the newest schema
 * @throws {RangeError} If a newer version wrote it
 * @throws {TypeError} If it is another program's database
 * @throws {DamagedRun} If its header is damaged
 */
export function checkedSchema(database: DatabaseSync, path: string): boolean {
  // Another process may be making the tables: all questions are about one moment.
  database.exec("BEGIN");
  try {
    return checkedNow(database, path);
  } finally {
    database.exec("ROLLBACK");
  }
}

function checkedNow(database: DatabaseSync, path: string): boolean {
  const newest = MIGRATIONS.length;
  const version = Number(
    database.prepare("PRAGMA user_version").get()?.["user_version"],
  );
  const isNear = version > newest && version <= newest + MOST_AHEAD;
  try {
    const isNewest = checkSchema(database, path);
    if (isNewest || !hasNewestTables(database)) return isNewest;
  } catch (error) {
    if (error instanceof RangeError && isNear) throw error;
    if (!hasNewestTables(database)) throw error;
  }
  throw new DamagedRun("the header of its file is damaged");
}

function hasNewestTables(database: DatabaseSync): boolean {
  const model = new DatabaseSync(":memory:");
  try {
    migrate(model);
    return tablesOf(model) === tablesOf(database);
  } finally {
    model.close();
  }
}

function tablesOf(database: DatabaseSync): string {
  return JSON.stringify(
    database.prepare("SELECT sql FROM sqlite_schema ORDER BY name").all(),
  );
}
