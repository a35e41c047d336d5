import { S_PER_HOUR } from "../units.ts";
import { shown } from "../input.ts";
import type { Job } from "./job.ts";
import type { Estimate, Footprint } from "./result.ts";

/** A footprint that was measured, as of a run. */
export interface Measured extends Footprint {
  /** How long it took, in s. */
  readonly durationS: number;
}

/** What was estimated of a job or measured of a run. */
export type EstimateOrRun = Estimate | Measured;

/** How long it took, in h. */
export function hoursOf(result: EstimateOrRun): number {
  return "job" in result ? result.job.hours : result.durationS / S_PER_HOUR;
}

/**
 * Whether something has a footprint, or is a job that has yet to be estimated.
 * @param value What the user gave
 * @param doing What it is wanted for, in the words of an error
 * @throws {TypeError} If it is a run that goes on
 */
export function hasFootprint<Own extends Footprint>(
  value: Own | Job,
  doing: string,
): value is Own {
  if (typeof value !== "object" || value === null) return false;
  if ("snapshot" in value) {
    throw new TypeError(
      `Cannot ${doing} as the run goes on: give what its snapshot() returns, or the run once it has ended: current value is ${
        shown(value)
      }`,
    );
  }
  return "uncertainty" in value;
}
