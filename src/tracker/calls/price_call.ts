import { spread } from "../../catalog/spreads.ts";
import { UnknownNameError } from "../../errors.ts";
import { estimateJob } from "../../estimate/estimate.ts";
import { worldSite } from "../../estimate/place/run_site.ts";
import { footprintOf } from "../../estimate/footprint.ts";
import type { Estimate, Footprint } from "../../estimate/result.ts";
import type { ReportedEnergy, SeenCall } from "../../calls/seen_call.ts";
import { messageOf } from "../../machine/machine.ts";
import { interval90, product } from "../../model/interval.ts";
import { J_PER_KWH } from "../../units.ts";
import type { CallFacts, CallPrice, Priced } from "./run_call.ts";

/** What a provider measured is not used if it is so many times more or less than the model says. */
const MOST_APART = 30;

/**
 * Computes what a call has used. What its provider measured wins over the model.
 * @param call What is known about it
 * @returns The price, or why there is none
 */
export function priceCall(
  call: CallFacts & Pick<SeenCall, "place" | "reported">,
): Priced {
  if (call.isLocal) {
    return {
      notCounted: "this machine answered, which is measured as a whole",
    };
  }
  const modelled = modelledOf(call);
  const { reported } = call;
  if (reported === undefined || !(reported.energyJ > 0)) return modelled;
  if ("notCounted" in modelled) return measuredOf(call, reported, undefined);
  const ratio = reported.energyJ / J_PER_KWH / modelled.itEnergyKwh;
  return ratio > MOST_APART || ratio < 1 / MOST_APART
    ? { ...modelled, reported: { ...reported, isUsed: false } }
    : measuredOf(call, reported, modelled);
}

/** A call as the model of `estimate()` has it. */
function modelledOf(
  call: CallFacts & Pick<SeenCall, "place">,
): Priced {
  const { model, provider, inputTokens, cachedInputTokens, place } = call;
  const { outputTokens, images } = call;
  if (model === undefined) return { notCounted: "its model is not known" };
  if ([inputTokens, outputTokens, images].every((n) => n === undefined)) {
    return { notCounted: "its answer does not say how many tokens it took" };
  }
  const job = {
    model,
    calls: 1,
    ...provider !== undefined && { provider },
    ...inputTokens !== undefined && { inputTokens },
    ...cachedInputTokens !== undefined && { cachedInputTokens },
    ...outputTokens !== undefined && { outputTokens },
    ...images !== undefined && { images },
    ...place !== undefined && { region: place },
  };
  try {
    return priceOf(estimateJob(job));
  } catch (error) {
    const unknown = error instanceof UnknownNameError ? error.kind : "";
    // The place of a gateway or a new provider is not known, and its models may be.
    if (unknown === "provider" && provider !== undefined) {
      return modelledOf({ ...call, provider: undefined });
    }
    return {
      notCounted: unknown === "model"
        ? `the model ${JSON.stringify(model)} is not in the tables`
        : messageOf(error),
    };
  }
}

/** The energy that a provider measured, at the place of the call. */
function measuredOf(
  { place }: Pick<SeenCall, "place">,
  reported: ReportedEnergy,
  modelled: CallPrice | undefined,
): Priced {
  const itEnergyKwh = reported.energyJ / J_PER_KWH;
  const measured = {
    method: "measured by the provider",
    reported: { ...reported, isUsed: true },
  } as const;
  if (modelled !== undefined) {
    const ratio = itEnergyKwh / modelled.itEnergyKwh;
    const emissionsKg = modelled.emissionsKg * ratio;
    const { pue, carbonIntensity } = modelled.uncertainty;
    const energy = spread("sensor-unstated");
    return {
      ...modelled,
      energyKwh: modelled.energyKwh * ratio,
      itEnergyKwh,
      emissionsKg,
      emissionsRangeKg: interval90({
        value: emissionsKg,
        factor: product(energy, pue, carbonIntensity),
      }),
      waterL: modelled.waterL * ratio,
      // The range of the model is wider than that of what was measured, and safe.
      waterRangeL: modelled.waterRangeL &&
        [modelled.waterRangeL[0] * ratio, modelled.waterRangeL[1] * ratio],
      embodiedKg: modelled.embodiedKg && modelled.embodiedKg * ratio,
      ...measured,
    };
  }
  try {
    const footprint = place === undefined
      ? footprintOf({
        itEnergyKwh,
        components: [],
        factor: spread("sensor-unstated"),
        figures: [],
      }, worldSite())
      : estimateJob({ energyKwh: itEnergyKwh, region: place });
    return { ...priceOf(footprint), ...measured };
  } catch (error) {
    return { notCounted: messageOf(error) };
  }
}

function priceOf(
  footprint: Footprint & Pick<Estimate, "callDetail">,
): CallPrice {
  const { energyKwh, itEnergyKwh, emissionsKg, waterL, place } = footprint;
  const tier = footprint.callDetail?.tier;
  return {
    energyKwh,
    itEnergyKwh,
    emissionsKg,
    emissionsRangeKg: footprint.emissionsRangeKg,
    waterL,
    waterRangeL: footprint.waterRangeL,
    embodiedKg: footprint.embodiedKg,
    place: place.name,
    method: "modelled",
    ...tier !== undefined && { tier },
    uncertainty: footprint.uncertainty,
    figures: footprint.sources,
  };
}
