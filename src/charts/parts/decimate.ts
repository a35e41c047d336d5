import type { Sample } from "../../tracker/course/sample.ts";

/** The columns of pixels of a drawing over time, at least one, from 0 to the end in s. */
export interface Columns {
  readonly count: number;
  readonly endS: number;
}

/** The fields of a sample that are numbers. */
type Figure<T> = {
  [Name in keyof T]: T[Name] extends number ? Name : never;
}[keyof T];

/**
 * The samples of a column with the least and the greatest of these figures are kept. They are
 * names, as a function would be called a million times.
 */
export interface Extremes<T> {
  readonly low: Figure<T>;
  readonly high: Figure<T>;
}

/**
 * The samples that draw the same picture as all of them. Each column of pixels keeps its first
 * and last sample, and those with the least and the greatest figure.
 *
 * Without `extremes` it keeps only the first and the last. They are the extremes of a figure that
 * never falls, so that a million samples need not be read one by one.
 *
 * @param samples Time ascending
 * @param columns What they are drawn into
 * @param extremes Figures whose extremes are kept
 * @returns At most four for each column, in order; all samples if they are not more
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

/** Index of the first sample at that time or later. */
function firstFrom(
  samples: readonly Pick<Sample, "timeS">[],
  from: number,
  timeS: number,
): number {
  let low = from;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (samples[middle]!.timeS < timeS) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Indices of the least and the greatest figure of a column, without allocating per sample. */
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
    // A lost reading is NaN, which is never less or greater.
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
