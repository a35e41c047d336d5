import type { DatabaseSync, StatementSync } from "node:sqlite";
import { once } from "../../once.ts";
import { encodeCourse, type StoredCourse } from "../stored/course_columns.ts";
import { DamagedRun } from "../stored/damaged_run.ts";
import {
  decodeRecord,
  encodeRecord,
  type RecordText,
} from "../stored/record_text.ts";
import { backUp } from "./backup.ts";
import { checkCalls, checkHalves } from "./damage.ts";
import { callRowsOf, rowOf, type RunRow } from "./run_row.ts";
import {
  type PreparedSharing,
  preparedSharing,
  SharingRows,
  withShared,
} from "./sharing_rows.ts";
import {
  FROM_TABLE,
  LOCAL_TIME,
  type StoredRun,
  type WholeRun,
} from "../stored/stored_run.ts";
import { wholeRun } from "../stored/whole_run.ts";
import { type Condition, pickedSql } from "./selection.ts";
import { type GroupBy, type Total, totalsOf } from "./totals.ts";

/**
 * What a run may replace in the ledger: any version of itself; only its state in progress; only a
 * version that is worse.
 */
export type Replacing = "anything" | "unfinished" | "worse";

/** What was done with a run. */
export type Put = "added" | "replaced" | "kept";

/** A run in its stored form. */
export interface PreparedRun
  extends RecordText, StoredCourse, Pick<WholeRun, "id" | "durationS"> {
  /** The columns for searches and sums. */
  readonly row: RunRow;
  /** Its calls to models, for sums. */
  readonly calls: readonly RunRow[];
  /** Which energy other runs count too. */
  readonly sharing: PreparedSharing;
  /** Whether its process ended first. */
  readonly isCutOff: boolean;
  /** Whether its file names no time zone. */
  readonly assumesTime: boolean;
}

/** What a ledger has of a run, to tell whether another version is better. */
interface There extends RecordText {
  readonly hasEnded: number;
  readonly durationS: number;
  readonly startedMs: number;
  /** Length of its samples, in B. */
  readonly bytes: number;
}

/**
 * Whether a version of a run from a file is better than that of the ledger: it has ended, it is
 * longer, it knows more, or something else in it differs than a start that is only assumed.
 */
function isBetter(run: PreparedRun, there: There): boolean {
  if (!there.hasEnded) return !run.isCutOff;
  if (run.durationS !== there.durationS) return run.durationS > there.durationS;
  const own = contentOf(run.record);
  let other: ReturnType<typeof contentOf>;
  try {
    decodeRecord(there);
    other = contentOf(there.record);
  } catch {
    // It is damaged.
    return true;
  }
  const knows = own.knows + run.samples.length - other.knows - there.bytes;
  if (knows !== 0) return knows > 0;
  const isMoved = run.row["started_ms"] !== there.startedMs;
  if (isMoved && run.assumesTime) return false;
  return own.text !== other.text || run.metrics !== there.metrics;
}

/** The content of a record, in one order, without what differs from file to file. */
function contentOf(record: string) {
  const { origin, checksums: _, ...fields } = JSON.parse(record);
  const sorted = (_: string, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
        Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1),
      )
      : value;
  return {
    // A table has the least of a run.
    knows: fields.notes.includes(FROM_TABLE) ? 0 : origin === undefined ? 2 : 1,
    text: JSON.stringify([origin?.tool, fields], sorted),
  };
}

/** Encodes a run before a transaction, as no other process can write during one. */
export function prepared(run: WholeRun): PreparedRun {
  const { id, durationS } = run;
  const course = encodeCourse(run.samples);
  return {
    id,
    durationS,
    row: rowOf(run),
    calls: callRowsOf(run),
    sharing: preparedSharing(run),
    isCutOff: run.status === "interrupted",
    assumesTime: run.notes.includes(LOCAL_TIME),
    // What is shared changes as runs come, so it is stored apart.
    ...encodeRecord({
      ...run,
      shared: [],
      ...run.coverage && { sharedEnergyKwh: 0, sharedEmissionsKg: 0 },
    }, course),
    ...course,
  };
}

/** Runs in the order of their start: one of version 0.1.0 looks for earlier ones. */
export function byStart<Run extends Pick<WholeRun, "startedAt">>(
  runs: readonly Run[],
): Run[] {
  return runs.toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
}

/**
 * The run of a row. Searches and sums use the columns beside it, which must agree.
 * @throws {DamagedRun} If either was changed
 */
function checkedRun(row: RecordText & RunRow): StoredRun {
  if (row.record === null) throw new DamagedRun("half of it is missing");
  const run = decodeRecord(row);
  const wanted = rowOf(run);
  for (const column in wanted) {
    if (row[column] !== wanted[column]) {
      throw new DamagedRun(`its ${column} is damaged`);
    }
  }
  return run;
}

/** The day of a run's start, in UTC. */
const UTC_DAY = "date(started_ms / 1000, 'unixepoch')";

/** The runs in a database, with every SQL statement on them. */
export class RunStore {
  readonly #database: DatabaseSync;
  readonly #prepared: (sql: string) => StatementSync;
  readonly #sharing: SharingRows;
  #dayOf: (ms: number) => string = String;

  /** @param database With the newest schema */
  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#prepared = once((sql) => database.prepare(sql));
    this.#sharing = new SharingRows(database);
    database.function("local_day", (ms) => this.#dayOf(Number(ms)));
  }

  /**
   * Does all of the work or, on an error, none.
   * @param work Is synchronous
   */
  transaction<T>(work: () => T): T {
    // It begins as a writer: one that begins by reading could not wait for another writer.
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      // When the disk is full, SQLite has already rolled back.
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  /**
   * Puts a run into the ledger, within a transaction.
   * @param run Prepared
   * @param replacing What the run may replace
   */
  put(run: PreparedRun, replacing: Replacing): Put {
    const there = this.#there(run.id);
    const isKept = there !== undefined && (
      replacing === "unfinished" && there.hasEnded ||
      replacing === "worse" && !isBetter(run, there)
    );
    if (isKept) return "kept";
    this.delete(run.id);
    this.#insert(run);
    return there === undefined ? "added" : "replaced";
  }

  /**
   * Moves what was written into the file itself, so that a plain copy has all runs. Readers
   * that hold an older state do not wait, and then a later call moves the rest.
   */
  checkpoint(): void {
    this.#database.exec("PRAGMA wal_checkpoint(PASSIVE)");
  }

  /**
   * Writes a copy of the ledger to a new file.
   * @param path Absolute
   */
  backUp(path: string): void {
    backUp(this.#database, path);
  }

  /**
   * Deletes the runs that fit all conditions and are not in progress, within a transaction.
   * @returns How many they were
   */
  deleteAll(conditions: readonly Condition[]): number {
    const { changes } = this.#prepared(
      `${pickedSql(conditions)}
       DELETE FROM run WHERE key IN (SELECT key FROM picked)
         AND status <> 'running'`,
    ).run(...conditions.map(({ value }) => value));
    return Number(changes);
  }

  /** Deletes a run, within a transaction. */
  delete(id: string): boolean {
    return this.#prepared("DELETE FROM run WHERE id = ?").run(id).changes > 0;
  }

  /** The status of a run; `undefined` if the ledger does not have it. */
  statusOf(id: string): string | undefined {
    const row = this.#prepared("SELECT status FROM run WHERE id = ?").get(id);
    return row?.["status"] as string | undefined;
  }

  /** The ids of the runs that were in progress when the ledger was last brought up to date. */
  unfinished(): string[] {
    return this.#prepared("SELECT id FROM run WHERE status = 'running'").all()
      .map(({ id }) => id as string);
  }

  /** The ids of the runs that have ended and have calls to models, in the order of their start. */
  withCalls(): string[] {
    return this.#prepared(
      `SELECT id FROM run WHERE status <> 'running' AND
         EXISTS (SELECT 1 FROM call WHERE call.run = run.key)
       ORDER BY started_ms, id`,
    ).all().map(({ id }) => id as string);
  }

  /** The runs that fit all conditions, in the order of their start. */
  runs(conditions: readonly Condition[]): StoredRun[] {
    if (conditions.length === 0) checkHalves(this.#database);
    const shared = this.#sharing.of(conditions);
    return this.#prepared(
      `${pickedSql(conditions)}
       SELECT picked.*, record, metrics FROM picked
       LEFT JOIN detail ON detail.run = picked.key ORDER BY started_ms, id`,
    ).all(...conditions.map(({ value }) => value)).map((row) =>
      withShared(
        checkedRun(row as unknown as RecordText & RunRow),
        shared.get(row["key"] as number),
      )
    );
  }

  /** All runs with their courses. */
  all(): WholeRun[] {
    const ids = this.#prepared("SELECT id FROM run ORDER BY started_ms, id");
    return ids.all().flatMap(({ id }) => this.get(id as string) ?? []);
  }

  /** A run with its course. */
  get(id: string): WholeRun | undefined {
    const row = this.#prepared(
      `SELECT * FROM run LEFT JOIN detail ON detail.run = run.key
       WHERE key = coalesce(
         (SELECT key FROM run WHERE id = ?1),
         (SELECT key FROM run NOT INDEXED WHERE id = ?1))`,
    ).get(id) as unknown as RecordText & StoredCourse & RunRow | undefined;
    if (row === undefined) return undefined;
    if (row["id"] !== id) throw new DamagedRun("its index is damaged");
    const shared = this.#sharing.of([{ sql: "id = ?", value: id }]);
    const run = withShared(checkedRun(row), shared.get(row["key"] as number));
    return wholeRun(run, row, row);
  }

  /**
   * What the runs that fit all conditions used, by group.
   * @param by The grouping. @default one group of all
   * @param conditions Which runs
   * @param dayOf The day of a moment in ms since 1970. @default in UTC
   */
  totals(
    by: GroupBy | undefined,
    conditions: readonly Condition[],
    dayOf?: (ms: number) => string,
  ): Total[] {
    checkCalls(this.#database);
    if (dayOf === undefined) {
      return totalsOf(this.#prepared, by, conditions, UTC_DAY);
    }
    this.#dayOf = dayOf;
    return totalsOf(this.#prepared, by, conditions, "local_day(started_ms)");
  }

  #there(id: string): There | undefined {
    const row = this.#prepared(
      `SELECT status <> 'running' AS hasEnded, duration_s AS durationS,
         started_ms AS startedMs, record, metrics, length(samples) AS bytes
       FROM run JOIN detail ON detail.run = run.key WHERE id = ?`,
    ).get(id);
    return row as There | undefined;
  }

  /** When a run began, in ms since 1970; `undefined` if the ledger does not have it. */
  startOf(id: string): number | undefined {
    const row = this.#prepared("SELECT started_ms FROM run WHERE id = ?").get(
      id,
    );
    return row?.["started_ms"] as number | undefined;
  }

  #insertInto(table: "run" | "call", row: RunRow) {
    const columns = Object.keys(row);
    const values = columns.map((column) => `:${column}`);
    return this.#prepared(
      `INSERT INTO ${table} (${columns.join()}) VALUES (${values.join()})`,
    ).run(row);
  }

  #insert(run: PreparedRun): void {
    const { row, record, metrics, components, samples, sharing } = run;
    const { lastInsertRowid } = this.#insertInto("run", row);
    for (const call of run.calls) {
      this.#insertInto("call", { run: Number(lastInsertRowid), ...call });
    }
    this.#prepared("INSERT INTO detail VALUES (?, ?, ?, ?, ?)")
      .run(lastInsertRowid, record, metrics, components, samples);
    this.#sharing.add(lastInsertRowid, sharing);
  }
}
