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

/** Figures that no run has. */
const IMPOSSIBLE = `SELECT 1 FROM run WHERE NOT (
  energy_kwh BETWEEN 0 AND 1e15 AND duration_s BETWEEN 0 AND 1e15 AND
  coalesce(emissions_kg, 0) BETWEEN 0 AND 1e15
) LIMIT 1`;

/** A run without the other half. */
const HALVES = `WITH whole (n) AS (
    SELECT count(*) FROM run JOIN detail ON detail.run = run.key
  ) SELECT 1 FROM whole
  WHERE n <> (SELECT count(*) FROM run) OR n <> (SELECT count(*) FROM detail)`;

/**
 * Checks that the file of a ledger is whole: much of what is damaged SQLite would pass over.
 * @throws {DamagedRun} If it is not
 */
export function checkSound(database: DatabaseSync): void {
  const [first] = database.prepare("PRAGMA integrity_check(1)").all();
  if (first?.["integrity_check"] !== "ok") {
    throw new DamagedRun("its file is damaged");
  }
  for (const question of [IMPOSSIBLE, HALVES]) {
    if (database.prepare(question).get() !== undefined) {
      throw new DamagedRun("its rows are damaged");
    }
  }
}
