import { frozen } from "../../frozen.ts";
import { once } from "../../once.ts";
import type { Basis } from "../../catalog/basis.ts";
import { differenceInterval90, interval90 } from "../../model/interval.ts";
import { VERSION, type Version } from "../../version.ts";
import { type Cause, causesOf } from "./causes.ts";
import { shown } from "../../input.ts";
import type { Job } from "../job.ts";
import type { Estimate, Footprint } from "../result.ts";
import { sharedFactors } from "./shared_factors.ts";
import {
  type EstimateOrRun,
  hasFootprint,
  type Measured,
} from "../has_footprint.ts";

/** An entry of a comparison, compared with the first entry. */
export interface ComparisonRow {
  /** Its name. */
  readonly name: string;
  /** What was estimated of a job, or measured of a run. */
  readonly estimate: Footprint;
  /** These emissions minus those of the first entry, in kgCO2e; negative if they are lower. */
  readonly differenceKg: number;
  /** The 90 % range of the difference, in kgCO2e. */
  readonly differenceRangeKg: readonly [low: number, high: number];
  /** These emissions / those of the first entry; `undefined` if that emits nothing. */
  readonly ratio: number | undefined;
  /** The 90 % range of the ratio. */
  readonly ratioRange: readonly [low: number, high: number] | undefined;
  /** Where the difference comes from: power, hours, PUE and carbon intensity. */
  readonly causes: readonly Cause[];
}

/** Jobs and runs side by side; each is compared with the first. */
export interface Comparison {
  /** The entries in the order of the object's keys: JavaScript puts whole numbers first. */
  readonly rows: readonly ComparisonRow[];
  /** The bases of the intensities; figures with different bases must not be compared. */
  readonly bases: readonly Basis[];
  /** What it was made with. */
  readonly version: Version;
}

/** What is compared, under the names to show or in a list. */
export type Compared = Estimate | Measured | Job;

/**
 * Compares jobs and runs. See `compare` of the module, which also displays the result.
 * @param entries Jobs, estimates and runs by name
 * @param estimated Estimates a job
 */
export function compareEntries(
  entries: Readonly<Record<string, Compared>> | readonly Compared[],
  estimated: (job: Job) => Estimate,
): Comparison {
  if (!Array.isArray(entries) && !isRecord(entries)) {
    throw new TypeError(
      `Cannot compare as entries must be jobs, estimates and runs, by name or in a list: current value is ${
        shown(entries)
      }`,
    );
  }
  const kept = once(frozenOrCopied);
  const named = entriesOf(entries).map(([name, entry]) => {
    if (!isRecord(entry)) {
      throw new TypeError(
        `Cannot compare as entry ${
          shown(name)
        } must be a job, an estimate or a run: current value is ${
          shown(entry)
        }`,
      );
    }
    const doing = `compare entry ${shown(name)}`;
    const isKnown = hasFootprint<EstimateOrRun>(entry, doing);
    return {
      name,
      estimate: isKnown ? kept(entry) : Object.freeze(estimated(entry)),
    };
  });
  const [first] = named;
  if (first === undefined || named.length < 2) {
    throw new RangeError(
      `Cannot compare fewer than 2 entries: current number is ${named.length}`,
    );
  }
  return {
    rows: frozen(named.map((entry) => rowOf(entry, first.estimate))),
    bases: frozen([
      ...new Set(named.flatMap(({ estimate }) => estimate.place.basis ?? [])),
    ]),
    version: VERSION,
  };
}

/** Entries of a list have the names of their runs, or their numbers. */
function entriesOf(
  entries: Readonly<Record<string, Compared>> | readonly Compared[],
): readonly (readonly [string, Compared])[] {
  if (!Array.isArray(entries)) return Object.entries(entries);
  const names = new Map<string, number>();
  return entries.map((entry: Compared, i) => {
    const own = (entry as { readonly name?: unknown } | null)?.name;
    const name = typeof own === "string" ? own : `entry ${i + 1}`;
    const times = (names.get(name) ?? 0) + 1;
    names.set(name, times);
    return [times === 1 ? name : `${name} (${times})`, entry];
  });
}

/** A result that was made by hand can change later, so it is copied. */
function frozenOrCopied(result: EstimateOrRun): EstimateOrRun {
  return Object.isFrozen(result) ? result : Object.freeze({ ...result });
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    !(value instanceof Map);
}

function rowOf(
  { name, estimate }: { name: string; estimate: EstimateOrRun },
  first: EstimateOrRun,
): ComparisonRow {
  const factors = sharedFactors(first, estimate);
  const differenceKg = estimate.emissionsKg - first.emissionsKg;
  const differenceRangeKg = differenceInterval90(
    { value: estimate.emissionsKg, factor: factors.other },
    { value: first.emissionsKg, factor: factors.first },
    factors.shared,
  );
  const ratio = first.emissionsKg === 0
    ? undefined
    : estimate.emissionsKg / first.emissionsKg;
  // What both share cancels out.
  const factor = {
    medianFactor: factors.other.medianFactor / factors.first.medianFactor,
    sigma: Math.hypot(factors.other.sigma, factors.first.sigma),
  };
  return {
    name,
    estimate,
    differenceKg,
    differenceRangeKg,
    ratio,
    ratioRange: ratio === undefined
      ? undefined
      : interval90({ value: ratio, factor }),
    causes: causesOf(first, estimate),
  };
}
