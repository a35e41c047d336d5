import type { SensedComponent } from "../../sensors/parts/sensor.ts";

/** A stretch of a run, up to a moment. Longer runs have longer stretches, not more of them. */
export interface Sample {
  /** Time since the start of the run, in s; ascending. */
  readonly timeS: number;
  /** Energy of the facility since the start, PUE included, in kWh. */
  readonly energyKwh: number;
  /** Emissions since the start, in kgCO2e. */
  readonly emissionsKg: number;
  /** Mean IT power since the sample before, in W. */
  readonly powerW: number;
  /** Least IT power between two readings since the sample before, in W. */
  readonly minPowerW: number;
  /** Greatest IT power between two readings since the sample before, in W. */
  readonly maxPowerW: number;
  /** Mean IT power of each part of the machine since the sample before, in W. */
  readonly componentPowerW: Readonly<Partial<Record<SensedComponent, number>>>;
}
