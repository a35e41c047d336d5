/** What a run had used at a moment. */
export interface UsedUntil {
  /** Time since the start of the run, with its pauses, in s. */
  readonly timeS: number;
  /** Energy of the facility since the start, in kWh. */
  readonly energyKwh: number;
  /** Emissions since the start, in kgCO2e. */
  readonly emissionsKg: number;
  /** The energy of each of its sensors since the start, in their order, in kWh, PUE included. */
  readonly partsKwh: readonly number[];
}

/** A stretch of a run that another run counts too. */
export interface SharedStretch {
  /** The id of the other run. A sum over both counts the stretch there, and not in this run. */
  readonly id: string;
  /**
   * The ids of the sensors whose energy the other run counts too; absent if it is the whole energy.
   */
  readonly parts?: readonly string[];
  /** What this run had used when the stretch began. */
  readonly from: UsedUntil;
  /** What this run had used when it ended. */
  readonly to: UsedUntil;
}
