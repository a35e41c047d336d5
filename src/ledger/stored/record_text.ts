import { type Stored, withKeys } from "./old_records.ts";
import type { LoggedMetrics } from "../../tracker/course/logged_metrics.ts";
import type { StoredRun, WholeRun } from "./stored_run.ts";

/** A run as text. Its samples, and the columns for searches, are stored apart. */
export interface RecordText {
  /** The run without metrics and samples, as JSON. */
  readonly record: string;
  /** The metrics, as JSON. */
  readonly metrics: string;
}

/** Encodes a run without its samples. */
export function encodeRecord(run: WholeRun): RecordText {
  const { samples: _, metrics, ...record } = run;
  return { record: JSON.stringify(record), metrics: encodeMetrics(metrics) };
}

/** Decodes a run without its samples. */
export function decodeRecord({ record, metrics }: RecordText): StoredRun {
  const { startedAt, ...rest } = JSON.parse(record) as StoredRun;
  return {
    ...rest,
    ...withKeys(rest as Stored),
    startedAt: new Date(startedAt),
    metrics: decodeMetrics(metrics),
  } as StoredRun;
}

/** Encodes metrics as JSON. `NaN` and infinity, which JSON cannot hold, become text. */
export function encodeMetrics(metrics: readonly LoggedMetrics[]): string {
  return JSON.stringify(
    metrics,
    (_, value) =>
      typeof value === "number" && !Number.isFinite(value)
        ? String(value)
        : value,
  );
}

/** Decodes metrics. */
export function decodeMetrics(text: string): LoggedMetrics[] {
  const rows = JSON.parse(text) as Record<string, number | string>[];
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, Number(value)]),
    ) as unknown as LoggedMetrics
  );
}
