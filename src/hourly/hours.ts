import { shown } from "../input.ts";
import type { IntensityHour, YearlyAverage } from "./hourly_source.ts";
import { MS_PER_MINUTE } from "../units.ts";

/** A value of a list without ends: it begins at a time, and lasts until the next one. */
export interface Point extends Omit<IntensityHour, "start" | "end"> {
  /** When it begins. */
  readonly start: Date;
}

/**
 * Gives values their ends: each lasts as long as the source says, or until the next one begins.
 * @param points In any order
 * @param minutes How long a value lasts
 */
export function withEnds(
  points: readonly Point[],
  minutes: number,
): IntensityHour[] {
  const sorted = inOrder(points);
  return sorted.map((point, i) => {
    const at = point.start.getTime();
    const next = sorted[i + 1]?.start.getTime() ?? Infinity;
    const end = new Date(Math.min(at + minutes * MS_PER_MINUTE, next));
    return { ...point, end };
  });
}

/**
 * The same where the source does not say how long a value lasts: until the next one begins, unless
 * that leaves a gap; then as long as most others.
 * @param points In any order
 * @param minutes How long a value lasts where that cannot be seen
 */
export function withSeenEnds(
  points: readonly Point[],
  minutes: number,
): IntensityHour[] {
  const sorted = inOrder(points);
  const steps = sorted.slice(1).map(({ start }, i) =>
    start.getTime() - sorted[i]!.start.getTime()
  );
  const usual = usualStep(steps) ?? minutes * MS_PER_MINUTE;
  return sorted.map((point, i) => {
    const step = steps[i];
    // Two steps in a row that are as long are no gap: the values have become rarer.
    const isGap = step === undefined ||
      step > usual && step !== steps[i - 1] && step !== steps[i + 1];
    const lasts = isGap ? usual : step;
    return { ...point, end: new Date(point.start.getTime() + lasts) };
  });
}

/** What has a start, in the order of time. */
function inOrder<T extends { readonly start: Date }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => a.start.getTime() - b.start.getTime());
}

/** The step that half of all are not longer than, in ms. */
export function usualStep(steps: readonly number[]): number | undefined {
  return steps.toSorted((a, b) => a - b)[Math.floor((steps.length - 1) / 2)];
}

/**
 * The hours within a stretch of time, in order and without overlap: of two that begin at once the
 * later one in the list counts, and an hour ends where the next one begins.
 */
export function within(
  hours: readonly IntensityHour[],
  start: Date,
  end: Date,
): IntensityHour[] {
  const byStart = new Map<number, IntensityHour>();
  for (const hour of hours) {
    if (hour.end > start && hour.start < end && hour.end > hour.start) {
      byStart.set(hour.start.getTime(), hour);
    }
  }
  const sorted = inOrder([...byStart.values()]);
  return sorted.map((hour, i) => {
    const next = sorted[i + 1];
    return next !== undefined && next.start < hour.end
      ? { ...hour, end: next.start }
      : hour;
  });
}

/**
 * Checks the hours of a source that a user made.
 * @param hours What it gave
 * @param source Its name
 * @throws {TypeError} If they are no hours
 */
export function checkHours(hours: unknown, source: string): void {
  const isSound = (hour: Partial<IntensityHour> | null) =>
    hour?.start instanceof Date && hour.end instanceof Date &&
    hour.end > hour.start &&
    (hour.gPerKwh === undefined ||
      Number.isFinite(hour.gPerKwh) && hour.gPerKwh >= 0);
  if (!Array.isArray(hours)) {
    throw new TypeError(
      `Cannot use the hours of ${source} as they must be a list: current value is ${
        shown(hours)
      }`,
    );
  }
  const wrong = hours.find((hour) => !isSound(hour));
  if (wrong === undefined) return;
  throw new TypeError(
    `Cannot use the hours of ${source} as each must be { start, end, gPerKwh }: two Dates in order, ` +
      `and a number >= 0 or undefined; current value is ${shown(wrong)}`,
  );
}

/**
 * Fills what is missing with the yearly average, which then is marked as assumed.
 * @param hours Of {@linkcode within}
 * @param start Where the filled stretch begins
 * @param end Where it ends
 * @param fill The average, if there is one, why it is needed, and how long an hour is
 */
export function filled(
  hours: readonly IntensityHour[],
  start: Date,
  end: Date,
  fill: {
    readonly average: YearlyAverage | undefined;
    readonly why: string;
    readonly minutes: number;
  },
): IntensityHour[] {
  const { average, why, minutes } = fill;
  const assumed: Pick<IntensityHour, "gPerKwh" | "kind" | "why"> = average ===
      undefined
    ? { gPerKwh: undefined, why }
    : {
      gPerKwh: average.gPerKwh,
      kind: "assumed",
      why: `${why}: ${averageText(average)} is used (${average.source})`,
    };
  const whole: IntensityHour[] = [];
  const step = minutes * MS_PER_MINUTE;
  const fillTo = (to: number, from: number) => {
    for (let at = from; at < to;) {
      const next = Math.min(to, Math.floor(at / step) * step + step);
      whole.push({ start: new Date(at), end: new Date(next), ...assumed });
      at = next;
    }
  };
  let at = Math.floor(start.getTime() / step) * step;
  for (const hour of hours) {
    fillTo(hour.start.getTime(), at);
    whole.push(
      hour.gPerKwh === undefined
        ? { start: hour.start, end: hour.end, ...assumed }
        : hour,
    );
    at = Math.max(at, hour.end.getTime());
  }
  fillTo(end.getTime(), at);
  return whole.filter((hour) => hour.end > start);
}

/** A time as errors and notes show it. */
export function timeText(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** An average in words. */
export function averageText({ year }: YearlyAverage): string {
  return year === undefined ? "the yearly average" : `the average of ${year}`;
}
