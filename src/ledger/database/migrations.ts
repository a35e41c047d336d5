import { DatabaseSync } from "node:sqlite";
import { sealed } from "../stored/sealed.ts";
import { namedByTime, runTimes } from "./named_by_time.ts";

/** Marks a file as a ledger: "ccld" in ASCII. */
export const APPLICATION_ID = 0x63636c64;

/**
 * The steps from each version of a ledger to the next; the first creates a new one. A published
 * step never changes, so a later change is another step.
 *
 * Searches and sums use the columns of `run`. The run itself is in `detail`, which a search need
 * not read. Unknown figures are NULL, never 0. A component has its share of the run, 0 to 1.
 *
 * Version 2: `shared` has the stretches of a run that another run counts too. They are found when
 * either of them is added, by what `coverage` says of both; a deleted run stays named there.
 *
 * Version 3: `call` has the calls of a run to models, and `run` what they used in all, which is in
 * its energy and emissions too. A call has one id in all runs that count it.
 */
export const MIGRATIONS: readonly Migration[] = [
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
  [
    `CREATE TABLE coverage (
      run INTEGER PRIMARY KEY REFERENCES run (key) ON DELETE CASCADE,
      clock TEXT NOT NULL,
      machine TEXT,
      began_ms REAL NOT NULL,
      ended_ms REAL NOT NULL,
      coverage TEXT NOT NULL,
      parts_kwh TEXT NOT NULL
    ) STRICT;
    CREATE INDEX coverage_ended ON coverage (ended_ms);
    CREATE TABLE shared (
      run INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
      other TEXT NOT NULL,
      stretches TEXT NOT NULL,
      PRIMARY KEY (run, other)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX shared_other ON shared (other);`,
    nameShared,
    `ALTER TABLE run DROP COLUMN shared_energy_kwh;
    ALTER TABLE run DROP COLUMN shared_emissions_kg;
    ALTER TABLE run ADD COLUMN country TEXT;
    ALTER TABLE run ADD COLUMN project TEXT;
    ALTER TABLE run ADD COLUMN notebook TEXT;
    UPDATE run SET
      country = ${field("place.country")},
      project = ${field("figures.project_name")};`,
  ],
  `ALTER TABLE run ADD COLUMN calls_kwh REAL NOT NULL DEFAULT 0;
  ALTER TABLE run ADD COLUMN calls_kg REAL NOT NULL DEFAULT 0;
  CREATE TABLE call (
    run INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
    id TEXT NOT NULL,
    provider TEXT,
    model TEXT,
    input_tokens REAL,
    cached_input_tokens REAL,
    output_tokens REAL,
    energy_kwh REAL,
    emissions_kg REAL,
    not_counted INTEGER NOT NULL,
    PRIMARY KEY (run, id)
  ) STRICT, WITHOUT ROWID;`,
];

/** A field of a run's record, unless that is damaged. */
function field(path: string): string {
  return `(SELECT json_extract(record, '$.${path}') FROM detail
    WHERE detail.run = run.key AND json_valid(record))`;
}

/** A step: what SQL cannot do is done by functions. */
type Migration =
  | string
  | readonly (string | ((database: DatabaseSync) => void))[];

/** Names the runs that runs of version 0.1.0 share energy with. */
function nameShared(database: DatabaseSync): void {
  const rows = database.prepare(
    "SELECT * FROM run WHERE shared_energy_kwh > 0",
  ).all();
  if (rows.length === 0) return;
  const times = runTimes(database);
  const insert = database.prepare("INSERT INTO shared VALUES (?, ?, ?)");
  for (const row of rows) {
    const figure = (name: string) => row[name] as number;
    const stretches = namedByTime({
      id: row["id"] as string,
      startedAt: new Date(figure("started_ms")),
      energyKwh: figure("energy_kwh"),
      sharedEnergyKwh: figure("shared_energy_kwh"),
      sharedEmissionsKg: figure("shared_emissions_kg"),
    }, times);
    for (const stretch of stretches) {
      insert.run(figure("key"), stretch.id, sealed([stretch], stretch.id));
    }
  }
}

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
  migrations: readonly Migration[] = MIGRATIONS,
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
  migrations: readonly Migration[] = MIGRATIONS,
): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    const version = pragma(database, "user_version");
    for (const step of migrations.slice(version).flat()) {
      if (typeof step === "string") database.exec(step);
      else step(database);
    }
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    const newest = Math.max(version, migrations.length);
    database.exec(`PRAGMA user_version = ${newest}`);
    database.exec("COMMIT");
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}

/**
 * Copies a ledger of an older version into memory, in the newest schema: its file cannot be
 * written.
 * @param old Checked
 */
export function migratedCopy(old: DatabaseSync): DatabaseSync {
  const copy = new DatabaseSync(":memory:");
  migrate(copy, MIGRATIONS.slice(0, versionOf(old)));
  for (const { name } of old.prepare(TABLES).all()) {
    for (const row of old.prepare(`SELECT * FROM ${name}`).all()) {
      const columns = Object.keys(row);
      const values = columns.map((column) => `:${column}`);
      copy.prepare(
        `INSERT INTO ${name} (${columns.join()}) VALUES (${values.join()})`,
      ).run(row);
    }
  }
  migrate(copy);
  return copy;
}

/** The tables of a ledger, in the order in which their rows refer to each other. */
const TABLES =
  "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid";

/** The version of a ledger's schema; 0 if it has none. */
export function versionOf(database: DatabaseSync): number {
  return pragma(database, "user_version");
}

function pragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}

function isEmpty(database: DatabaseSync, version: number): boolean {
  return version === 0 &&
    database.prepare("SELECT 1 FROM sqlite_schema").get() === undefined;
}
