import { G_PER_KG, PERCENT } from "../units.ts";

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
