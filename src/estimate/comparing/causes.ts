import { sharesOfDifference } from "../../model/decomposition.ts";
import { W_PER_KW } from "../../units.ts";
import { type EstimateOrRun, hoursOf } from "../has_footprint.ts";
import { machineOf } from "../machine_of.ts";

/**
 * What one factor of emissions (power × time × PUE × intensity) adds to a difference. Where a job
 * gives its energy, that is the factor in the place of power and time.
 */
export interface Cause {
  /** The factor. */
  readonly what:
    | "power"
    | "hours"
    | "energy"
    | "PUE"
    | "carbon intensity"
    | "calls";
  /** Its value in the first entry; power is the mean IT power, energy the IT energy. */
  readonly first: number;
  /** Its value in this entry. */
  readonly other: number;
  /** Unit of both; empty for the PUE. */
  readonly unit: string;
  /**
   * This entry's value / the first entry's; `undefined` if only the first is 0. The product of the
   * ratios is the ratio of the emissions of the machine.
   */
  readonly ratio: number | undefined;
  /** Its share of the difference, in kgCO2e; the shares sum to it. */
  readonly shareKg: number;
}

/**
 * Explains where the difference of two emissions comes from.
 * @param first The result that the other is compared with
 * @param other The other result
 * @returns Power and hours, or energy; PUE; and carbon intensity; in this order
 */
export function causesOf(
  one: EstimateOrRun,
  another: EstimateOrRun,
): Cause[] {
  const [first, other] = [machineOf(one), machineOf(another)];
  const factors = [
    ...energyFactors(first, other),
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
  return [
    ...factors.map((factor, i) => ({
      ...factor,
      ratio: ratioOf(factor.first, factor.other),
      shareKg: shares[i] ?? 0,
    })),
    ...callsCause(
      one.emissionsKg - first.emissionsKg,
      another.emissionsKg - other.emissionsKg,
    ),
  ];
}

/** Calls to models add to what the machine emits, whatever its power, hours and grid. */
function callsCause(firstKg: number, otherKg: number): Cause[] {
  return firstKg === 0 && otherKg === 0 ? [] : [{
    what: "calls",
    unit: "kgCO2e",
    first: firstKg,
    other: otherKg,
    ratio: ratioOf(firstKg, otherKg),
    shareKg: otherKg - firstKg,
  }];
}

/** The factors of the IT energy: power and hours, unless one of both jobs only has its energy. */
function energyFactors(first: EstimateOrRun, other: EstimateOrRun) {
  const hours = [hoursOf(first), hoursOf(other)] as const;
  const [here, there] = hours;
  if (here === undefined || there === undefined) {
    return [{
      what: "energy",
      unit: "kWh",
      first: first.itEnergyKwh,
      other: other.itEnergyKwh,
    }] as const;
  }
  // A result that took no time gets the power of the other one.
  const [a, b] = [powerW(first, here), powerW(other, there)];
  return [
    { what: "power", unit: "W", first: a ?? b ?? 0, other: b ?? a ?? 0 },
    { what: "hours", unit: "h", first: here, other: there },
  ] as const;
}

/** Mean IT power, in W. */
function powerW(
  { itEnergyKwh }: EstimateOrRun,
  hours: number,
): number | undefined {
  return hours > 0 ? itEnergyKwh * W_PER_KW / hours : undefined;
}

function ratioOf(first: number, other: number): number | undefined {
  if (first === other) return 1;
  const ratio = other / first;
  return Number.isFinite(ratio) ? ratio : undefined;
}
