import { callConstant } from "../catalog/models/call_energy.ts";
import { published } from "../catalog/sourced_figure.ts";
import { spread } from "../catalog/spreads.ts";
import { between90, interval90, product, sum } from "../model/interval.ts";
import { G_PER_KG, W_PER_KW } from "../units.ts";
import type { Boundary } from "./boundary.ts";
import type { Embodied } from "./embodied.ts";
import { footprintOf } from "./footprint.ts";
import type { Job } from "./job.ts";
import { withOwnFigures } from "./place/own_figures.ts";
import type { Footprint } from "./result.ts";
import type { CallDetail } from "./calls/call_detail.ts";
import type { CallPlan } from "./call_plan.ts";
import { callSite } from "./calls/call_site.ts";

/**
 * Computes the footprint of calls to a model.
 * @param job A checked job of calls
 * @param plan Its model and energy
 */
export function footprintOfCalls(
  job: Job,
  { served, call, energy }: CallPlan,
): Footprint & { readonly callDetail: CallDetail } {
  const { site: found, waterFactor } = callSite(job, served);
  const site = withOwnFigures(found, job);
  const facilityKwh = energy.itEnergyKwh * site.pue.figure.value;
  const factor = product(energy.factor, site.pue.spread);
  const footprint = footprintOf(
    energy,
    site,
    job,
    job.embodied === false ? undefined : embodiedOf(facilityKwh, factor),
  );
  const onSite = {
    value: energy.itEnergyKwh * site.wueSite.value,
    factor: waterFactor ?? spread("water-site"),
  };
  const inPlants = {
    value: facilityKwh * site.wueGrid.value,
    factor: product(spread("water-grid"), site.pue.spread),
  };
  const water = onSite.value + inPlants.value;
  const ofWater = onSite.value > 0 ? sum([onSite, inPlants]) : inPlants.factor;
  const { calls = 1, inputTokens = 0, outputTokens = 0 } = job;
  const tokens = calls * (inputTokens + outputTokens);
  const grams = footprint.emissionsKg * G_PER_KG;
  return {
    ...footprint,
    boundary: boundaryOf(footprint, served.provider !== undefined),
    waterL: water,
    waterRangeL: interval90({
      value: water,
      factor: product(ofWater, energy.factor),
    }),
    callDetail: {
      model: served.model.name,
      provider: served.provider?.provider,
      tier: call.tier,
      batch: call.batch,
      calls,
      tokens,
      gramsPerCall: grams / calls,
      gramsPerMillionTokens: tokens > 0 ? grams / tokens * 1e6 : undefined,
      waterSiteL: onSite.value,
      waterGridL: inPlants.value,
      unknowns: call.unknowns,
    },
  };
}

function embodiedOf(
  facilityKwh: number,
  energy: { readonly medianFactor: number; readonly sigma: number },
): Embodied {
  const { value, low = value, high = value, what, unit, source, year } =
    callConstant("embodied");
  const embodiedKg = facilityKwh * W_PER_KW * value / G_PER_KG;
  const factor = between90(low / value, high / value);
  return {
    embodiedKg,
    embodiedRangeKg: interval90({
      value: embodiedKg,
      factor: product(energy, factor),
    }),
    figures: [
      published({ role: "embodied", what, value, unit }, source, year, true),
    ],
  };
}

/** What is not counted of calls. */
const NOT_COUNTED = Object.freeze([
  "training of the model",
  "network",
  "the computer that calls",
]);

/** Calls are what a provider does; a server of one's own is not. */
function boundaryOf(
  { boundary }: Footprint,
  isHosted: boolean,
): Boundary {
  return Object.freeze({
    ...(boundary as Boundary),
    scope: isHosted ? 3 : (boundary as Boundary).scope,
    notCounted: NOT_COUNTED,
  });
}
