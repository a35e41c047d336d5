import { curveError, fitCalls, leaveOneSizeOut } from "./call_fit.ts";
import { measuredCalls } from "./measured_calls.ts";
import type { Spread } from "./types.ts";

/** Anchors of hosted services: their batches, sizes and overheads are what is not known. */
const ANCHORS = [
  "altman-2025",
  "deepseek-infra-2025",
  "epoch-chatgpt-2025",
  "oviedo-2026",
];

/** How far the energy of calls to language models may be off, by what is not known of them. */
export function callSpreads(): Spread[] {
  const rows = measuredCalls();
  const { inside } = leaveOneSizeOut(rows);
  const curve = curveError(rows, fitCalls(rows));
  const of = (
    id: string,
    what: string,
    sigma: number,
    n: number,
    method: string,
    source: string[],
  ): Spread => ({
    id: `call-${id}`,
    what,
    medianFactor: 1,
    sigma,
    n,
    method,
    source,
  });
  return [
    of(
      "fit",
      "energy of a token by the size of the model",
      inside.sigma,
      inside.n,
      "sd(ln(fit / measured)) of sizes left out one by one",
      ["ml-energy-v3"],
    ),
    of(
      "curve",
      "energy of a token of a model that was measured",
      curve.sigma,
      curve.n,
      "sd(ln(curve / measured))",
      ["ml-energy-v3"],
    ),
    of(
      "prefill",
      "energy of an input token by the active parameters",
      0.37,
      6,
      "sd(ln(measured / 0.0030 J per 1e9 active parameters)) of six prefills",
      ["irminsul-2026"],
    ),
    of(
      "batch",
      "requests in flight on a replica of a hosted service",
      0.59,
      12,
      "batches that published figures imply, 12 to 4,580",
      ANCHORS,
    ),
    of(
      "size",
      "size of a model whose maker does not publish it",
      0.48,
      0,
      "guesses of several authors differ by a factor of 2 each way",
      ["ecologits-0.11", "epoch-chatgpt-2025", "abacha-2024"],
    ),
    of(
      "host",
      "hosts and idle machines of a hosted service",
      0.2,
      0,
      "judged: one provider publishes its split",
      ["elsworth-2025"],
    ),
    of(
      "own-host",
      "host of a server of one's own",
      0.15,
      0,
      "judged: no idle machines that serve nobody",
      ["elsworth-2025"],
    ),
    of(
      "other-chips",
      "energy of a model on chips that are not GPUs, or on an unknown computer",
      Math.log(7.2) / 1.6449,
      0,
      "judged: nothing is published",
      ["ml-energy-v3"],
    ),
    of(
      "other-gpu",
      "energy of a model on a GPU that was not measured",
      0.5,
      0,
      "judged: the three that were measured, all with stacked memory, lie within 15 % of each other",
      ["ml-energy-v3"],
    ),
    of(
      "picture",
      "energy of a picture of a closed model",
      Math.log(7600 / 1600) / (2 * 1.6449),
      14,
      "ends of the measured range as those of 90 %",
      ["ml-energy-v3"],
    ),
    of(
      "embodied",
      "embodied emissions of a Wh of a hosted model",
      Math.log(0.065 / 0.025) / (2 * 1.6449),
      3,
      "ends of three estimates as those of 90 %",
      ["elsworth-2025"],
    ),
  ];
}
