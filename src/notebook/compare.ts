import { compare as reckon, type Comparison } from "../estimate/compare.ts";
import type { Estimate } from "../estimate/result.ts";
import type { Job } from "../estimate/job.ts";
import { displayed, displayOf } from "./display.ts";

const DISPLAY = displayOf<Comparison>((drawing, value) =>
  drawing.comparisonBundle(value)
);

/**
 * Jobs side by side: differences and ratios to the first, with their 90 % ranges. What two
 * jobs have in common, such as the grid, cancels out of their ratio.
 *
 * @param entries At least two jobs or estimates, by the name to show
 * @throws {RangeError} If there are fewer than two, or a job's value is out of range
 * @throws {TypeError} If a job does not fit
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
 * ```
 */
export function compare(
  entries: Readonly<Record<string, Estimate | Job>>,
): Comparison {
  return displayed(reckon(entries), DISPLAY);
}
