/**
 * Carbon accounting for notebooks on the Deno kernel: what a job emits, with its range, what
 * it would emit elsewhere, and the source of every figure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { estimate } from "@carboncell/carboncell";
 *
 * const { emissionsKg, cleanest } = estimate({
 *   hardware: "A100 SXM4 80GB",
 *   count: 8,
 *   hours: 120,
 *   provider: "gcp",
 *   region: "us-central1",
 * });
 * assert(cleanest && cleanest.emissionsKg < emissionsKg);
 * ```
 *
 * @module
 */

export { estimate } from "./src/notebook/estimate.ts";
export { compareRegions } from "./src/notebook/compare_regions.ts";
export { compare } from "./src/notebook/compare.ts";
export { configure, type Defaults } from "./src/notebook/session/configure.ts";
export { track } from "./src/notebook/track.ts";
export { trackCommand } from "./src/notebook/track_command.ts";
export { traceCalls } from "./src/notebook/trace_calls.ts";
export { startRun } from "./src/notebook/start_run.ts";
export { openLedger } from "./src/notebook/open_ledger.ts";
export { jobLog } from "./src/notebook/job_log.ts";
export { clickhouse, postgres } from "./src/jobs/engines/choices.ts";
export { report } from "./src/notebook/report.ts";
export { sensors } from "./src/notebook/sensors.ts";
export { charts } from "./src/notebook/charts.ts";
export { hourly } from "./src/notebook/hourly.ts";
export { bestPlace, bestTime } from "./src/notebook/best_time.ts";
export { catalog } from "./src/notebook/catalog.ts";
export { UnknownNameError } from "./src/errors.ts";
import "./src/notebook/session/load_late.ts"; // last, as it loads what the others left for later

export type { Job } from "./src/estimate/job.ts";
export type { Component, Estimate } from "./src/estimate/result.ts";
export type { SourcedFigure } from "./src/catalog/sourced_figure.ts";
export type {
  RegionComparison,
  RegionOptions,
} from "./src/estimate/comparing/compare_regions.ts";
export type { Comparison } from "./src/estimate/comparing/compare.ts";
export type { SensorReport } from "./src/sensors/report.ts";
export type {
  HourlySource,
  IntensityHour,
} from "./src/hourly/hourly_source.ts";
export type { BestTimeOptions } from "./src/hourly/plan/time_options.ts";
export type { BestPlaceOptions } from "./src/hourly/plan/plan_places.ts";
export type { TrackOptions } from "./src/tracker/options.ts";
export type { Run, RunHandle } from "./src/tracker/run.ts";
export type { Sample } from "./src/tracker/course/sample.ts";
export type { Recording } from "./src/sensors/replay.ts";
export type { Ledger, RunFilter } from "./src/ledger/ledger.ts";
export type { StoredRun } from "./src/ledger/stored/stored_run.ts";
export type { JobLog } from "./src/jobs/job_log.ts";
export type { JobLogOptions, Partition } from "./src/jobs/log/options.ts";
export type { Report } from "./src/reports/report.ts";
export type { ReportOptions } from "./src/reports/facts/report_options.ts";
export type { Chart } from "./src/charts/parts/chart.ts";
