import { shown } from "../../input.ts";
import type { IntensityAt } from "./tally.ts";
import type { Notes } from "./notes.ts";

/**
 * A user's function of the time of day as one of the time since the start of the run. Where it fails,
 * what it said last goes on to hold.
 * @param intensityOf Gives gCO2e/kWh
 * @param startedAt When the run began
 * @param notes Told of a failure
 */
export function intensityBy(
  intensityOf: (at: Date) => number,
  startedAt: Date,
  notes: Notes,
): IntensityAt {
  let last = intensityNow(intensityOf, startedAt);
  let failed = false;
  return (timeS) => {
    try {
      const at = new Date(startedAt.getTime() + timeS * 1000);
      last = intensityNow(intensityOf, at);
    } catch (error) {
      // Once: it fails in other words each time, and notes are few.
      if (failed) return last;
      failed = true;
      notes.add(
        `the function of the carbon intensity failed, and its last value goes on to hold: ${
          error instanceof Error ? error.message : shown(error)
        }`,
      );
    }
    return last;
  };
}

/**
 * What a user's function says at a time, in gCO2e/kWh.
 * @throws {RangeError} If that is no finite number >= 0
 */
export function intensityNow(
  intensityOf: (at: Date) => number,
  at: Date,
): number {
  const grams = intensityOf(at);
  if (Number.isFinite(grams) && grams >= 0) return grams;
  throw new RangeError(
    `Cannot use the carbon intensity as the function must give a finite number >= 0: current value is ${
      shown(grams)
    }`,
  );
}
