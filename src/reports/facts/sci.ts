import { G_PER_KG } from "../../units.ts";
import type { FunctionalUnit } from "./report_options.ts";
import type { Digits } from "../../rounding.ts";
import type { ReportTotal } from "./report_total.ts";

/**
 * Software carbon intensity: ((E × I) + M) per functional unit.
 * @see ISO/IEC 21031:2024 and its text as a specification: https://sci.greensoftware.foundation
 */
export interface Sci {
  /** The functional unit R. */
  readonly per: FunctionalUnit;
  /** E: energy of the facility, in kWh. */
  readonly energyKwh: number;
  /** I: location-based carbon intensity, the mean of that energy, in gCO2e/kWh. */
  readonly carbonIntensity: number;
  /** M: embodied emissions, where they are known, in kgCO2e. */
  readonly embodiedKg: number;
  /** Number of items without embodied emissions: M and the score are then too small. */
  readonly embodiedUnknown: number;
  /** The score, in kgCO2e per unit. */
  readonly kgPerUnit: number;
  /** The 90 % range of the score, in kgCO2e per unit. M has no range. */
  readonly rangeKgPerUnit: readonly [low: number, high: number] | undefined;
  /** Number of digits that the range supports. */
  readonly digits: Digits;
}

/**
 * Computes the software carbon intensity of a total. Claimed offsets are not counted.
 * @param total The total of runs or estimates
 * @param per The functional unit
 */
export function sciOf(total: ReportTotal, per: FunctionalUnit): Sci {
  const { energyKwh, emissionsKg, embodiedKg, emissionsRangeKg } = total;
  const perUnit = (kg: number) => (kg + embodiedKg) / per.count;
  return {
    per,
    energyKwh,
    carbonIntensity: energyKwh > 0 ? emissionsKg * G_PER_KG / energyKwh : 0,
    embodiedKg,
    embodiedUnknown: total.embodiedUnknown,
    kgPerUnit: perUnit(emissionsKg),
    rangeKgPerUnit: emissionsRangeKg &&
      [perUnit(emissionsRangeKg[0]), perUnit(emissionsRangeKg[1])],
    digits: total.digits,
  };
}
