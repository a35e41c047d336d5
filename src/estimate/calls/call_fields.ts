import * as v from "../../input.ts";
import type { PlaceQuery } from "../place/place_query.ts";

/** A model that is not in the catalogue, or whose size the user knows. */
export interface CustomModel {
  /** What to call it. */
  readonly name: string;
  /** All parameters, in 1e9. */
  readonly totalParametersB: number;
  /** Parameters that a token passes through, in 1e9. @default as many as all */
  readonly activeParametersB?: number;
  /** Bits of a weight. @default 8, or 16 for small models */
  readonly weightBits?: number;
}

/** What a job of calls to a model says. Tokens and pictures are those of one call. */
export interface CallFields {
  /** The model that is called: its name as an API has it, or one with its size. */
  readonly model?: string | CustomModel;
  /** Tokens of the input of a call, those from a cache among them. @default 0 */
  readonly inputTokens?: number;
  /** Those of them that are read from a cache. @default 0 */
  readonly cachedInputTokens?: number;
  /** Tokens of the answer of a call, those of its reasoning among them. */
  readonly outputTokens?: number;
  /** Number of calls. @default 1 */
  readonly calls?: number;
  /** Pictures that a call makes. @default 0 */
  readonly images?: number;
  /** Requests in flight on a replica of the model. @default 100, uncertain */
  readonly batch?: number;
  /** GPU that it runs on, as the catalogue has it. @default an H100, uncertain */
  readonly gpu?: string;
}

/** Calls with what is said of their place. */
export type CallJob = CallFields & PlaceQuery;

const amount = v.optional(v.number(v.least(0)));
const positive = v.optional(v.number(v.above(0)));

/** The shape of each field. */
export const CALL_SHAPE: Readonly<Record<keyof CallFields, v.Schema>> = {
  model: v.optional(v.either(
    v.text(),
    v.record({
      name: v.text(),
      totalParametersB: v.number(v.above(0)),
      activeParametersB: positive,
      weightBits: positive,
    }),
  )),
  inputTokens: amount,
  cachedInputTokens: amount,
  outputTokens: amount,
  calls: positive,
  images: amount,
  batch: positive,
  gpu: v.optional(v.text()),
};

const AMOUNT = "a finite number >= 0";
const POSITIVE = "a finite number > 0";

/** The shape of each field in the words of an error. */
export const CALL_WANTED: Readonly<Record<string, string>> = {
  model:
    "the name of a model, or { name, totalParametersB, activeParametersB, weightBits }",
  "model.name": "a name",
  "model.totalParametersB": `${POSITIVE}, in 1e9`,
  "model.activeParametersB": `${POSITIVE}, in 1e9`,
  "model.weightBits": POSITIVE,
  inputTokens: `${AMOUNT}, of one call`,
  cachedInputTokens: `${AMOUNT}, of one call`,
  outputTokens: `${AMOUNT}, of one call`,
  calls: POSITIVE,
  images: `${AMOUNT}, of one call`,
  batch: `${POSITIVE}, in requests`,
  gpu: "the name of a GPU",
};

/** The three kinds of job, in the words of an error. */
export const THREE_KINDS: string =
  "a job is one of three: hardware with hours, energyKwh, or calls to a model " +
  "(model with outputTokens)";

/** What goes with a model alone. */
const OF_CALLS = [
  "inputTokens",
  "cachedInputTokens",
  "outputTokens",
  "calls",
  "images",
  "batch",
  "gpu",
] as const;

/**
 * Refuses what goes with a model in a job that has none.
 * @param job A job without a model
 * @throws {TypeError} If a GPU is given in the place of hardware
 * @throws {RangeError} If tokens or the like are given
 */
export function refuseCalls(job: CallFields): void {
  const isGiven = (field: keyof CallFields) => job[field] !== undefined;
  // Most jobs have none, and sweeps have many jobs.
  if (!OF_CALLS.some(isGiven)) return;
  const given = OF_CALLS.filter(isGiven);
  if (given.length === 1 && job.gpu !== undefined) {
    throw new TypeError(
      'Cannot read the job as it has the unknown key "gpu" (did you mean "hardware"?): ' +
        "only with a model, gpu says what serves it",
    );
  }
  throw new RangeError(
    `Cannot read the job as it gives ${
      given.join(", ")
    } without a model: ${THREE_KINDS}`,
  );
}

/**
 * Checks what calls to a model say together.
 * @param job The job, each field of the right shape
 * @throws {TypeError} If tokens are missing
 * @throws {RangeError} If the fields contradict each other
 */
export function checkCalls(job: CallFields): void {
  const { model, inputTokens, cachedInputTokens = 0, outputTokens, images } =
    job;
  if (inputTokens === undefined && (outputTokens ?? images) === undefined) {
    throw new TypeError(
      "Cannot read the job as it says nothing of the calls: give outputTokens and inputTokens " +
        "of a call, or images",
    );
  }
  if (cachedInputTokens > (inputTokens ?? 0)) {
    throw new RangeError(
      "Cannot read the job as inputTokens must hold the cachedInputTokens, which are a part of " +
        `them: current values are ${inputTokens} and ${cachedInputTokens}`,
    );
  }
  if (typeof model !== "object") return;
  const { totalParametersB, activeParametersB = 0 } = model;
  if (activeParametersB > totalParametersB) {
    throw new RangeError(
      "Cannot read the job as model.activeParametersB must be a part of totalParametersB: " +
        `current values are ${activeParametersB} and ${totalParametersB}`,
    );
  }
}
