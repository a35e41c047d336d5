import { figureOf } from "../../catalog/sourced_figure.ts";
import type { CallDetail, Tier } from "../../estimate/calls/call_detail.ts";
import type { NormalJob } from "../../estimate/job.ts";
import type { Estimate } from "../../estimate/result.ts";
import type { Fact } from "../../document/document.ts";
import { energy, exact, mass, number, volume } from "../../format.ts";
import { Z_95 } from "../../model/interval.ts";
import { G_PER_KG } from "../../units.ts";

/** An estimate of calls to a model. */
export type CallEstimate = Estimate & { readonly callDetail: CallDetail };

/** Whether an estimate is one of calls to a model. */
export function isOfCalls(estimate: Estimate): estimate is CallEstimate {
  return estimate.callDetail !== undefined;
}

/**
 * What was called, such as `10,000 calls to gpt-4o`.
 * @param job A job of calls; `undefined` and other jobs have no such text
 */
export function callsText(job: NormalJob | undefined): string | undefined {
  if (job?.model === undefined) return undefined;
  const { model, calls = 1 } = job;
  const name = typeof model === "string" ? model : model.name;
  return `${exact(calls)} ${calls === 1 ? "call" : "calls"} to ${name}`;
}

/** How the energy of each tier is known. */
const TIERS: Readonly<Record<Tier, string>> = {
  B: "own server, batch and measured GPU given",
  C: "hosted, the model was measured",
  D: "by the size of the model, or a GPU not measured",
  E: "hosted, its size is a guess",
  F: "unknown computer or other chips",
};

/** What a card of calls shows at a glance. */
export function callFacts(estimate: CallEstimate): Fact[] {
  const { callDetail, energyKwh, pue, waterL } = estimate;
  const { calls, tier, waterSiteL, waterGridL } = callDetail;
  const reach = Math.exp(Z_95 * estimate.uncertainty.energy.sigma);
  return [
    tokensFact(estimate),
    {
      label: "Energy",
      value: energy(energyKwh),
      note: calls === 1
        ? `PUE ${exact(pue)}`
        : `${energy(energyKwh / calls)} a call, PUE ${exact(pue)}`,
    },
    {
      label: `Tier ${tier}`,
      value: `energy × or ÷ ${number(reach, 2)}`,
      note: TIERS[tier],
    },
    {
      label: "Water",
      value: volume(waterL),
      note: `${volume(waterSiteL)} on site, ${
        volume(waterGridL)
      } in power plants`,
    },
  ];
}

function tokensFact({ job, callDetail, sources }: CallEstimate): Fact {
  const { inputTokens = 0, cachedInputTokens = 0, outputTokens = 0 } = job;
  const { images = 0 } = job;
  const parts = [
    ...(inputTokens > 0 ? [`${exact(inputTokens)} in`] : []),
    ...(outputTokens > 0 ? [`${exact(outputTokens)} out`] : []),
  ];
  const pictures = images > 0
    ? [`${exact(images)} ${images === 1 ? "picture" : "pictures"}`]
    : [];
  const isOfPictures = parts.length === 0 && images > 0;
  return {
    label: isOfPictures ? "Pictures a call" : "Tokens a call",
    value: isOfPictures ? exact(images) : parts.join(", ") || "none",
    note: [
      ...(cachedInputTokens > 0
        ? [`${exact(cachedInputTokens)} from a cache`]
        : []),
      ...(parts.length > 0 ? pictures : []),
      `served by ${callDetail.provider ?? "a server of your own"}`,
      ...(figureOf(sources, "intensity")?.assumed ? ["place assumed"] : []),
    ].join(", "),
  };
}

/** The emissions of a functional unit, as the SCI for AI has them. */
export function unitFact({ callDetail }: CallEstimate): Fact {
  const { gramsPerCall, gramsPerMillionTokens } = callDetail;
  return {
    label: "A call emits",
    value: mass(gramsPerCall / G_PER_KG),
    ...(gramsPerMillionTokens !== undefined && {
      note: `${mass(gramsPerMillionTokens / G_PER_KG)} per million tokens`,
    }),
  };
}
