import type {
  DatabaseSync,
  StatementResultingChanges,
  StatementSync,
} from "node:sqlite";
import {
  decodeCourse,
  encodeCourse,
  type StoredCourse,
} from "./course_columns.ts";
import type { Condition } from "./filter.ts";
import type { GroupBy, Total } from "./ledger.ts";
import { decodeRecord, encodeRecord, type RecordText } from "./record_text.ts";
import { type Part, rowOf, type RunRow } from "./row.ts";
import type { StoredRun, WholeRun } from "./stored_run.ts";

/**
 * What a run may replace: whatever there is of it; only what was noted while it went on; only what
 * covers no more time than it does.
 */
export type Replacing = "anything" | "unfinished" | "shorter";

/** What came of it. */
export type Put = "added" | "replaced" | "kept";

/** A run in the form that is stored. */
export interface PreparedRun extends RecordText, StoredCourse {
  /** What it is searched and summed by. */
  readonly row: RunRow;
}

/** Brings a run into the form that is stored: before a transaction, as nobody else can write during one. */
export function prepared(run: WholeRun): PreparedRun {
  return {
    row: rowOf(run),
    ...encodeRecord(run),
    ...encodeCourse(run.samples),
  };
}

/** Runs in a database: every statement that there is on them. */
export class RunStore {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** @param database With the newest schema */
  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /**
   * Does all of it or nothing.
   * @param work Must not wait for anything
   */
  transaction<T>(work: () => T): T {
    // At once to write: what begins by reading could not wait for another writer.
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      // Of a full disk SQLite has already done so.
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  /**
   * Puts a run in, within a transaction.
   * @param run Prepared
   * @param replacing What it may replace
   */
  put(run: PreparedRun, replacing: Replacing): Put {
    const { id, durationS } = run.row;
    const there = this.#one(
      "SELECT status, duration_s AS durationS FROM run WHERE id = ?",
      id,
    ) as { status: string; durationS: number } | undefined;
    if (there !== undefined) {
      if (replacing === "unfinished" && there.status !== "running") {
        return "kept";
      }
      if (replacing === "shorter" && there.durationS > durationS) {
        return "kept";
      }
      this.delete(id);
    }
    this.#insert(run);
    return there === undefined ? "added" : "replaced";
  }

  /** Takes a run out, within a transaction. */
  delete(id: string): boolean {
    return this.#run("DELETE FROM run WHERE id = ?", id).changes > 0;
  }

  /** How a run stands, if it is there. */
  statusOf(id: string): string | undefined {
    return this.#one("SELECT status FROM run WHERE id = ?", id)?.["status"] as
      | string
      | undefined;
  }

  /** The ids of those that were going on when they were last looked at. */
  unfinished(): string[] {
    return this.#all("SELECT id FROM run WHERE status = 'running'")
      .map(({ id }) => id as string);
  }

  /** Runs that fit, in the order of their beginning. */
  runs(conditions: readonly Condition[]): StoredRun[] {
    const where = ["TRUE", ...conditions.map(({ sql }) => sql)].join(" AND ");
    return this.#all(
      `SELECT record, metrics FROM run JOIN detail ON detail.run = run.key
       WHERE ${where} ORDER BY started_ms, id`,
      ...conditions.map(({ value }) => value),
    ).map((row) => decodeRecord(row as unknown as RecordText));
  }

  /** A run with its course. */
  get(id: string): WholeRun | undefined {
    const row = this.#one(
      `SELECT record, metrics, components, samples
       FROM run JOIN detail ON detail.run = run.key WHERE id = ?`,
      id,
    ) as unknown as RecordText & StoredCourse | undefined;
    return row && { ...decodeRecord(row), samples: decodeCourse(row) };
  }

  /** What all runs used, in groups. */
  totals(by: GroupBy): Total[] {
    // What the database gives has no prototype.
    return this.#all(TOTALS[by]).map((row) => ({ ...row } as unknown as Total));
  }

  #insert({ row, record, metrics, components, samples }: PreparedRun): void {
    const key = this.#run(
      "INSERT INTO run VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      row.id,
      row.name,
      row.status,
      row.startedMs,
      row.durationS,
      row.region,
      row.energyKwh,
      row.emissionsKg,
      row.sharedEnergyKwh,
      row.sharedEmissionsKg,
      row.shares.accelerator,
      row.shares.cpu,
      row.shares.memory,
      row.tags,
    ).lastInsertRowid;
    this.#run(
      "INSERT INTO detail VALUES (?, ?, ?, ?, ?)",
      key,
      record,
      metrics,
      components,
      samples,
    );
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #run(sql: string, ...values: readonly Value[]): StatementResultingChanges {
    return this.#statement(sql).run(...values);
  }

  #one(sql: string, ...values: readonly Value[]): Row | undefined {
    return this.#statement(sql).get(...values);
  }

  #all(sql: string, ...values: readonly Value[]): Row[] {
    return this.#statement(sql).all(...values);
  }
}

type Value = string | number | bigint | null | Uint8Array;
type Row = Record<string, unknown>;

/** Sums leave out what an earlier run counts too. */
const sums = (key: string, share = "1", where = "TRUE") => `
  SELECT ${key} AS key, count(*) AS runs,
    total((energy_kwh - shared_energy_kwh) * ${share}) AS energyKwh,
    total((emissions_kg - shared_emissions_kg) * ${share}) AS emissionsKg,
    count(*) - count(emissions_kg) AS withoutEmissions
  FROM run WHERE ${where} GROUP BY 1`;

const ofPart = (part: Part) => sums(`'${part}'`, part, `${part} IS NOT NULL`);

const BY_EMISSIONS = "ORDER BY emissionsKg DESC, energyKwh DESC, key";

const TOTALS: Readonly<Record<GroupBy, string>> = {
  day: `${sums("date(started_ms / 1000, 'unixepoch')")} ORDER BY key`,
  name: `${sums("name")} ${BY_EMISSIONS}`,
  region: `${sums("region")} ${BY_EMISSIONS}`,
  component: `
    ${ofPart("accelerator")} UNION ALL
    ${ofPart("cpu")} UNION ALL
    ${ofPart("memory")} UNION ALL
    ${sums("'unknown'", "1", "coalesce(accelerator, cpu, memory) IS NULL")}
    ${BY_EMISSIONS}`,
};
