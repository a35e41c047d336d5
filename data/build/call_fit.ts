/**
 * Fits the energy of an output token to the measured rows, and says how far off it is for sizes that
 * it has not seen.
 *
 * ```sh
 * deno run -R data/build/call_fit.ts
 * ```
 */
import { leastSquares } from "./least_squares.ts";
import { type MeasuredCall, measuredCalls } from "./measured_calls.ts";
import { mean, sd } from "./statistics.ts";
import type { CallEnergy } from "./types.ts";

type Fitted = Pick<CallEnergy, "decode" | "outside" | "curve" | "long">;

/** The fit, and J per output token of each measured model. */
export interface CallFit extends Fitted {
  levels: CallEnergy["levels"];
}

/** Batches of the fit; beyond, only the shape of the curve is fitted. */
const FROM = 32;
const TO = 512;

/**
 * Answers of fewer tokens than the first are short, of more than the last long. None that was measured
 * lies between them (1,464 or 1,861 at most of short ones, 5,035 at least of long ones).
 */
const LONG = [2000, 5000] as const;

/** How much of the factor of long answers an answer has, 0 to 1, by the logarithm of its tokens. */
function longShare({ tokens }: Pick<MeasuredCall, "tokens">): number {
  const [from, to] = LONG;
  return Math.min(
    Math.max(Math.log(tokens / from) / Math.log(to / from), 0),
    1,
  );
}

/** Batches are measured a little below the one that is asked for: 31.97 of 32. */
const isInside = ({ batch }: MeasuredCall) =>
  batch > FROM - 0.5 && batch < TO + 0.5;

const isText = ({ source, task }: MeasuredCall) =>
  source === "ml-energy-v3" && task !== "image";

/** ln B beside a batch of 100. */
const lnBatch = ({ batch }: Pick<MeasuredCall, "batch">) =>
  Math.log(batch / 100);

/** Fits all coefficients to the measured rows. */
export function fitCalls(rows: readonly MeasuredCall[]): CallFit {
  const text = rows.filter(isText);
  const inside = text.filter(isInside);
  const curve = fitCurve(inside);
  const a100 = fitA100(rows.filter((row) => row.source === "ml-energy-v2"));
  const main = fitSizes(inside, curve.long, []);
  const whole = fitSizes(text, curve.long, [
    (row) => lnBatch(row) ** 2,
  ]);
  const [constant, active, weights, b200, batch] = main as Five;
  return {
    decode: {
      // From a batch of 100 to one of 1
      constant: Math.exp(constant - batch * Math.log(100)),
      active,
      weights,
      batch,
      b200: Math.exp(b200),
      a100,
    },
    outside: { from: FROM, to: TO, linear: whole[4]!, square: whole[5]! },
    curve: { batch: curve.batch, b200: curve.b200, bits: curve.bits },
    long: { fromTokens: LONG[0], toTokens: LONG[1], factor: curve.long },
    levels: curve.levels,
  };
}

type Five = [number, number, number, number, number];

/** Each size counts alike, however often it was measured. */
function fitSizes(
  rows: readonly MeasuredCall[],
  long: number,
  more: readonly ((row: MeasuredCall) => number)[],
): number[] {
  const counts = Map.groupBy(rows, sizeOf);
  return leastSquares(rows.map((row) => ({
    terms: [
      1,
      Math.log(row.activeB),
      Math.log(row.weightsGb),
      row.gpu === "B200" ? 1 : 0,
      lnBatch(row),
      ...more.map((term) => term(row)),
    ],
    value: Math.log(row.joules / long ** longShare(row)),
    weight: 1 / counts.get(sizeOf(row))!.length,
  })));
}

function sizeOf({ activeB, totalB }: MeasuredCall): string {
  return `${activeB} of ${totalB}`;
}

/** One level for each model, and what they have in common. */
function fitCurve(inside: readonly MeasuredCall[]) {
  const models = [...new Set(inside.map(({ model }) => model))].sort();
  const bitsOf = new Map(models.map((model) => [
    model,
    Math.max(...inside.filter((r) => r.model === model).map((r) => r.bits)),
  ]));
  const found = leastSquares(inside.map((row) => ({
    terms: [
      ...models.map((model) => model === row.model ? 1 : 0),
      lnBatch(row),
      row.gpu === "B200" ? 1 : 0,
      longShare(row),
      Math.log(row.bits / bitsOf.get(row.model)!),
    ],
    value: Math.log(row.joules),
    weight: 1,
  })));
  const [batch, b200, long, bits] = found.slice(models.length);
  return {
    levels: models.map((model, i): [string, number, number] => [
      model,
      Math.exp(found[i]!),
      bitsOf.get(model)!,
    ]),
    batch: batch!,
    b200: Math.exp(b200!),
    long: Math.exp(long!),
    bits: bits!,
  };
}

/** An A100 beside an H100, by the same models with older software. */
function fitA100(rows: readonly MeasuredCall[]): number {
  const models = [...new Set(rows.map(({ model }) => model))];
  const found = leastSquares(rows.map((row) => ({
    terms: [
      ...models.map((model) => model === row.model ? 1 : 0),
      lnBatch(row),
      lnBatch(row) ** 2,
      row.gpu === "A100" ? 1 : 0,
    ],
    value: Math.log(row.joules),
    weight: 1,
  })));
  return Math.exp(found.at(-1)!);
}

/**
 * Energy of an output token by the size of the model, in J.
 * @param fit The coefficients
 * @param row The model, GPU, batch and length of an answer
 */
export function bySize(fit: Fitted, row: MeasuredCall): number {
  const { constant, active, weights, batch, b200 } = fit.decode;
  return constant * row.activeB ** active * row.weightsGb ** weights *
    batchFactor(fit, batch, row.batch) * (row.gpu === "B200" ? b200 : 1) *
    fit.long.factor ** longShare(row);
}

/** The factor of a batch: a power between the two ends, the shape of the wider fit beyond them. */
function batchFactor(
  { outside }: Fitted,
  power: number,
  batch: number,
): number {
  const { from, to, linear, square } = outside;
  const shape = (b: number) =>
    linear * Math.log(b / 100) + square * Math.log(b / 100) ** 2;
  const end = Math.min(Math.max(batch, from), to);
  return end ** power * Math.exp(shape(batch) - shape(end));
}

/** How far a fit is off: its bias as a factor, and the spread of ln(fit / measured). */
export interface FitError {
  n: number;
  bias: number;
  sigma: number;
}

/** ln(fit / measured) of a row of a size that the fit has not seen. */
export interface UnseenError {
  row: MeasuredCall;
  ln: number;
  /** Whether its batch is one that the fit is for. */
  isInside: boolean;
}

/** The errors of the fit for rows of sizes that it has not seen. */
export function unseenErrors(all: readonly MeasuredCall[]): UnseenError[] {
  const text = all.filter(isText);
  return [...Map.groupBy(text, sizeOf)].flatMap(([size, rows]) => {
    const fit = fitCalls(all.filter((row) => sizeOf(row) !== size));
    return rows.map((row) => ({
      row,
      ln: Math.log(bySize(fit, row) / row.joules),
      isInside: isInside(row),
    }));
  });
}

/** The bias and spread of logarithms of ratios. */
export function errorOf(lns: readonly number[]): FitError {
  return { n: lns.length, bias: Math.exp(mean(lns)), sigma: sd(lns) };
}

/** The error of the fit for each size that it has not seen. */
export function leaveOneSizeOut(
  all: readonly MeasuredCall[],
): { inside: FitError; whole: FitError } {
  const errors = unseenErrors(all);
  return {
    inside: errorOf(errors.filter((e) => e.isInside).map(({ ln }) => ln)),
    whole: errorOf(errors.map(({ ln }) => ln)),
  };
}

/** The error of the curves on the rows that they were fitted on. */
export function curveError(
  all: readonly MeasuredCall[],
  fit: CallFit,
): FitError {
  const levels = new Map(fit.levels.map(([model, ...rest]) => [model, rest]));
  const lns = all.filter((row) => isText(row) && isInside(row)).map((row) => {
    const [joules, bits] = levels.get(row.model)!;
    const { batch, b200, bits: power } = fit.curve;
    return Math.log(
      joules! * (row.batch / 100) ** batch * (row.gpu === "B200" ? b200 : 1) *
        fit.long.factor ** longShare(row) *
        (row.bits / bits!) ** power / row.joules,
    );
  });
  return errorOf(lns);
}

if (import.meta.main) {
  const rows = measuredCalls();
  const fit = fitCalls(rows);
  const say = (what: string, { n, bias, sigma }: FitError) =>
    // deno-lint-ignore no-console
    console.log(
      `${what}: ${n} rows, bias × ${bias.toFixed(2)}, sigma ${
        sigma.toFixed(3)
      }`,
    );
  // deno-lint-ignore no-console
  console.log(fit);
  const { inside, whole } = leaveOneSizeOut(rows);
  say("leaving one size out, batch 32 to 512", inside);
  say("leaving one size out, all batches", whole);
  say("curves of measured models", curveError(rows, fit));
}
