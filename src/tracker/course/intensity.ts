import { messageOf } from "../../machine/machine.ts";
import { shown } from "../../input.ts";
import type { IntensityAt } from "./tally.ts";
import type { Notes } from "./notes.ts";

/**
 * Turns a user's function of the time of day into one of the time since the start of the run. If it
 * fails, its last value is used.
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
      // Only once: its message may differ each time, and a run keeps few notes.
      if (failed) return last;
      failed = true;
      notes.add(
        `the function of the carbon intensity failed, so its last value is used: ${
          messageOf(error)
        }`,
      );
    }
    return last;
  };
}

/**
 * The value of a user's function at a time, in gCO2e/kWh.
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
