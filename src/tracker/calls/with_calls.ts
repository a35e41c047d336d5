import type { SourcedFigure } from "../../catalog/sourced_figure.ts";
import { equivalentsOf } from "../../estimate/equivalents.ts";
import type { Component, Footprint } from "../../estimate/result.ts";
import {
  between90,
  interval90,
  type LogNormal,
  product,
  sum,
} from "../../model/interval.ts";
import type { UncountedPart } from "../../sensors/parts/finding.ts";
import { priceCall } from "./price_call.ts";
import { type RunCall, sumOfCalls } from "./run_call.ts";

/** The calls of one model that one provider answered in one place. */
export interface CallGroup {
  readonly provider: string | undefined;
  readonly model: string | undefined;
  readonly place: string | undefined;
  readonly method: RunCall["method"];
  readonly calls: readonly RunCall[];
}

/**
 * Groups the counted calls by model, provider, place and method.
 * @param calls Of a run
 */
export function callGroups(calls: readonly RunCall[]): CallGroup[] {
  const counted = calls.filter(({ energyKwh }) => energyKwh !== undefined);
  const groups = Map.groupBy(
    counted,
    ({ provider, model, place, method }) =>
      JSON.stringify([provider, model, place, method]),
  );
  return [...groups.values()].map((calls) => {
    const { provider, model, place, method } = calls[0] as RunCall;
    return { provider, model, place, method, calls };
  });
}

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
    components: [...machine.components, ...groups.map(componentOf)],
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

/**
 * What calls used, a part for each model, provider, place and method.
 * @param calls Of a run
 */
export function callComponents(calls: readonly RunCall[]): Component[] {
  return callGroups(calls).map(componentOf);
}

function componentOf(
  { provider, model, place, method, calls }: CallGroup,
): Component {
  const { itEnergyKwh, energyKwh, emissionsKg, waterL } = sumOfCalls(calls);
  return {
    component: "calls",
    name: `${model ?? "unknown model"}${provider ? ` of ${provider}` : ""}`,
    model,
    count: calls.length,
    energyKwh: itEnergyKwh,
    facilityEnergyKwh: energyKwh,
    emissionsKg,
    waterL,
    method: method === "modelled" ? "modelled" : "measured",
    source: method === "modelled"
      ? `modelled by the tokens, in ${place}`
      : `measured by the provider: ${calls[0]?.reported?.attribution}, ${
        calls[0]?.reported?.holds
      }, in ${place}`,
  };
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

/**
 * The calls that nothing counts, by model and reason.
 * @param calls Of a run
 */
export function uncountedCalls(calls: readonly RunCall[]): UncountedPart[] {
  const groups = Map.groupBy(
    calls.filter(({ notCounted }) => notCounted !== undefined),
    ({ model, notCounted }) => JSON.stringify([model, notCounted]),
  );
  return [...groups.values()].map((alike) => {
    const { model, notCounted = "" } = alike[0] as RunCall;
    return {
      component: "calls",
      name: `${callCount(alike.length)}${model ? ` to ${model}` : ""}`,
      count: alike.length,
      why: notCounted,
    };
  });
}

/** A number of calls in words, such as `3 calls`. */
export function callCount(count: number): string {
  return count === 1 ? "1 call" : `${count} calls`;
}
