import type { CalledRun } from "../charts/calls_chart.ts";
import type { Chart } from "../charts/parts/chart.ts";
import type {
  EfficiencyChartOptions,
  EfficiencyRun,
} from "../charts/efficiency.ts";
import type {
  MetricsChartOptions,
  MetricsRun,
} from "../charts/metrics_chart.ts";
import type { OwnChartOptions } from "../charts/own.ts";
import type { RegionsChartOptions } from "../charts/regions_chart.ts";
import type { RunCourse } from "../charts/parts/run_course.ts";
import type { Comparison } from "../estimate/comparing/compare.ts";
import type { RegionComparison } from "../estimate/comparing/compare_regions.ts";
import type { Estimate } from "../estimate/result.ts";
import { displayed, displayOf } from "./session/display.ts";
import { lateModule } from "../late.ts";

const all = lateModule(
  new URL("../charts/all.ts", import.meta.url),
  () => import("../charts/all.ts"),
);

/** All charts. Each is drawn when it is first shown. */
export interface Charts {
  /** Emissions of a run over time. */
  cumulative(run: RunCourse): Chart;
  /** Power of a run over time, by part of the machine. */
  power(run: RunCourse): Chart;
  /** Calls of a run to models, by model and over time. */
  calls(run: CalledRun): Chart;
  /** Metrics of a run below its emissions, over time. */
  metrics(run: MetricsRun, options?: MetricsChartOptions): Chart;
  /** A metric of runs against their emissions. */
  efficiency(
    runs: Iterable<EfficiencyRun>,
    options: EfficiencyChartOptions,
  ): Chart;
  /** The emissions of a job in each place. */
  regions(comparison: RegionComparison, options?: RegionsChartOptions): Chart;
  /** The parts of emissions. */
  breakdown(subject: Estimate | Comparison): Chart;
  /** Emissions beside everyday things. */
  equivalents(estimate: Estimate): Chart;
  /** A plot of your own, with any marks. */
  plot(options: OwnChartOptions): Chart;
}

/**
 * Charts of results. Each shows itself in a notebook, and gives its drawing, a picture and its Plot
 * marks.
 *
 * @example Put a budget line into the chart of the regions
 * ```ts
 * import assert from "node:assert/strict";
 * import * as Plot from "@observablehq/plot";
 * import { charts, compareRegions } from "@carboncell/carboncell";
 *
 * const job = { hardware: "A100", hours: 24, country: "France" };
 * const regions = charts.regions(compareRegions(job, { provider: "scaleway" }));
 * const chart = charts.plot({
 *   title: "Where the budget of 1 kg is kept",
 *   marginLeft: 120,
 *   marks: [...await regions.marks(), Plot.ruleX([1])],
 * });
 * assert((await chart.svg()).includes("budget"));
 * ```
 */
export const charts: Charts = Object.freeze<Charts>({
  cumulative: (run) => shown(all().cumulativeChart(run)),
  power: (run) => shown(all().powerChart(run)),
  calls: (run) => shown(all().callsChart(run)),
  metrics: (run, options) => shown(all().metricsChart(run, options)),
  efficiency: (runs, options) => shown(all().efficiencyChart(runs, options)),
  regions: (comparison, options) =>
    shown(all().regionsChart(comparison, options)),
  breakdown: (subject) => shown(all().breakdownChart(subject)),
  equivalents: (estimate) => shown(all().equivalentsChart(estimate)),
  plot: (options) => shown(all().ownChart(options)),
});

function shown(chart: Chart): Chart {
  return displayed(chart, DISPLAY);
}

const DISPLAY = displayOf<Chart>((drawing, chart) =>
  drawing.chartBundle(chart)
);
