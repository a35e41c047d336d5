import {
  callConstant,
  gpuFactors,
  gpuKnown,
  measuredLevel,
  pictureJ,
  tokenFit,
} from "../../catalog/models/call_energy.ts";
import { spread } from "../../catalog/spreads.ts";
import { Z_95 } from "../../model/interval.ts";
import {
  batchFactor,
  lengthFactor,
  prefillJ,
  tokenJ,
} from "../../model/token_energy.ts";
import { once } from "../../once.ts";
import type { CallJob } from "./call_fields.ts";
import type { Tier, Unknown } from "./call_detail.ts";
import type { ServedModel } from "./served_model.ts";

/** GPU energy of one call, in J, and what is not known about it. */
export interface CallEnergy {
  readonly prefillJ: number;
  readonly decodeJ: number;
  readonly picturesJ: number;
  /** Energy of an output token, in J. */
  readonly perTokenJ: number;
  /** Energy of a picture, in J. */
  readonly perPictureJ: number;
  readonly batch: number;
  readonly isMeasured: boolean;
  readonly tier: Tier;
  readonly unknowns: readonly Unknown[];
}

/**
 * Computes the GPU energy of a call.
 * @param job A checked job of calls
 * @param served Its model and who serves it
 */
export function callEnergy(job: CallJob, served: ServedModel): CallEnergy {
  const { model } = served;
  const { inputTokens = 0, cachedInputTokens = 0, outputTokens = 0 } = job;
  const { images = 0 } = job;
  const batch = job.batch ?? callConstant("batch").value;
  const isText = model.kind !== "picture";
  const level = isText ? measuredOf(served) : undefined;
  const perTokenJ = model.kind === "text"
    ? perToken(served, level, batch, outputTokens)
    : 0;
  const perPictureJ = pictureJ(model.name) ?? callConstant("picture").value;
  const tier = tierOf(job, served, level !== undefined);
  const inputJ = (cachedShare: number) =>
    isText
      ? prefillJ(
        callConstant("prefill").value,
        model.activeParametersB,
        inputTokens,
        cachedInputTokens,
        cachedShare,
      )
      : 0;
  const decodeJ = perTokenJ * outputTokens;
  const picturesJ = images > 0 ? perPictureJ * images : 0;
  return {
    prefillJ: inputJ(callConstant("cached").value),
    decodeJ,
    picturesJ,
    perTokenJ,
    perPictureJ,
    batch,
    isMeasured: level !== undefined,
    tier,
    unknowns: withLongContext(job, served, [
      ...unknownsOf(job, served, tier, level !== undefined),
      ...inputUnknowns(served, inputJ, decodeJ + picturesJ),
    ]),
  };
}

/** What is not known of the input, as far as it counts in the whole. */
function inputUnknowns(
  { model: { name, kind } }: ServedModel,
  inputJ: (cachedShare: number) => number,
  outputJ: number,
): Unknown[] {
  const { value, low = value, high = value } = callConstant("cached");
  const input = inputJ(value);
  if (input === 0) return [];
  const all: Unknown[] = [];
  if (kind === "text") {
    const share = input / (input + outputJ);
    const sigma = share * spread("call-prefill").sigma;
    all.push({ what: "input", of: name, sigma });
  }
  const [least, most] = [inputJ(low) + outputJ, inputJ(high) + outputJ];
  if (most > least) {
    const sigma = Math.log(most / least) / (2 * Z_95);
    all.push({ what: "cache", of: name, sigma });
  }
  return all;
}

/** What is not known, with that of a long context. */
function withLongContext(
  { inputTokens = 0, outputTokens = 0 }: CallJob,
  { model: { name } }: ServedModel,
  all: readonly Unknown[],
): readonly Unknown[] {
  if (inputTokens + outputTokens <= callConstant("longContext").value) {
    return all;
  }
  const before = sigmaOf(all);
  const sigma = Math.sqrt((before + LONG_CONTEXT) ** 2 - before ** 2);
  return [...all, { what: "long context", of: name, sigma }];
}

/** The own level of a measured model, at the bits that it is served with. */
function measuredOf({ model, isOwnSize }: ServedModel): number | undefined {
  const level = isOwnSize ? undefined : measuredLevel(model.name);
  return level &&
    level.joules * (model.weightBits / level.bits) ** tokenFit().bitsPower;
}

function perToken(
  { model, gpu }: ServedModel,
  level: number | undefined,
  batch: number,
  outputTokens: number,
): number {
  const factors = gpu === undefined ? undefined : gpuFactors(gpu);
  const { activeParametersB, totalParametersB, weightBits } = model;
  return lengthFactor(tokenFit().longAnswer, outputTokens) *
    (level === undefined
      ? tokenJ(
        tokenFit().bySize,
        activeParametersB,
        totalParametersB,
        weightBits,
      ) *
        batchFactor(tokenFit().batchOfSize, batch) * (factors?.bySize ?? 1)
      : level * batchFactor(tokenFit().batchOfMeasured, batch) / at100() *
        (factors?.measured ?? 1));
}

/** Levels are those at a batch of 100. */
const at100 = once(() => batchFactor(tokenFit().batchOfMeasured, 100));

function tierOf(
  job: CallJob,
  { model, provider, gpu }: ServedModel,
  isMeasured: boolean,
): Tier {
  if (provider?.serves === "other chips") return "F";
  const known = gpu === undefined ? undefined : gpuKnown(gpu);
  if (known === "other") return "F";
  if (provider === undefined) {
    if (known === undefined || job.batch === undefined) return "F";
    return known === "measured" ? "B" : "D";
  }
  if (model.size === "guessed") return "E";
  if (known === "alike") return "D";
  return isMeasured || pictureJ(model.name) !== undefined ? "C" : "D";
}

/** What is not known, and of what: results that have it in common are off alike. */
function unknownsOf(
  job: CallJob,
  served: ServedModel,
  tier: Tier,
  isMeasured: boolean,
): Unknown[] {
  const { model, provider, gpu } = served;
  const where = provider?.provider ?? "own server";
  const unknown = (what: string, of: string, id: string): Unknown => ({
    what,
    of,
    sigma: spread(id).sigma,
  });
  const { name, kind } = model;
  if (tier === "F") {
    return [unknown("chips", `${name} at ${where}`, "call-other-chips")];
  }
  // Software and answers of one's own server differ from those that were measured.
  const isKnown = provider !== undefined &&
    (isMeasured || pictureJ(name) !== undefined);
  const all = [
    isKnown
      ? unknown("curve", name, "call-curve")
      : unknown(FITS[kind], name, `call-${FITS[kind]}`),
  ];
  // Only an answer is written token by token, for the whole batch at once.
  if (job.batch === undefined && kind === "text") {
    all.push(unknown("batch", `${name} at ${where}`, "call-batch"));
  }
  if (model.size === "guessed" && kind !== "picture") {
    all.push({ what: "size", of: name, sigma: sigmaOfSize(served) });
  }
  all.push(unknown(
    "host",
    where,
    provider === undefined ? "call-own-host" : "call-host",
  ));
  if (gpu !== undefined && gpuKnown(gpu) !== "measured") {
    all.push(unknown("gpu", gpu, "call-other-gpu"));
  }
  return all;
}

/** What is used where a model was not measured. */
const FITS = {
  text: "fit",
  embedding: "prefill",
  picture: "picture",
} as const;

/** What a long context adds to the spread. */
const LONG_CONTEXT = 0.2;

/** The spread of guesses, or that of the sizes that the model may have if that is wider. */
function sigmaOfSize({ model }: ServedModel): number {
  const usual = spread("call-size").sigma;
  const { totalRangeB, activeRangeB, weightBits } = model;
  if (totalRangeB === undefined && activeRangeB === undefined) return usual;
  const [low, high] = [0, 1].map((end) =>
    tokenJ(
      tokenFit().bySize,
      activeRangeB?.[end] ?? model.activeParametersB,
      totalRangeB?.[end] ?? model.totalParametersB,
      weightBits,
    )
  ) as [number, number];
  return Math.max(usual, Math.log(high / low) / (2 * Z_95));
}

/** The spread of all that is not known together. */
export function sigmaOf(unknowns: readonly Unknown[]): number {
  return Math.hypot(...unknowns.map(({ sigma }) => sigma));
}
