import type { DatabaseSync, SQLOutputValue, StatementSync } from "node:sqlite";
import { once } from "../../once.ts";
import type { Sample } from "../../tracker/course/sample.ts";
import type { Coverage, CoveredRun } from "../../tracker/sharing/coverage.ts";
import {
  type MeasuredRun,
  measuredRun,
  sharedStretches,
} from "../../tracker/sharing/shared_stretches.ts";
import type { SharedStretch } from "../../tracker/sharing/shared_stretch.ts";
import { sealed, unsealed } from "../stored/sealed.ts";
import { namedByTime, runTimes, type UnnamedSharing } from "./named_by_time.ts";
import { decodeCourse, type StoredCourse } from "../stored/course_columns.ts";
import { sharesOf } from "../../tracker/record.ts";
import { type Condition, pickedSql } from "./selection.ts";
import type { StoredRun, WholeRun } from "../stored/stored_run.ts";

/** What is stored of a run, so that runs that measured the same energy find each other. */
export interface PreparedSharing {
  /** The run, if its coverage is known. */
  readonly measured: MeasuredRun | undefined;
  /** The stretches that it brings along. */
  readonly shared: readonly SharedStretch[];
  /** What a run of version 0.1.0 says, which does not name the runs that it shares with. */
  readonly unnamed: UnnamedSharing | undefined;
}

/** What is stored of a run besides its record. */
export function preparedSharing(run: WholeRun): PreparedSharing {
  const { coverage, shared, sharedEnergyKwh } = run;
  const isNamed = coverage !== undefined || shared.length > 0;
  return {
    measured: measuredRun(run),
    shared,
    unnamed: isNamed || sharedEnergyKwh === 0 ? undefined : run,
  };
}

/** The tables `coverage` and `shared`: which run counts energy of which other run, too. */
export class SharingRows {
  readonly #database: DatabaseSync;
  readonly #prepared: (sql: string) => StatementSync;

  /** @param database With the newest schema */
  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#prepared = once((sql) => database.prepare(sql));
  }

  /**
   * Adds a run, within a transaction, and finds the runs of the ledger that count some of its
   * energy, and those whose energy it counts.
   * @param key Its key in the table `run`
   * @param sharing What is stored about it
   */
  add(
    key: number | bigint,
    { measured, unnamed, shared: brought }: PreparedSharing,
  ): void {
    const shared = unnamed === undefined
      ? brought
      : namedByTime(unnamed, runTimes(this.#database));
    const near = measured === undefined ? [] : this.#near(measured);
    const named = Map.groupBy(shared, ({ id }) => id);
    for (const [other, stretches] of named) {
      this.#put(key, other, stretches);
    }
    if (measured === undefined) return;
    this.#putCoverage(key, measured);
    // Runs that overlapped it as they knew it, and do not as the ledger knows it, count in full: a
    // run in progress may not have been sampled since they began.
    this.#prepared(
      `DELETE FROM shared WHERE other = ? AND run IN (
         SELECT detail.run FROM detail JOIN coverage ON coverage.run = detail.run
         WHERE detail.run = shared.run AND length(samples) > 0)`,
    ).run(measured.id);
    for (const { run, key: nearKey } of near) {
      // Without samples, what a run brings along is more exact than what its times tell.
      if (!named.has(run.id) || measured.samples().length > 0) {
        this.#put(key, run.id, sharedStretches(measured, [run]));
      }
      if (!this.#isThere(nearKey, measured.id) || run.samples().length > 0) {
        this.#put(nearKey, measured.id, sharedStretches(run, [measured]));
      }
    }
  }

  /** The stretches of runs that other runs count too, by the key of the run. */
  of(
    conditions: readonly Condition[],
  ): ReadonlyMap<number, readonly SharedStretch[]> {
    const rows = this.#prepared(
      `${pickedSql(conditions)}
       SELECT run, other, stretches FROM shared JOIN picked ON picked.key = shared.run
       ORDER BY run, other`,
    ).all(...conditions.map(({ value }) => value));
    const found = new Map<number, SharedStretch[]>();
    for (const { run, other, stretches } of rows) {
      const own = found.get(run as number) ?? [];
      own.push(...unsealed<SharedStretch[]>(stretches, other));
      found.set(run as number, own);
    }
    return found;
  }

  /** The runs of the same machine or thread that may overlap a run in time. */
  #near(run: MeasuredRun): { key: number; run: MeasuredRun }[] {
    const { machine, clock } = run.coverage;
    const [beganMs, endedMs] = wallTime(run);
    return this.#prepared(
      `SELECT key, id, started_ms, energy_kwh - calls_kwh AS energy_kwh,
         emissions_kg - calls_kg AS emissions_kg, coverage, parts_kwh
       FROM coverage JOIN run ON run.key = coverage.run
       WHERE ended_ms >= ? AND began_ms <= ? AND (machine = ? OR clock = ?)
         AND id <> ?`,
    ).all(beganMs, endedMs, machine ?? null, clock, run.id)
      .map((row) => ({
        key: row["key"] as number,
        run: this.#measured(row),
      }));
  }

  #measured(row: Record<string, SQLOutputValue>): MeasuredRun {
    return {
      id: row["id"] as string,
      startedAt: new Date(row["started_ms"] as number),
      coverage: unsealed<Coverage>(row["coverage"]),
      energyKwh: row["energy_kwh"] as number,
      emissionsKg: row["emissions_kg"] as number ?? 0,
      partsKwh: unsealed<number[]>(row["parts_kwh"]),
      samples: () => this.#samples(row["key"] as number),
    };
  }

  #isThere(key: number, other: string): boolean {
    return this.#prepared("SELECT 1 FROM shared WHERE run = ? AND other = ?")
      .get(key, other) !== undefined;
  }

  #samples(key: number): Sample[] {
    const course = this.#prepared(
      "SELECT components, samples FROM detail WHERE run = ?",
    ).get(key);
    return decodeCourse(course as unknown as StoredCourse);
  }

  #putCoverage(key: number | bigint, run: MeasuredRun): void {
    const { coverage, partsKwh } = run;
    this.#prepared("INSERT INTO coverage VALUES (?, ?, ?, ?, ?, ?, ?)").run(
      key,
      coverage.clock,
      coverage.machine ?? null,
      ...wallTime(run),
      sealed(coverage),
      sealed(partsKwh),
    );
  }

  #put(
    key: number | bigint,
    other: string,
    stretches: readonly SharedStretch[],
  ): void {
    if (stretches.length === 0) {
      this.#prepared("DELETE FROM shared WHERE run = ? AND other = ?")
        .run(key, other);
    } else {
      this.#prepared("INSERT OR REPLACE INTO shared VALUES (?, ?, ?)")
        .run(key, other, sealed(stretches, other));
    }
  }
}

/** A run with the stretches that other runs count too. */
export function withShared<Run extends StoredRun>(
  run: Run,
  shared: readonly SharedStretch[] | undefined,
): Run {
  const { calls = [] } = run;
  return shared === undefined &&
      calls.every(({ countedBy }) => countedBy === undefined)
    ? run
    : { ...run, ...sharesOf({ ...run, shared: shared ?? [] }) };
}

/** When a run began and ended by the wall clock, at the most, in ms since 1970. */
function wallTime(
  { startedAt, coverage }: CoveredRun,
): [beganMs: number, endedMs: number] {
  let jumpedS = 0;
  let [leastS, mostS] = [0, 0];
  for (const [, byS] of coverage.jumps) {
    jumpedS += byS;
    leastS = Math.min(leastS, jumpedS);
    mostS = Math.max(mostS, jumpedS);
  }
  const startMs = startedAt.getTime();
  return [
    startMs + leastS * 1000,
    startMs + (coverage.endS + mostS) * 1000,
  ];
}
