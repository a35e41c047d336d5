import { atEdge } from "./session/edge.ts";
import { estimateJob } from "../estimate/estimate.ts";
import type { Job } from "../estimate/job.ts";
import type { Estimate } from "../estimate/result.ts";
import { withDefaults } from "./session/configure.ts";
import { cardDisplay, displayed } from "./session/display.ts";

const DISPLAY = cardDisplay<Estimate>((drawing, value) =>
  drawing.estimateCard(value)
);

/**
 * What a job emits: its energy, its emissions with their 90 % range, the offset that the provider
 * claims, the provider's cleanest region, and the source of every figure. In a notebook the result
 * shows itself.
 *
 * Energy is rated power × utilization × hours × PUE, emissions are energy × the carbon
 * intensity of the grid: location-based, never reduced by offsets. Energy that is known already
 * takes the place of the hardware and the hours, and a measured mean of the power that of the
 * utilization. Calls to a language model are the third kind of job: their energy is that of their
 * tokens, whose range says how well the model, its servers and its place are known.
 *
 * @param job Hardware and hours, energy, or a model and tokens; and a place, unless it is
 * configured or the usual one of a model's provider; see {@linkcode Job}
 * @returns Plain, frozen data; nothing in it is rounded
 * @throws {TypeError} If a field is missing, unknown or of the wrong type, or no place is given
 * @throws {RangeError} If a value is out of its range
 * @throws {UnknownNameError} If a name is not in the catalogue; with the nearest ones
 * @see Lacoste, Luccioni, Schmidt and Dandres 2019, Quantifying the carbon emissions of
 * machine learning: https://arxiv.org/abs/1910.09700
 *
 * @example The calculator of 2019: 1 V100 for 100 h at 300 W in Quebec, at 20 gCO2e/kWh
 * ```ts
 * import assert from "node:assert/strict";
 * import { estimate } from "@carboncell/carboncell";
 *
 * const { emissionsKg } = estimate({
 *   hardware: "Tesla V100-SXM2-32GB",
 *   hours: 100,
 *   provider: "aws",
 *   region: "ca-central-1",
 *   dataset: "lacoste-2019",
 * });
 * assert.equal(emissionsKg, 0.6); // 0.3 kW × 100 h × 20 g/kWh
 * ```
 *
 * @example Energy that a meter has counted
 * ```ts
 * import assert from "node:assert/strict";
 * import { estimate } from "@carboncell/carboncell";
 *
 * const { emissionsKg } = estimate({ energyKwh: 100, carbonIntensity: 50, pue: 1.2 });
 * assert.equal(emissionsKg, 6); // 100 kWh × 1.2 × 50 g/kWh
 * ```
 *
 * @example Ten thousand calls to a model, with a range of a factor of 4 each way
 * ```ts
 * import assert from "node:assert/strict";
 * import { estimate } from "@carboncell/carboncell";
 *
 * const { energyKwh, components, callDetail } = estimate({
 *   model: "gpt-4o",
 *   inputTokens: 1000,
 *   outputTokens: 500,
 *   calls: 10_000,
 * });
 * assert(energyKwh > 2 && energyKwh < 20); // Epoch AI: 0.3 Wh for a typical call
 * assert.deepEqual(components.map((part) => part.component), ["prefill", "decode", "host"]);
 * assert.equal(callDetail?.tier, "E"); // OpenAI does not publish the size
 * ```
 */
export function estimate(job: Job): Estimate {
  return atEdge(() => displayed(estimateJob(withDefaults(job)), DISPLAY));
}
