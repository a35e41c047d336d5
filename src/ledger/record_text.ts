import { type Stored, withKeys } from "./old_records.ts";
import type { LoggedMetrics } from "../tracker/run.ts";
import type { StoredRun, WholeRun } from "./stored_run.ts";

/** A run as text: what is searched by stands in columns besides, what is drawn elsewhere. */
export interface RecordText {
  /** All of it but metrics and course, as JSON. */
  readonly record: string;
  /** The metrics, as JSON. */
  readonly metrics: string;
}

/** A run in the form that is stored. */
export function encodeRecord(run: WholeRun): RecordText {
  const { samples: _, metrics, ...record } = run;
  return { record: JSON.stringify(record), metrics: encodeMetrics(metrics) };
}

/** The run that was stored, without its course. */
export function decodeRecord({ record, metrics }: RecordText): StoredRun {
  const { startedAt, ...rest } = JSON.parse(record) as StoredRun;
  return {
    ...rest,
    ...withKeys(rest as Stored),
    startedAt: new Date(startedAt),
    metrics: decodeMetrics(metrics),
  } as StoredRun;
}

/** Metrics as JSON. A loss that is no number any more is kept as what it is, for which JSON has no sign. */
export function encodeMetrics(metrics: readonly LoggedMetrics[]): string {
  return JSON.stringify(
    metrics,
    (_, value) =>
      typeof value === "number" && !Number.isFinite(value)
        ? String(value)
        : value,
  );
}

/** The metrics that were stored. */
export function decodeMetrics(text: string): LoggedMetrics[] {
  const rows = JSON.parse(text) as Record<string, number | string>[];
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, Number(value)]),
    ) as unknown as LoggedMetrics
  );
}
