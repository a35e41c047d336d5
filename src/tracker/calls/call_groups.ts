import type { Component } from "../../estimate/result.ts";
import type { UncountedPart } from "../../sensors/parts/finding.ts";
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
  const embodiedKg = embodiedOf(calls);
  return {
    component: "calls",
    name: `${model ?? "unknown model"}${provider ? ` of ${provider}` : ""}`,
    model,
    count: calls.length,
    energyKwh: itEnergyKwh,
    facilityEnergyKwh: energyKwh,
    emissionsKg,
    waterL,
    ...embodiedKg !== undefined && { embodiedKg },
    method: method === "modelled" ? "modelled" : "measured",
    source: method === "modelled"
      ? `by its tokens, in ${place}`
      : `by its provider: ${calls[0]?.reported?.attribution}, ${
        calls[0]?.reported?.holds
      }, in ${place}`,
  };
}

/**
 * The hardware of the calls that are counted, in kgCO2e.
 * @param calls Of a run
 * @returns `undefined` if it is not known of one of them
 */
export function embodiedOf(calls: readonly RunCall[]): number | undefined {
  let sum = 0;
  for (const { energyKwh, embodiedKg } of calls) {
    if (energyKwh === undefined) continue;
    if (embodiedKg === undefined) return undefined;
    sum += embodiedKg;
  }
  return sum;
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

/**
 * What has to be said of calls: those that are not counted, and measurements that cannot be right.
 * @param calls Of a run
 */
export function callNotes(calls: readonly RunCall[]): string[] {
  const odd = calls.filter(({ reported }) => reported?.isUsed === false);
  const notes = uncountedCalls(calls).map(({ name, why }) =>
    `not counted: ${name}, as ${why}`
  );
  if (odd.length > 0) {
    notes.push(
      `the energy that the provider measured of ${
        callCount(odd.length)
      } is more than 30 ` +
        "times that of the model, or less than a 30th: the model is used",
    );
  }
  return notes;
}

/** A number of calls in words, such as `3 calls`. */
export function callCount(count: number): string {
  return count === 1 ? "1 call" : `${count} calls`;
}
