import type { SourcedFigure } from "../../catalog/sourced_figure.ts";
import { equivalentsOf } from "../../estimate/equivalents.ts";
import type { Footprint } from "../../estimate/result.ts";
import {
  between90,
  interval90,
  type LogNormal,
  product,
  sum,
} from "../../model/interval.ts";
import { callComponents, type CallGroup, callGroups } from "./call_groups.ts";
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
    emissionsRangeKg: interval90({
      value: emissionsKg,
      factor: sum([
        { value: machine.emissionsKg, factor: factorOf(machine) },
        { value: sums.emissionsKg, factor: factorOfCalls(calls) },
      ]),
    }),
    netEmissionsKg: emissionsKg - machine.offsetKg,
    waterL,
    // The water of a call is known no better than that of the grids; its range is not computed.
    waterRangeL: undefined,
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
  return lowKg > 0
    ? between90(lowKg / kg, highKg / kg)
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
