import type { SourcedFigure } from "../catalog/sourced_figure.ts";
import type { Chart } from "../charts/parts/chart.ts";
import type { Place } from "../estimate/place/site.ts";
import type { Version } from "../version.ts";
import type { JobKey } from "./pricing/statement.ts";

/** What jobs used and emitted. */
export interface JobTotal {
  /** How many jobs were priced. */
  readonly jobs: number;
  /** Energy of the facility, with its PUE, in kWh. */
  readonly energyKwh: number;
  /** Location-based, operational emissions, in kgCO2e. */
  readonly emissionsKg: number;
  /** The 90 % range of the emissions. */
  readonly emissionsRangeKg: readonly [low: number, high: number];
  /** The share of the energy that was measured, 0 to 1; the rest is modelled. */
  readonly measuredShare: number;
  /**
   * The share of the jobs in making their hardware, in kgCO2e; not part of the emissions. Absent if
   * the hardware of any of them is not known; a note of the log says of how many.
   */
  readonly embodiedKg?: number;
  /** Its 90 % range. */
  readonly embodiedRangeKg?: readonly [low: number, high: number];
  /** Water that is consumed on site and in power plants, in L. */
  readonly waterL: number;
  /** Its 90 % range. */
  readonly waterRangeL: readonly [low: number, high: number];
}

/** The total of a group: a text for each key. A day is `2026-03-02`, and a month `2026-03`. */
export type JobRow<Key extends JobKey = JobKey> =
  & JobTotal
  & { readonly [Name in Key]: string };

/** The totals of groups, which add up to that of the log. They show themselves as a table. */
export interface JobRows<Key extends JobKey = JobKey>
  extends ReadonlyArray<JobRow<Key>> {
  /** The rows as CSV, not rounded. */
  csv(): Promise<string>;
  /** The rows as a Parquet file, not rounded. */
  parquet(): Promise<Uint8Array<ArrayBuffer>>;
}

/** A job that is not priced. */
export interface UnpricedJob {
  /** Its id; `undefined` if the log does not say it, or after the first 200,000. */
  readonly jobId: string | undefined;
  /** Why. */
  readonly reason: string;
}

/** What other hours and other places would have saved. */
export interface JobSaving {
  /** What the jobs emitted that could be moved, in kgCO2e. */
  readonly movableKg: number;
  /** How many they are. */
  readonly movableJobs: number;
  /** What they would have emitted, each in its best hours within the time, in kgCO2e. */
  readonly movedKg: number;
  /** The difference, in kgCO2e. */
  readonly savedKg: number;
  /** How long a job may wait, in h. */
  readonly withinHours: number;
}

/** Which jobs could be moved, and how far. */
export interface SavingOptions {
  /** How long a job may wait, in h. @default 24 */
  readonly withinHours?: number;
  /** The jobs that may wait, by one key, such as `{ partition: ["batch"] }`. @default all */
  readonly where?: Readonly<
    Partial<Record<Exclude<JobKey, "day" | "month">, readonly string[]>>
  >;
}

/** Charts of a job log. Each is asked of the log when it is called. */
export interface JobCharts {
  /** Emissions over the days by account, or by another key. */
  days(by?: Exclude<JobKey, "day" | "month">): Promise<Chart>;
  /** Emissions by user: those that emitted most, and the rest. */
  users(): Promise<Chart>;
  /** CPU time that was used against that which was allocated, by user. */
  efficiency(): Promise<Chart>;
  /** What a cleaner hour or a cleaner place would have saved. */
  saving(options?: SavingOptions): Promise<Chart>;
}

/** A job log, priced. In a notebook it shows itself. */
export interface JobLog extends AsyncDisposable {
  /** All priced jobs. */
  readonly total: JobTotal;
  /** The jobs that are not priced, each with its reason. */
  readonly notPriced: readonly UnpricedJob[];
  /** Every figure used, with its source. */
  readonly sources: readonly SourcedFigure[];
  /** What to know of the log and its figures. */
  readonly notes: readonly string[];
  /** Where the jobs ran. */
  readonly place: Place;
  /** What answers the questions to the log: DuckDB, ClickHouse or PostgreSQL. */
  readonly engine: string;
  /** What made it. */
  readonly version: Version;
  /** Charts. */
  readonly charts: JobCharts;
  /**
   * Totals by one or several keys, the largest emissions first, or days and months in their order.
   * A job counts where it began.
   * @param keys `user`, `account`, `partition`, `day`, `month`, `hardware` and `state`
   * @throws {UnknownNameError} If there is no such key; with the nearest one
   */
  by<Key extends JobKey>(...keys: readonly Key[]): Promise<JobRows<Key>>;
  /**
   * What the jobs would have saved, had each waited for its best hours: nothing, where all hours have
   * the average of the year.
   * @param options How long they may wait, and which
   */
  saving(options?: SavingOptions): Promise<JobSaving>;
  /** Ends the database of the log. Its figures stay. Twice is the same as once. */
  close(): Promise<void>;
}
