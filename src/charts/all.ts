/**
 * All charts of the public API.
 *
 * @module
 */
export { breakdownChart } from "./breakdown.ts";
export { callsChart } from "./calls_chart.ts";
export { cumulativeChart } from "./cumulative.ts";
export { efficiencyChart } from "./efficiency.ts";
export { equivalentsChart } from "./equivalents_chart.ts";
export { metricsChart } from "./metrics_chart.ts";
export { ownChart } from "./own.ts";
export { powerChart } from "./power.ts";
export { regionsChart } from "./regions_chart.ts";
