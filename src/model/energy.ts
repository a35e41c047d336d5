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

/** How the power of memory bends: large machines have larger modules, not only more of them. */
export interface MemoryBend {
  /** Power grows with the size up to here, in GB. */
  readonly aboveGb: number;
  /** Above it, power grows with this power of the size, 0 to 1. */
  readonly exponent: number;
}

/**
 * Power of memory: in proportion to its size, and less than that above some size.
 * @param memoryGb Size, in GB
 * @param wattsPerGb Power of a GB in a machine below that size, in W/GB
 * @param bend Where and how it bends
 * @returns Power, in W
 */
export function memoryPowerW(
  memoryGb: number,
  wattsPerGb: number,
  { aboveGb, exponent }: MemoryBend,
): number {
  if (memoryGb <= aboveGb) return memoryGb * wattsPerGb;
  return aboveGb * wattsPerGb * (memoryGb / aboveGb) ** exponent;
}
