import type { Sample } from "../../tracker/course/sample.ts";

/** The columns of pixels that a course is drawn into. */
export interface Columns {
  /** How many there are, >= 1. */
  readonly count: number;
  /** Time at the end of the last, in s; the first begins at 0. */
  readonly endS: number;
}

/** What of a sample is a number. */
type Figure<T> = {
  [Name in keyof T]: T[Name] extends number ? Name : never;
}[keyof T];

/** The figures of a sample by which it may stand out, by name: a function would be called a million times. */
export interface Extremes<T> {
  /** What is least in the sample of a column that has to be kept. */
  readonly low: Figure<T>;
  /** What is greatest in the sample of a column that has to be kept. */
  readonly high: Figure<T>;
}

/**
 * The samples that draw the same picture as all: of every column of pixels the first, the last,
 * the one with the least and the one with the greatest figure.
 *
 * Without `extremes` only the first and the last: of a figure that never falls, those are the
 * extremes, and a million samples need not be looked at one by one.
 *
 * @param samples Time ascending
 * @param columns What they are drawn into
 * @param extremes Figures whose extremes are kept
 * @returns At most four a column, in order; all of them, if there are not more anyway
 */
export function decimate<T extends Pick<Sample, "timeS">>(
  samples: readonly T[],
  columns: Columns,
  extremes?: Extremes<T>,
): readonly T[] {
  const { count, endS } = columns;
  if (samples.length <= count * (extremes === undefined ? 2 : 4)) {
    return samples;
  }
  const kept: T[] = [];
  for (let column = 1, from = 0; from < samples.length; column++) {
    const to = column < count
      ? firstFrom(samples, from, column / count * endS)
      : samples.length;
    if (to === from) continue;
    const places = extremes === undefined
      ? [from, to - 1]
      : [from, ...placesOfExtremes(samples, from, to, extremes), to - 1];
    let before = -1;
    for (const place of places) {
      if (place !== before) kept.push(samples[place] as T);
      before = place;
    }
    from = to;
  }
  return kept;
}

/** Place of the first sample at that time or later. */
function firstFrom(
  samples: readonly Pick<Sample, "timeS">[],
  from: number,
  timeS: number,
): number {
  let low = from;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((samples[middle] as Pick<Sample, "timeS">).timeS < timeS) {
      low = middle + 1;
    } else high = middle;
  }
  return low;
}

/** Places of the least and the greatest figure of a column, in their order; nothing is allocated for a sample. */
function placesOfExtremes<T>(
  samples: readonly T[],
  from: number,
  to: number,
  { low, high }: Extremes<T>,
): [number, number] {
  let lowest = from;
  let highest = from;
  let least = Infinity;
  let greatest = -Infinity;
  for (let place = from; place < to; place++) {
    const sample = samples[place] as T;
    const lowValue = sample[low] as number;
    const highValue = sample[high] as number;
    // A lost reading is NaN, which is neither less nor greater.
    if (lowValue < least) {
      least = lowValue;
      lowest = place;
    }
    if (highValue > greatest) {
      greatest = highValue;
      highest = place;
    }
  }
  return lowest < highest ? [lowest, highest] : [highest, lowest];
}
