import { G_PER_KG } from "../../units.ts";
import type { FunctionalUnit } from "./report_options.ts";
import type { Digits } from "../../rounding.ts";
import type { Total } from "./totals.ts";

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
  /** M: the share of making the hardware, where it is known, in kgCO2e. */
  readonly embodiedKg: number;
  /** How many runs or estimates do not know theirs: then M, and the score, are too small. */
  readonly embodiedUnknown: number;
  /** The score, in kgCO2e per unit. */
  readonly kgPerUnit: number;
  /** Where it lies, in kgCO2e per unit; M, whose range nobody knows, is as it is. */
  readonly rangeKgPerUnit: readonly [low: number, high: number] | undefined;
  /** How many digits the range supports. */
  readonly digits: Digits;
}

/**
 * The software carbon intensity of a total. Claims of offsets play no part in it.
 * @param total Of runs or estimates
 * @param per What was done in them
 */
export function sciOf(total: Total, per: FunctionalUnit): Sci {
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
