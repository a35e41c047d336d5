import type {
  BatchCurve,
  LongAnswer,
  SizeFit,
} from "../../model/token_energy.ts";
import { once } from "../../once.ts";
import { accelerators } from "../accelerators.ts";
import { callTable, type ConstantName } from "./call_table.ts";

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

/** A figure that is not fitted. */
export function callConstant(name: ConstantName): CallConstant {
  return callTable().constants[name];
}

/** What the energy of an output token is computed from. */
export interface TokenFit {
  /** The fit by the size of a model. */
  readonly bySize: SizeFit;
  /** How the energy falls with the batch, by size. */
  readonly batchOfSize: BatchCurve;
  /** How it falls for a model that was measured. */
  readonly batchOfMeasured: BatchCurve;
  /** The power by which a measured model's energy changes with the bits of a weight. */
  readonly bitsPower: number;
  /** What long answers take more per token. */
  readonly longAnswer: LongAnswer;
}

/** The fitted coefficients. */
export const tokenFit: () => TokenFit = once((): TokenFit => {
  const { decode, curve, outside, long } = callTable();
  const below = callConstant("batchBelow").value;
  return {
    bySize: decode,
    batchOfSize: { ...outside, power: decode.batch, below },
    batchOfMeasured: { ...outside, power: curve.batch, below },
    bitsPower: curve.bits,
    longAnswer: long,
  };
});

/** The factors of a GPU beside an H100: by size, and for a model that was measured. */
export interface GpuFactors {
  readonly bySize: number;
  readonly measured: number;
}

/** The factors of a GPU; `undefined` if it was not measured. */
export function gpuFactors(name: string): GpuFactors | undefined {
  const [, card = ""] = /\b(h100|b200|a100)\b/i.exec(name) ?? [];
  const { decode, curve } = callTable();
  const factors: Readonly<Record<string, GpuFactors>> = {
    h100: { bySize: 1, measured: 1 },
    b200: { bySize: decode.b200, measured: curve.b200 },
    a100: { bySize: decode.a100, measured: decode.a100 },
  };
  return factors[card.toLowerCase()];
}

/** GPUs of this year and later have units for 16 bits, which the fit takes for granted. */
const FIRST_LIKE = 2017;

/**
 * How much is known of a device that serves a model: it was measured, it is a GPU of the same kind,
 * or it is another chip.
 */
export function gpuKnown(name: string): "measured" | "alike" | "other" {
  if (gpuFactors(name) !== undefined) return "measured";
  const { kind, year = 0 } = accelerators.get(name);
  return /^(?:gpu|apu|superchip)$/.test(kind) && year >= FIRST_LIKE
    ? "alike"
    : "other";
}

/** A model that was measured. */
export interface MeasuredLevel {
  /** Energy of an output token at a batch of 100 on an H100, in J of the GPUs. */
  readonly joules: number;
  /** Bits of a weight. */
  readonly bits: number;
}

const levels = once((): ReadonlyMap<string, MeasuredLevel> =>
  new Map(
    callTable().levels.map((
      [name, joules, bits],
    ) => [shortName(name), { joules, bits }]),
  )
);

/** The measured level of a model, by its name in the list. */
export function measuredLevel(model: string): MeasuredLevel | undefined {
  return levels().get(shortName(model));
}

const pictures = once((): ReadonlyMap<string, number> =>
  new Map(
    callTable().pictures.map(([name, joules]) => [shortName(name), joules]),
  )
);

/** Energy of a picture of a measured model, in J of the GPUs. */
export function pictureJ(model: string): number | undefined {
  return pictures().get(shortName(model));
}

/** Without the maker: the list has some by the name alone. */
function shortName(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1).replace(/-0528$/, "");
}
