import type { Reading, Used } from "./sensor.ts";

/** More than any package or card draws, in W. */
export const MOST_W = 20_000;

/** Readings further apart than this say nothing about the time between: the machine slept. In s. */
export const SLEPT_S = 60;

/** What is said of a counter that has been reset. */
export const STARTED_AGAIN =
  "the counter started again: the energy since the previous reading is unknown and left out";

/**
 * Energy between two readings of a counter, which may come round or start again.
 * @param from The earlier reading, in J
 * @param to The later one
 * @param rangeJ The value at which the counter starts again at 0. @default never
 * @param mostW More than the device can draw, in W. @default MOST_W
 * @see `max_energy_range_uj` in https://docs.kernel.org/power/powercap/powercap.html
 */
export function countedBetween(
  from: Reading,
  to: Reading,
  rangeJ: number = Infinity,
  mostW: number = MOST_W,
): Used {
  const [fromJ = NaN] = from.values;
  const [toJ = NaN] = to.values;
  if (toJ >= fromJ) return { energyJ: toJ - fromJ };
  const wrappedJ = toJ + rangeJ - fromJ;
  // One that would have come round its range faster has been reset: by hibernation, or its driver.
  return wrappedJ <= mostW * (to.timeS - from.timeS)
    ? { energyJ: wrappedJ }
    : { energyJ: 0, note: STARTED_AGAIN };
}

/**
 * Energy between two powers, on a straight line.
 * @param from The earlier reading, in W
 * @param to The later one
 * @see Trapezoidal rule: https://dlmf.nist.gov/3.5#i
 */
export function integratedBetween(from: Reading, to: Reading): Used {
  const [fromW = NaN] = from.values;
  const [toW = NaN] = to.values;
  const passedS = to.timeS - from.timeS;
  if (passedS <= SLEPT_S) return { energyJ: (fromW + toW) / 2 * passedS };
  const seconds = Math.round(passedS);
  return {
    energyJ: 0,
    note:
      `not read for ${seconds} s: as it gives power only, its energy of that time is not counted`,
  };
}

/** A count in a file, in µJ there, in J here. */
export function microjoules(text: string, path: string): number {
  const count = /^\s*\d+\s*$/.test(text) ? Number(text) : NaN;
  if (!Number.isFinite(count)) {
    throw new Error(`Cannot read "${path}": it is ${JSON.stringify(text)}`);
  }
  return count / 1e6;
}
