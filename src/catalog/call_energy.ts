import table from "../../data/calls.json" with { type: "json" };
import type { BatchCurve, SizeFit } from "../model/token_energy.ts";

/** A figure of the energy of calls, with its range where there is one. */
export interface CallConstant {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  readonly unit: string;
  readonly what: string;
  readonly source: string;
  readonly year: number;
}

/** Figures that are not fitted. */
export const CALL_CONSTANTS: Readonly<
  Record<keyof typeof table.constants, CallConstant>
> = table.constants;

const { decode, curve, outside, long } = table;
const BELOW = table.constants.batchBelow.value;

/** The fit by the size of a model. */
export const SIZE_FIT: SizeFit = decode;

/** How the energy falls with the batch: by size, and for a model that was measured. */
export const BATCH_OF_SIZE: BatchCurve = {
  ...outside,
  power: decode.batch,
  below: BELOW,
};
export const BATCH_OF_MEASURED: BatchCurve = {
  ...outside,
  power: curve.batch,
  below: BELOW,
};

/** Answers from `fromTokens` on take `factor` times the energy per token. */
export const LONG_ANSWER: {
  readonly fromTokens: number;
  readonly factor: number;
} = long;

/** The power by which the energy of a measured model changes with the bits of a weight. */
export const BITS_POWER: number = curve.bits;

/** GPUs that were measured, with their factors beside an H100. */
const GPUS: Readonly<
  Record<string, { readonly bySize: number; readonly measured: number }>
> = {
  h100: { bySize: 1, measured: 1 },
  b200: { bySize: decode.b200, measured: curve.b200 },
  a100: { bySize: decode.a100, measured: decode.a100 },
};

/** The factors of a GPU; `undefined` if it was not measured. */
export function gpuFactors(
  name: string,
): { readonly bySize: number; readonly measured: number } | undefined {
  const [, card = ""] = /\b(h100|b200|a100)\b/i.exec(name) ?? [];
  return GPUS[card.toLowerCase()];
}

/** A model that was measured. */
export interface MeasuredLevel {
  /** Energy of an output token at a batch of 100 on an H100, in J of the GPUs. */
  readonly joules: number;
  /** Bits of a weight. */
  readonly bits: number;
}

let levels: ReadonlyMap<string, MeasuredLevel> | undefined;

/** The measured level of a model, by its name in the list. */
export function measuredLevel(model: string): MeasuredLevel | undefined {
  levels ??= new Map(
    (table.levels as [string, number, number][]).map(
      ([name, joules, bits]) => [shortName(name), { joules, bits }],
    ),
  );
  return levels.get(shortName(model));
}

let pictures: ReadonlyMap<string, number> | undefined;

/** Energy of a picture of a measured model, in J of the GPUs. */
export function pictureJ(model: string): number | undefined {
  pictures ??= new Map(
    (table.pictures as [string, number][]).map(([name, joules]) => [
      shortName(name),
      joules,
    ]),
  );
  return pictures.get(shortName(model));
}

/** Without the maker: the list has some by the name alone. */
function shortName(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1).replace(/-0528$/, "");
}
