/** What is known of a run's progress at a moment. */
export interface ProgressMark {
  /** Steps done. */
  readonly done: number;
  /** Steps in all. */
  readonly total: number;
  /** Time that the run's cells ran until then, in s. */
  readonly timeS: number;
  /** Energy of the facility until then, in kWh. */
  readonly energyKwh: number;
  /** Emissions until then, in kgCO2e. */
  readonly emissionsKg: number;
}

/** Where a run will end. */
export interface Forecast {
  /** Share of the steps that are done, 0 to 1. */
  readonly progress: number;
  /** Time that the run will have taken, in s. */
  readonly durationS: number;
  /** Where that lies with a probability of 90 %, in s. */
  readonly durationRangeS: readonly [low: number, high: number];
  /** Energy of the facility at the end, in kWh. */
  readonly energyKwh: number;
  /** Where that lies with a probability of 90 %, in kWh. */
  readonly energyRangeKwh: readonly [low: number, high: number];
  /** Emissions at the end, in kgCO2e. */
  readonly emissionsKg: number;
  /** Where they lie with a probability of 90 %, in kgCO2e. */
  readonly emissionsRangeKg: readonly [low: number, high: number];
}

/** Stand-in. */
export class Forecaster {
  /** Stand-in. */
  mark(_mark: ProgressMark): void {}
  /** Stand-in. */
  forecast(): Forecast | undefined {
    return undefined;
  }
}
