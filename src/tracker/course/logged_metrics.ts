/** Metrics as they were logged, with what had been emitted by then. */
export interface LoggedMetrics {
  /** Time since the start of the run, in s. */
  readonly timeS: number;
  /** Energy of the facility since the start, PUE included, in kWh. */
  readonly energyKwh: number;
  /** Emissions since the start, in kgCO2e. */
  readonly emissionsKg: number;
  /** The metrics, by name. */
  readonly [metric: string]: number;
}

/** Fields of a row that are figures of the run, not metrics of the user. */
const RUN_FIGURES: ReadonlySet<string> = new Set([
  "timeS",
  "energyKwh",
  "emissionsKg",
]);

/** Whether a field of a row of metrics can be a metric. */
export function isMetric(name: string): boolean {
  return !RUN_FIGURES.has(name);
}

/** The metrics of a row, by name. */
export function metricsIn(
  row: LoggedMetrics,
): readonly (readonly [name: string, value: number])[] {
  return Object.entries(row).filter(([name]) => isMetric(name));
}
