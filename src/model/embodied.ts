import { HOURS_PER_YEAR } from "../units.ts";

/**
 * The emissions of making devices that belong to a job. They are spread evenly over the years of
 * service.
 * @param kgPerDevice Emissions of making one, in kgCO2e
 * @param count How many devices the job holds
 * @param hours How long it holds them, in h
 * @param lifetimeYears Years of service, > 0
 * @returns Emissions, in kgCO2e
 * @see Time share of the embodied emissions M in ISO/IEC 21031 (SCI):
 * https://sci.greensoftware.foundation
 */
export function embodiedKg(
  kgPerDevice: number,
  count: number,
  hours: number,
  lifetimeYears: number,
): number {
  return kgPerDevice * count * hours / (lifetimeYears * HOURS_PER_YEAR);
}
