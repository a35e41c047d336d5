import { atEdge } from "./session/edge.ts";
import {
  type Compared,
  compareEntries,
  type Comparison,
} from "../estimate/comparing/compare.ts";
import { estimateJob } from "../estimate/estimate.ts";
import type { Job } from "../estimate/job.ts";
import { withDefaults } from "./session/configure.ts";
import { cardDisplay, displayed } from "./session/display.ts";

const DISPLAY = cardDisplay<Comparison>((drawing, value) =>
  drawing.comparisonCard(value)
);

/**
 * Jobs and runs side by side: their differences and ratios to the first, with 90 % ranges, and the
 * causes of each difference: power, hours, PUE or carbon intensity. What two of them share, such as
 * the grid, cancels out of their ratio.
 *
 * @param entries At least two jobs, estimates or runs, each under the name to show; or a list of
 * them, in which runs have their own names
 * @throws {RangeError} If there are fewer than two, or a job's value is out of range
 * @throws {TypeError} If a job does not fit, or a run has not ended
 * @see How the causes share a difference (LMDI-I), Ang 2005:
 * https://doi.org/10.1016/j.enpol.2003.10.010
 *
 * @example Fine-tuning for 2 h against training for 100 h
 * ```ts
 * import assert from "node:assert/strict";
 * import { compare } from "@carboncell/carboncell";
 *
 * const job = { hardware: "A100", country: "France" };
 * const { rows } = compare({
 *   "from scratch": { ...job, hours: 100 },
 *   "fine-tuned": { ...job, hours: 2 },
 * });
 * assert.equal(rows[1]?.ratio?.toFixed(4), "0.0200");
 * const hours = rows[1]?.causes.find(({ what }) => what === "hours");
 * assert.equal(hours?.shareKg.toFixed(9), rows[1]?.differenceKg.toFixed(9));
 * ```
 */
export function compare(
  entries: Readonly<Record<string, Compared>> | readonly Compared[],
): Comparison {
  const estimated = (job: Job) => estimateJob(withDefaults(job));
  return atEdge(() => displayed(compareEntries(entries, estimated), DISPLAY));
}
