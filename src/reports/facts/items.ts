import { shown } from "../../input.ts";
import type { Comparison } from "../../estimate/compare.ts";
import type { RegionComparison } from "../../estimate/compare_regions.ts";
import type { Job } from "../../estimate/job.ts";
import { hasFootprint } from "../../estimate/has_footprint.ts";
import type { ReportOptions } from "./report_options.ts";
import type { RunOrEstimate } from "./item_facts.ts";

/** What a report can hold: a run, also of a ledger; an estimate; a comparison of jobs and runs, or of places. */
export type Reportable = RunOrEstimate | Comparison | RegionComparison;

/** One thing or several; lists in the list are taken apart. */
export type Reportables =
  | Reportable
  | readonly (Reportable | readonly Reportable[])[];

/** What a report was given, by its kind, each thing once. */
export interface SortedItems {
  /** Runs and estimates, in the order given. */
  readonly reckoned: readonly RunOrEstimate[];
  /** Comparisons of jobs and runs. */
  readonly comparisons: readonly Comparison[];
  /** Comparisons of places. */
  readonly regions: readonly RegionComparison[];
}

/**
 * What a report was given, by its kind.
 * @param items What the user gave
 * @param options With what to relate the emissions to, which takes emissions
 * @throws {TypeError} If something is neither, such as a job or a run that goes on
 * @throws {RangeError} If there is nothing
 */
export function sortedItems(
  items: Reportables,
  { per }: Pick<ReportOptions, "per"> = {},
): SortedItems {
  // What the types allow, and whatever was given in spite of them.
  const given = [items].flat(2) as readonly (Reportable | Job)[];
  if (given.length === 0) {
    throw new RangeError(
      "Cannot report nothing: give runs, estimates or comparisons",
    );
  }
  const reckoned = new Map<unknown, RunOrEstimate>();
  const comparisons = new Set<Comparison>();
  const regions = new Set<RegionComparison>();
  for (const item of given) {
    if (isComparison(item)) {
      if ("itEnergyKwh" in item) regions.add(item);
      else comparisons.add(item);
    } else if (isRunOrEstimate(item)) {
      // A run comes from a ledger and from its cell, as two objects of one id.
      reckoned.set("id" in item ? item.id : item, item);
    } else {
      throw new TypeError(
        `Cannot report as each item must be a run, an estimate or what compare() or compareRegions() returns: current value is ${
          shown(item)
        }`,
      );
    }
  }
  if (per !== undefined && reckoned.size === 0) {
    throw new RangeError(
      `Cannot report emissions per ${
        shown(per.unit)
      } as there are only comparisons: give a run or an estimate`,
    );
  }
  return {
    reckoned: [...reckoned.values()],
    comparisons: [...comparisons],
    regions: [...regions],
  };
}

function isComparison(
  item: Reportable | Job,
): item is Comparison | RegionComparison {
  return typeof item === "object" && item !== null && "rows" in item &&
    "bases" in item;
}

/** An imported run has the figures of its tool, and no uncertainty by which to know the others. */
function isRunOrEstimate(item: Reportable | Job): item is RunOrEstimate {
  return hasFootprint<Exclude<RunOrEstimate, { origin: object }>>(
    item as Job,
    "report",
  ) || (typeof item === "object" && item !== null && "origin" in item &&
    "energyKwh" in item);
}
