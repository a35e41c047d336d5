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
export { sensors } from "./src/notebook/sensors.ts";
export { type Charts, charts } from "./src/notebook/charts.ts";
export { type Catalog, catalog } from "./src/catalog/catalog.ts";
export { UnknownNameError } from "./src/errors.ts";

export type {
  CustomHardware,
  Dataset,
  Job,
  NormalJob,
} from "./src/estimate/job.ts";
export type {
  CleanestRegion,
  Component,
  Estimate,
  Uncertainty,
} from "./src/estimate/result.ts";
export type { Place } from "./src/estimate/site.ts";
export type { Equivalent } from "./src/estimate/equivalents.ts";
export type { SourcedFigure } from "./src/estimate/sourced_figure.ts";
export type {
  RegionComparison,
  RegionOptions,
  RegionRow,
} from "./src/estimate/compare_regions.ts";
export type { Comparison, ComparisonRow } from "./src/estimate/compare.ts";
export type { FoundSensor, SensorReport } from "./src/sensors/report.ts";
export type { Finding } from "./src/sensors/finding.ts";
export type { SensedComponent, SensingMethod } from "./src/sensors/sensor.ts";
export type { LogNormal } from "./src/model/interval.ts";
export type { Version } from "./src/version.ts";
export type { Chart, Mark } from "./src/charts/chart.ts";
export type { OwnChartOptions, PlotOptions } from "./src/charts/own.ts";
export type { RegionsChartOptions } from "./src/charts/regions.ts";
export type { Table } from "./src/catalog/table.ts";
export type { Basis } from "./src/catalog/basis.ts";
export type { Accelerator, PowerFigure } from "./src/catalog/accelerators.ts";
export type { Cpu } from "./src/catalog/cpus.ts";
export type { Equivalence } from "./src/catalog/equivalences.ts";
export type { Grid } from "./src/catalog/grids.ts";
export type { Instance } from "./src/catalog/instances.ts";
export type { DatedValue, Region } from "./src/catalog/regions.ts";
