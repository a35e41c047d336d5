import { shown } from "../../input.ts";
import type { Comparison } from "../../estimate/comparing/compare.ts";
import type { RegionComparison } from "../../estimate/comparing/compare_regions.ts";
import type { Job } from "../../estimate/job.ts";
import { checkRows } from "../../estimate/check_rows.ts";
import { hasFootprint } from "../../estimate/has_footprint.ts";
import type { ReportOptions } from "./report_options.ts";
import type { JobLog } from "../../jobs/job_log.ts";
import { isJobLog } from "../../jobs/is_job_log.ts";
import type { RunOrEstimate } from "./item_facts.ts";

/** What a report can show: a run, an estimate, or a comparison of jobs and runs or of places. */
export type Reportable = RunOrEstimate | Comparison | RegionComparison;

/** One thing or a list; a list may contain lists. */
export type Reportables =
  | Reportable
  | readonly (Reportable | readonly Reportable[])[];

/** The items of a report by their kind, each item once. */
export interface SortedItems {
  /** Runs and estimates, in the order given. */
  readonly results: readonly RunOrEstimate[];
  /** Comparisons of jobs and runs. */
  readonly comparisons: readonly Comparison[];
  /** Comparisons of places. */
  readonly regions: readonly RegionComparison[];
}

/**
 * Sorts the items of a report by their kind.
 * @param items What the user gave
 * @param options The options of the report; `per` needs a run or an estimate
 * @throws {TypeError} If an item does not fit, such as a job or a run in progress
 * @throws {RangeError} If there are no items
 */
export function sortedItems(
  items: Reportables,
  { per }: Pick<ReportOptions, "per"> = {},
): SortedItems {
  // A user of JavaScript can also give a job.
  const given = [items].flat(2) as readonly (Reportable | Job)[];
  if (given.length === 0) {
    throw new RangeError(
      "Cannot report nothing: give runs, estimates or comparisons",
    );
  }
  const results = new Map<unknown, RunOrEstimate>();
  const comparisons = new Set<Comparison>();
  const regions = new Set<RegionComparison>();
  for (const item of given) {
    if (isComparison(item)) {
      checkRows(item, "report");
      if ("itEnergyKwh" in item) regions.add(item);
      else comparisons.add(item);
    } else if (isRunOrEstimate(item)) {
      // A run from a ledger and the same run from its cell are two objects with one id.
      results.set("id" in item ? item.id : item, item);
    } else {
      throw new TypeError(
        "Cannot report as each item must be a run, an estimate or what compare(), compareRegions() or " +
          `jobLog() returns: current value is ${shown(item)}`,
      );
    }
  }
  if (per !== undefined && results.size === 0) {
    throw new RangeError(
      `Cannot report emissions per ${
        shown(per.unit)
      } as there are only comparisons: give a run or an estimate`,
    );
  }
  return {
    results: [...results.values()],
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

/** An imported run has no uncertainty, by which the others are known. */
function isRunOrEstimate(item: Reportable | Job): item is RunOrEstimate {
  if (typeof item === "object" && item !== null && isJobLog(item)) return true;
  return hasFootprint<Exclude<RunOrEstimate, { origin: object } | JobLog>>(
    item as Job,
    "report",
  ) || (typeof item === "object" && item !== null && "origin" in item &&
    "energyKwh" in item);
}
