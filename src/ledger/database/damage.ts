import type { DatabaseSync } from "node:sqlite";
import { messageOf } from "../../machine/machine.ts";
import { DamagedRun } from "../stored/damaged_run.ts";

/** What SQLite says of a file that is damaged. It gives no code here, only a text. */
const DAMAGE =
  /malformed|not a database|corrupt|unsupported file format|no such (?:table|column|collation)|already exists|has no column named|is damaged|disk I\/O error|unrecognized token|syntax error|datatype mismatch|cannot store|constraint failed|utf-?8/i;

/** Whether an error means that the file of a ledger is damaged. */
export function isDamage(error: unknown): boolean {
  return error instanceof DamagedRun || DAMAGE.test(messageOf(error));
}

/** A check of a ledger's file, which throws if it is damaged. */
export type Check = (database: DatabaseSync) => void;

/** Whether the table of runs and its index have the same runs, with figures that a run can have. */
const ROWS = `SELECT 1 FROM
  (SELECT count(*) AS runs, total(key) AS keys, total(NOT (
      energy_kwh BETWEEN 0 AND 1e15 AND duration_s BETWEEN 0 AND 1e15 AND
      coalesce(emissions_kg, 0) BETWEEN 0 AND 1e15
    )) AS impossible FROM run NOT INDEXED) AS own,
  (SELECT count(*) AS runs, total(key) AS keys
    FROM run INDEXED BY sqlite_autoindex_run_1) AS listed
  WHERE own.runs = listed.runs AND own.keys = listed.keys AND impossible = 0`;

/**
 * Checks that the table of runs hides none, as SQLite passes over much that is damaged. It takes a
 * few milliseconds. A run itself has checksums, which are compared when it is read.
 * @throws {DamagedRun} If it hides one, or has figures that no run has
 */
export function checkRows(database: DatabaseSync): void {
  if (database.prepare(ROWS).get() === undefined) {
    throw new DamagedRun("its rows are damaged");
  }
}

/**
 * Checks all of a ledger's file. It reads the whole file, so only what may write over a run waits
 * for it.
 * @throws {DamagedRun} If it is damaged
 */
export function checkWhole(database: DatabaseSync): void {
  const [first] = database.prepare("PRAGMA integrity_check(1)").all();
  if (first?.["integrity_check"] !== "ok") {
    throw new DamagedRun("its file is damaged");
  }
  checkRows(database);
  checkHalves(database);
  checkCalls(database);
}

/**
 * Checks that the calls of all runs add up to what the runs say of them. Sums use both.
 * @throws {DamagedRun} If they do not
 */
export function checkCalls(database: DatabaseSync): void {
  const { calls, runs } = database.prepare(
    `SELECT (SELECT total(energy_kwh + emissions_kg) FROM call) AS calls,
       (SELECT total(calls_kwh + calls_kg) FROM run) AS runs`,
  ).get() as Record<"calls" | "runs", number>;
  if (Math.abs(calls - runs) <= ROUNDING * runs) return;
  throw new DamagedRun("its calls are damaged");
}

/** Sums that rounding alone makes differ agree to this part. */
const ROUNDING = 1e-6;

/**
 * Checks that the two tables have the same number of runs.
 * @throws {DamagedRun} If they have not
 */
export function checkHalves(database: DatabaseSync): void {
  const { runs, details } = database.prepare(
    `SELECT (SELECT count(*) FROM run) AS runs,
       (SELECT count(*) FROM detail) AS details`,
  ).get() as Record<string, number>;
  if (runs !== details) throw new DamagedRun("half of a run is missing");
}
