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
export { configure, type Defaults } from "./src/notebook/configure.ts";
export { track, type Tracked } from "./src/notebook/track.ts";
export { startRun } from "./src/notebook/start_run.ts";
export { openLedger } from "./src/notebook/open_ledger.ts";
export { report } from "./src/notebook/report.ts";
export { sensors } from "./src/notebook/sensors.ts";
export { type Charts, charts } from "./src/notebook/charts.ts";
export { type Catalog, catalog } from "./src/catalog/catalog.ts";
export { UnknownNameError } from "./src/errors.ts";

export type { CustomHardware, Job, NormalJob } from "./src/estimate/job.ts";
export type { Dataset } from "./src/catalog/dataset.ts";
export type {
  Component,
  Estimate,
  Footprint,
  Uncertainty,
} from "./src/estimate/result.ts";
export type { CleanestRegion } from "./src/estimate/place/cleanest.ts";
export type { PlaceQuery } from "./src/estimate/place/place_query.ts";
export type { Place } from "./src/estimate/place/site.ts";
export type { Equivalent } from "./src/estimate/equivalents.ts";
export type {
  FigureRole,
  SourcedFigure,
} from "./src/catalog/sourced_figure.ts";
export type {
  RegionComparison,
  RegionOptions,
  RegionRow,
} from "./src/estimate/compare_regions.ts";
export type { Comparison, ComparisonRow } from "./src/estimate/compare.ts";
export type { Cause } from "./src/estimate/causes.ts";
export type { Measured } from "./src/estimate/has_footprint.ts";
export type { SensorReport } from "./src/sensors/report.ts";
export type { FoundSensor } from "./src/sensors/sensor.ts";
export type { Attribution, Finding } from "./src/sensors/finding.ts";
export type { SensedComponent, SensingMethod } from "./src/sensors/sensor.ts";
export type { TrackOptions } from "./src/tracker/options.ts";
export type {
  Idle,
  Metrics,
  Outcome,
  Run,
  RunHandle,
  RunRecord,
  RunStatus,
} from "./src/tracker/run.ts";
export type { LoggedMetrics } from "./src/tracker/course/logged_metrics.ts";
export type { Phase } from "./src/tracker/course/phase_log.ts";
export type { Sample } from "./src/tracker/course/sample.ts";
export type { Forecast } from "./src/tracker/forecast/forecast.ts";
export type { Keeping } from "./src/tracker/run.ts";
export type { RecordedSensor, Recording } from "./src/sensors/replay.ts";
export type { GroupBy, Total } from "./src/ledger/database/totals.ts";
export type { ImportRemark } from "./src/ledger/import/imported_run.ts";
export type { ImportReport, Ledger, RunFilter } from "./src/ledger/ledger.ts";
export type {
  ImportedComponent,
  ImportedRun,
  ImportTool,
  Origin,
  StoredRun,
  StoredStatus,
  TrackedRun,
  WholeRun,
} from "./src/ledger/stored/stored_run.ts";
export type { CsvForm, CsvOptions, Report } from "./src/reports/report.ts";
export type { Reportable, Reportables } from "./src/reports/facts/items.ts";
export type {
  FunctionalUnit,
  ReportOptions,
} from "./src/reports/facts/report_options.ts";
export type { RunOrEstimate } from "./src/reports/facts/item_facts.ts";
export type { LogNormal } from "./src/model/interval.ts";
export type { Version } from "./src/version.ts";
export type { Chart, Mark } from "./src/charts/parts/chart.ts";
export type { OwnChartOptions, PlotOptions } from "./src/charts/own.ts";
export type { RegionsChartOptions } from "./src/charts/regions_chart.ts";
export type { RunCourse } from "./src/charts/run_course.ts";
export type {
  EfficiencyChartOptions,
  EfficiencyRun,
} from "./src/charts/efficiency.ts";
export type { Better } from "./src/charts/frontier.ts";
export type { Cited, DatedValue } from "./src/catalog/cited.ts";
export type { Table } from "./src/catalog/table.ts";
export type { Basis } from "./src/catalog/basis.ts";
export type { Accelerator, PowerFigure } from "./src/catalog/accelerators.ts";
export type { Cpu } from "./src/catalog/cpus.ts";
export type { Equivalence } from "./src/catalog/equivalences.ts";
export type { Grid } from "./src/catalog/grids.ts";
export type { Instance } from "./src/catalog/instances.ts";
export type { Region } from "./src/catalog/regions.ts";
