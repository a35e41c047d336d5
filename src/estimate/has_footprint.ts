import { S_PER_HOUR } from "../units.ts";
import { shown } from "../input.ts";
import type { Job } from "./job.ts";
import type { Estimate, Footprint } from "./result.ts";

/** A footprint that was measured, such as that of a run. */
export interface Measured extends Footprint {
  /** How long it took, in s. */
  readonly durationS: number;
}

/** The footprint of a job that was estimated or of a run that was measured. */
export type EstimateOrRun = Estimate | Measured;

/** How long it took, in h; `undefined` for a job that gives its energy. */
export function hoursOf(result: EstimateOrRun): number | undefined {
  return "job" in result ? result.job.hours : result.durationS / S_PER_HOUR;
}

/**
 * Tells a result with a footprint from a job, which has yet to be estimated.
 * @param value What the user gave
 * @param doing What the value is needed for, in the words of an error
 * @throws {TypeError} If it is a run in progress
 */
export function hasFootprint<Own extends Footprint>(
  value: Own | Job,
  doing: string,
): value is Own {
  if (typeof value !== "object" || value === null) return false;
  if ("snapshot" in value) {
    throw new TypeError(
      `Cannot ${doing} as the run is still in progress: give its snapshot() or ` +
        `wait for its end: current value is ${shown(value)}`,
    );
  }
  return "uncertainty" in value;
}
