import type { DatabaseSync } from "node:sqlite";
import { tried } from "../../machine/machine.ts";
import type { SharedStretch } from "../../tracker/sharing/shared_stretch.ts";
import { lastTime, type StoredCourse } from "../stored/course_columns.ts";

/** When a run began and ended. */
export interface RunTime {
  readonly id: string;
  readonly beganMs: number;
  readonly endedMs: number;
}

/** A run of version 0.1.0, which knew how much it shares, and not with which runs. */
export interface UnnamedSharing {
  readonly id: string;
  readonly startedAt: Date;
  readonly energyKwh: number;
  readonly sharedEnergyKwh: number;
  readonly sharedEmissionsKg: number;
}

/** When each run of a ledger of any version began and ended, with its pauses. */
export function runTimes(database: DatabaseSync): RunTime[] {
  return database.prepare(
    `SELECT id, started_ms, duration_s, components, samples
     FROM run JOIN detail ON detail.run = run.key`,
  ).all().map((row) => {
    const beganMs = row["started_ms"] as number;
    // A damaged course is named when its run is read.
    const lastS = tried(() => lastTime(row as unknown as StoredCourse)) ?? 0;
    const endedMs = beganMs +
      Math.max(lastS, row["duration_s"] as number) * 1000;
    return { id: row["id"] as string, beganMs, endedMs };
  });
}

/**
 * Names the runs that a run of version 0.1.0 shares energy with: those that were in progress when
 * it began. What it shared was its beginning, until the last of them ended.
 * @param run The run
 * @param times The times of all runs of its ledger, with its own
 */
export function namedByTime(
  { id, startedAt, energyKwh, sharedEnergyKwh, sharedEmissionsKg }:
    UnnamedSharing,
  times: readonly RunTime[],
): SharedStretch[] {
  const own = times.find((time) => time.id === id);
  if (sharedEnergyKwh <= 0 || own === undefined) return [];
  const beganMs = startedAt.getTime();
  const toolOf = (id: string) => /^\w+:/.exec(id)?.[0];
  const earlier = times.filter((other) =>
    other.id !== id && other.beganMs <= beganMs && other.endedMs > beganMs &&
    toolOf(other.id) === toolOf(id) &&
    // Of two that began in the same moment, only one lies within the other.
    (other.beganMs < beganMs || other.endedMs > own.endedMs)
  );
  const untilMs = Math.max(...earlier.map(({ endedMs }) => endedMs));
  const wholeS = (own.endedMs - beganMs) / 1000;
  const sharedS = wholeS * sharedEnergyKwh / energyKwh;
  return earlier.map((other): SharedStretch => {
    const commonS = (other.endedMs - beganMs) / 1000;
    // Until the last of them ended, all was shared.
    const part = other.endedMs === untilMs || sharedS === 0
      ? 1
      : Math.min(1, commonS / sharedS);
    return {
      id: other.id,
      from: { timeS: 0, energyKwh: 0, emissionsKg: 0, partsKwh: [] },
      to: {
        timeS: sharedS * part,
        energyKwh: sharedEnergyKwh * part,
        emissionsKg: sharedEmissionsKg * part,
        partsKwh: [],
      },
    };
  });
}
