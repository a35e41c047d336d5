import type { SourcedFigure } from "../../catalog/sourced_figure.ts";
import { equivalentsOf } from "../../estimate/equivalents.ts";
import type { Footprint } from "../../estimate/result.ts";
import {
  between90,
  interval90,
  type LogNormal,
  product,
  sum,
  type Uncertain,
} from "../../model/interval.ts";
import {
  callComponents,
  type CallGroup,
  callGroups,
  embodiedOf,
} from "./call_groups.ts";
import { priceCall } from "./price_call.ts";
import { type RunCall, sumOfCalls } from "./run_call.ts";

/**
 * Adds calls to the footprint of the machine. `place`, `pue`, `carbonIntensity` and `uncertainty`
 * stay those of the machine, as each call has its own.
 * @param machine The footprint of the machine alone
 * @param calls The calls of the run
 */
export function withCalls<Own extends Footprint>(
  machine: Own,
  calls: readonly RunCall[],
): Own {
  const groups = callGroups(calls);
  if (groups.length === 0) return machine;
  const sums = sumOfCalls(calls);
  const emissionsKg = machine.emissionsKg + sums.emissionsKg;
  const waterL = machine.waterL + sums.waterL;
  return {
    ...machine,
    energyKwh: machine.energyKwh + sums.energyKwh,
    itEnergyKwh: machine.itEnergyKwh + sums.itEnergyKwh,
    components: [...machine.components, ...callComponents(calls)],
    emissionsKg,
    emissionsRangeKg: rangeOfSum([
      { value: machine.emissionsKg, factor: factorOf(machine) },
      { value: sums.emissionsKg, factor: factorOfCalls(calls) },
    ]),
    netEmissionsKg: emissionsKg - machine.offsetKg,
    ...marketOf(machine, calls),
    waterL,
    waterRangeL: waterRangeOf(machine, calls),
    ...hardwareOf(machine, calls),
    equivalents: equivalentsOf(emissionsKg),
    sources: [...machine.sources, ...figuresOf(groups)],
  };
}

/** The factor of the emissions of a machine. */
function factorOf({ uncertainty }: Footprint): LogNormal {
  const { energy, pue, carbonIntensity } = uncertainty;
  return product(energy, pue, carbonIntensity);
}

/**
 * The factor of the emissions of calls. Its ends are the sums of all ends: the calls share what is
 * not known of their model, of its batches and of its host, so many calls are no better known.
 */
export function factorOfCalls(calls: readonly RunCall[]): LogNormal {
  let [kg, lowKg, highKg] = [0, 0, 0];
  for (const { emissionsKg = 0, emissionsRangeKg } of calls) {
    kg += emissionsKg;
    lowKg += emissionsRangeKg?.[0] ?? emissionsKg;
    highKg += emissionsRangeKg?.[1] ?? emissionsKg;
  }
  return factorIn(kg, [lowKg, highKg]);
}

/**
 * The market-based figure. What electricity the providers of calls buy is not known, so that calls
 * count by the grids of their places, as the GHG Protocol has it without a contract.
 */
function marketOf(
  { marketBased }: Footprint,
  calls: readonly RunCall[],
): Pick<Footprint, "marketBased"> {
  if (marketBased === undefined) return {};
  const { emissionsRangeKg } = marketBased;
  const ofMachine = marketBased.emissionsKg;
  const ofCalls = sumOfCalls(calls).emissionsKg;
  return {
    marketBased: {
      ...marketBased,
      emissionsKg: ofMachine + ofCalls,
      emissionsRangeKg: rangeOfSum([
        { value: ofMachine, factor: factorIn(ofMachine, emissionsRangeKg) },
        { value: ofCalls, factor: factorOfCalls(calls) },
      ]),
    },
  };
}

/** The range of the water; unknown if that of the machine or of a call is. */
function waterRangeOf(
  { waterL, waterRangeL }: Footprint,
  calls: readonly RunCall[],
): Footprint["waterRangeL"] {
  const counted = calls.filter((call) => call.waterL !== undefined);
  if (
    waterRangeL === undefined ||
    counted.some((call) => call.waterRangeL === undefined)
  ) return undefined;
  const ofCalls = sumOfCalls(counted).waterL;
  const end = (at: 0 | 1) =>
    counted.reduce((sum, call) => sum + (call.waterRangeL?.[at] ?? 0), 0);
  return rangeOfSum([
    { value: waterL, factor: factorIn(waterL, waterRangeL) },
    { value: ofCalls, factor: factorIn(ofCalls, [end(0), end(1)]) },
  ]);
}

/** The hardware of machine and calls; unknown if one of them is. */
function hardwareOf(
  { embodiedKg }: Footprint,
  calls: readonly RunCall[],
): Pick<Footprint, "embodiedKg" | "embodiedRangeKg"> {
  const ofCalls = embodiedOf(calls);
  return {
    embodiedKg: embodiedKg === undefined || ofCalls === undefined
      ? undefined
      : embodiedKg + ofCalls,
    // The rows of calls have no range of their hardware.
    embodiedRangeKg: undefined,
  };
}

function rangeOfSum(terms: readonly Uncertain[]): [number, number] {
  const value = terms.reduce((all, term) => all + term.value, 0);
  return interval90({ value, factor: sum(terms) });
}

/** The factor whose 90 % range of a value is this one. */
function factorIn(
  value: number,
  [low, high]: readonly [low: number, high: number],
): LogNormal {
  return value > 0 && low > 0
    ? between90(low / value, high / value)
    : { medianFactor: 1, sigma: 0 };
}

/** The figures behind calls, each once: those of one call of each group. */
function figuresOf(groups: readonly CallGroup[]): SourcedFigure[] {
  const figures = new Map<string, SourcedFigure>();
  for (const { calls: [call] } of groups) {
    const { placeSeen: place, reported, ...facts } = call as RunCall;
    const priced = priceCall({ ...facts, place, reported });
    if ("notCounted" in priced) continue;
    for (const figure of priced.figures) {
      figures.set(JSON.stringify([figure.what, figure.value]), figure);
    }
  }
  return [...figures.values()];
}
