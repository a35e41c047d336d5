import type { DatabaseSync } from "node:sqlite";

/** Marks a file as a ledger: "ccld" in ASCII. */
export const APPLICATION_ID = 0x63636c64;

/**
 * The steps from each version of a ledger to the next; the first creates a new one. A published
 * step never changes, so a later change is another step.
 *
 * Searches and sums use the columns of `run`. The run itself is in `detail`, which a search need
 * not read. Unknown figures are NULL, never 0. A component has its share of the run, 0 to 1.
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE run (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    started_ms REAL NOT NULL,
    duration_s REAL NOT NULL,
    region TEXT NOT NULL,
    energy_kwh REAL NOT NULL,
    emissions_kg REAL,
    shared_energy_kwh REAL NOT NULL,
    shared_emissions_kg REAL NOT NULL,
    accelerator REAL,
    cpu REAL,
    memory REAL,
    tags TEXT NOT NULL
  ) STRICT;
  CREATE TABLE detail (
    run INTEGER PRIMARY KEY REFERENCES run (key) ON DELETE CASCADE,
    record TEXT NOT NULL,
    metrics TEXT NOT NULL,
    components TEXT NOT NULL,
    samples BLOB NOT NULL
  ) STRICT;`,
];

/**
 * Checks that a database is a ledger that this version understands. It changes nothing.
 * @param path The path, for the message
 * @returns Whether it has the newest schema
 * @throws {RangeError} If a newer version wrote it
 * @throws {TypeError} If it is another program's database
 */
export function checkSchema(
  database: DatabaseSync,
  path: string,
  migrations: readonly string[] = MIGRATIONS,
): boolean {
  const version = pragma(database, "user_version");
  const application = pragma(database, "application_id");
  const opening = `Cannot open the ledger ${JSON.stringify(path)}`;
  if (application !== APPLICATION_ID && !isEmpty(database, version)) {
    throw new TypeError(`${opening} as it is another program's database`);
  }
  if (version > migrations.length) {
    throw new RangeError(
      `${opening} as a newer version of carboncell wrote it: its schema is ${version}, ` +
        `the newest known here is ${migrations.length}; update carboncell`,
    );
  }
  return version === migrations.length;
}

/**
 * Brings a ledger to the newest schema. If several processes try at once, one of them does it.
 * @param database Checked, and not in a transaction
 */
export function migrate(
  database: DatabaseSync,
  migrations: readonly string[] = MIGRATIONS,
): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    const version = pragma(database, "user_version");
    for (const step of migrations.slice(version)) database.exec(step);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    const newest = Math.max(version, migrations.length);
    database.exec(`PRAGMA user_version = ${newest}`);
    database.exec("COMMIT");
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}

function pragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}

function isEmpty(database: DatabaseSync, version: number): boolean {
  return version === 0 &&
    database.prepare("SELECT 1 FROM sqlite_schema").get() === undefined;
}
