import rows from "../../data/power_models.json" with { type: "json" };
import type { Cited, DatedValue } from "./cited.ts";
import { once } from "../once.ts";

/** A coefficient of a power model. */
export interface PowerModel extends Cited, DatedValue {
  /** Unique key. */
  readonly id: string;
  /** What it models: `memory`, `vcpu`, `cpu-curve` … */
  readonly component: string;
  /** Key of the provider that it describes. */
  readonly provider?: string;
  /** Processor family that it describes; `unknown` is the mean of all. */
  readonly architecture?: string;
  /** Machine type that it describes. */
  readonly instance?: string;
  /** Power at no load, in W per unit. */
  readonly minWatts?: number;
  /** Power at full load, in W per unit. */
  readonly maxWatts?: number;
  /** The coefficient, if it is a single one. */
  readonly value?: number;
  /** Unit of the coefficient. */
  readonly unit: string;
  /** Size of a machine from which it holds, in GB. */
  readonly aboveGb?: number;
  /** Load at a point of a curve, 0 to 1. */
  readonly load?: number;
}

const MODELS = rows as readonly PowerModel[];

function modelOf(wanted: (row: PowerModel) => boolean): PowerModel {
  const found = MODELS.find(wanted);
  if (found === undefined) {
    throw new RangeError("Cannot find a coefficient in power_models.json");
  }
  return found;
}

/** The preferred power of memory: a `value` in W/GB. */
export function memoryModel(): PowerModel {
  return memory ??= modelOf((row) => row.component === "memory");
}

/** Where the power of memory bends, and how. */
export function memoryBend(): { aboveGb: number; exponent: number } {
  if (bend === undefined) {
    const row = modelOf(({ component }) => component === "memory-bend");
    bend = { aboveGb: row.aboveGb as number, exponent: row.value as number };
  }
  return bend;
}

let bend: { aboveGb: number; exponent: number } | undefined;
let memory: PowerModel | undefined;

/**
 * The power of a vCPU whose processor is not known: `minWatts` to `maxWatts`, in W. If the tables
 * lack the provider, it is that of another one.
 * @param provider Key of the provider
 */
export const vcpuModel: (provider: string) => PowerModel = once((provider) => {
  const isUnknown = (row: PowerModel) =>
    row.component === "vcpu" && row.architecture === "unknown";
  return MODELS.find((row) => isUnknown(row) && row.provider === provider) ??
    modelOf(isUnknown);
});

/**
 * The power of a processor that is not listed, by the class of its machine: `value` with
 * `minWatts` and `maxWatts`; of a server's, in W per thread.
 * @param machineClass `laptop`, `desktop` or `server`
 */
export const classPower: (machineClass: string) => PowerModel = once((
  machineClass,
) =>
  modelOf((row) =>
    row.component === "cpu-class" && row.architecture === machineClass
  )
);

/** A point of the load curve of processors. */
export interface CurvePoint extends DatedValue {
  /** Load, 0 to 1. */
  readonly load: number;
  /** Share of the TDP that is drawn. */
  readonly share: number;
}

/** The load curve of processors, sorted by load. */
export function cpuCurve(): readonly CurvePoint[] {
  return curve ??= MODELS.filter((row) => row.component === "cpu-curve")
    .map(({ load = 0, value: share = 0, source, year }) => (
      { load, share, source, year }
    ))
    .sort((a, b) => a.load - b.load);
}

let curve: readonly CurvePoint[] | undefined;
