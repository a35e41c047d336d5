import { W_PER_KW } from "../units.ts";

/**
 * Energy of a constant power.
 * @param powerW Power, in W
 * @param hours Duration, in h
 * @returns Energy, in kWh
 */
export function energyKwh(powerW: number, hours: number): number {
  return powerW * hours / W_PER_KW;
}

/**
 * Power of a processor at a load, on a straight line from idle to full load.
 * @param minWatts At no load, in W
 * @param maxWatts At full load, in W
 * @param utilization Load, 0 to 1
 * @returns Power, in W
 * @see The model of SPECpower-based cloud coefficients:
 * https://www.cloudcarbonfootprint.org/docs/methodology
 */
export function linearPowerW(
  minWatts: number,
  maxWatts: number,
  utilization: number,
): number {
  return minWatts + (maxWatts - minWatts) * utilization;
}
