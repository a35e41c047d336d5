import { sharesOfDifference } from "../model/decomposition.ts";
import { W_PER_KW } from "../units.ts";
import { type EstimateOrRun, hoursOf } from "./has_footprint.ts";

/** What one factor of emissions (power × time × PUE × intensity) adds to a difference. */
export interface Cause {
  /** The factor. */
  readonly what: "power" | "hours" | "PUE" | "carbon intensity";
  /** Its value in the first entry; power is the mean IT power. */
  readonly first: number;
  /** Its value in this entry. */
  readonly other: number;
  /** Unit of both; empty for the PUE. */
  readonly unit: string;
  /**
   * This entry's value / the first entry's; `undefined` if only the first is 0. The product of the
   * ratios is the ratio of the emissions.
   */
  readonly ratio: number | undefined;
  /** Its share of the difference, in kgCO2e; the shares sum to it. */
  readonly shareKg: number;
}

/**
 * Explains where the difference of two emissions comes from.
 * @param first The result that the other is compared with
 * @param other The other result
 * @returns Power, hours, PUE and carbon intensity, in this order
 */
export function causesOf(first: EstimateOrRun, other: EstimateOrRun): Cause[] {
  const factors = [
    { what: "power", unit: "W", ...powersOf(first, other) },
    { what: "hours", unit: "h", first: hoursOf(first), other: hoursOf(other) },
    { what: "PUE", unit: "", first: first.pue, other: other.pue },
    {
      what: "carbon intensity",
      unit: "gCO2e/kWh",
      first: first.carbonIntensity,
      other: other.carbonIntensity,
    },
  ] as const;
  const shares = sharesOfDifference(
    first.emissionsKg,
    other.emissionsKg,
    factors,
  );
  return factors.map((factor, i) => ({
    ...factor,
    ratio: ratioOf(factor.first, factor.other),
    shareKg: shares[i] ?? 0,
  }));
}

/** Mean IT power of both, in W. A result that took no time gets the power of the other one. */
function powersOf(first: EstimateOrRun, other: EstimateOrRun) {
  const [a, b] = [powerW(first), powerW(other)];
  return { first: a ?? b ?? 0, other: b ?? a ?? 0 };
}

function powerW(result: EstimateOrRun): number | undefined {
  const hours = hoursOf(result);
  return hours > 0 ? result.itEnergyKwh * W_PER_KW / hours : undefined;
}

function ratioOf(first: number, other: number): number | undefined {
  if (first === other) return 1;
  return first === 0 ? undefined : other / first;
}
