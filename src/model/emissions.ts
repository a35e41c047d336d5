import { G_PER_KG, HOURS_PER_YEAR, PERCENT } from "../units.ts";

/**
 * Operational emissions, location-based.
 * @param energyKwh Energy of the facility, PUE included, in kWh
 * @param carbonIntensity Of the grid, in gCO2e/kWh
 * @returns Emissions, in kgCO2e
 * @see Lacoste et al. 2019, section 2: https://arxiv.org/abs/1910.09700
 */
export function emissionsKg(
  energyKwh: number,
  carbonIntensity: number,
): number {
  return energyKwh * carbonIntensity / G_PER_KG;
}

/**
 * The share of emissions that is claimed to be offset.
 * @param emissionsKg Location-based emissions, in kgCO2e
 * @param offsetPercent The claim, in percent
 * @returns Offset, in kgCO2e
 */
export function offsetKg(emissionsKg: number, offsetPercent: number): number {
  // The share is computed first, so that a claim of 100 % takes off everything, to the last bit.
  return emissionsKg * (offsetPercent / PERCENT);
}

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
