import { shown } from "../../input.ts";
import { filled, within } from "../hours.ts";
import type { HourlySource, IntensityHour } from "../hourly_source.ts";
import { SourceError } from "./source_error.ts";
import { MS_PER_DAY } from "../../units.ts";

/** What one kind of source does by itself; the rest is the same for all. */
export interface Feed {
  /** Values up to now, and beyond where the source has them in one. */
  readonly past: (start: Date, end: Date) => AsyncIterable<IntensityHour[]>;
  /** Values from now on. */
  readonly ahead: (start: Date, end: Date) => AsyncIterable<IntensityHour[]>;
}

/** What is known of a source before it is asked. */
export type Described = Omit<HourlySource, "between" | "forecast">;

/** The longest stretch that is asked for at once. */
const MOST_MS = 2 * 366 * MS_PER_DAY;

/**
 * What a source has between two times. Hours that it lacks get the yearly average of its zone.
 * @throws {SourceError} If the user has to change something, such as a wrong token
 */
export async function hoursBetween(
  source: Described,
  feed: Feed,
  start: Date,
  end: Date,
): Promise<IntensityHour[]> {
  checkTimes(start, end);
  const { hours, error } = await gathered(feed.past(start, end));
  return filled(within(hours, start, end), start, end, {
    average: source.yearlyAverage,
    why: error === undefined
      ? `${source.name} has no value for this time`
      : `${source.name} did not answer`,
    minutes: source.resolutionMinutes,
  });
}

/**
 * What a source expects between two times, as far as it looks ahead; an hour that it lacks is left
 * out.
 * @throws {SourceError} If the source gives nothing
 */
export async function hoursAhead(
  feed: Feed,
  start: Date,
  end: Date,
  nowMs: number,
): Promise<IntensityHour[]> {
  checkTimes(start, end);
  const now = new Date(nowMs);
  if (end <= now) {
    const { hours, error } = await gathered(feed.past(start, end));
    if (error !== undefined) throw error;
    return known(hours, start, end);
  }
  const from = start < now ? now : start;
  const ahead = await gathered(feed.ahead(from, end));
  if (ahead.error !== undefined) throw ahead.error;
  // What was measured counts, where a forecast is for the same hour.
  const past = start < now ? await begun(feed.past(start, now)) : [];
  return known([...ahead.hours, ...past], start, end);
}

/** The hours that have begun. A forecast is of use without them. */
async function begun(
  parts: AsyncIterable<IntensityHour[]>,
): Promise<IntensityHour[]> {
  try {
    return (await gathered(parts)).hours;
  } catch (error) {
    if (error instanceof SourceError) return [];
    throw error;
  }
}

function known(
  hours: readonly IntensityHour[],
  start: Date,
  end: Date,
): IntensityHour[] {
  return within(
    hours.filter(({ gPerKwh }) => gPerKwh !== undefined),
    start,
    end,
  );
}

/** All parts; those before the source stopped to answer, with the reason. */
async function gathered(
  parts: AsyncIterable<IntensityHour[]>,
): Promise<{ hours: IntensityHour[]; error?: SourceError }> {
  const hours: IntensityHour[] = [];
  try {
    for await (const part of parts) hours.push(...part);
  } catch (error) {
    if (!(error instanceof SourceError && error.mayPass)) throw error;
    return { hours, error };
  }
  return { hours };
}

function checkTimes(start: unknown, end: unknown): void {
  for (const [name, at] of Object.entries({ start, end })) {
    if (!(at instanceof Date)) {
      throw new TypeError(
        `Cannot read the carbon intensity as ${name} must be a Date: current value is ${
          shown(at)
        }`,
      );
    }
    if (!Number.isFinite(at.getTime())) {
      throw new RangeError(
        `Cannot read the carbon intensity as ${name} must be a valid Date`,
      );
    }
  }
  const [from, to] = [start as Date, end as Date];
  if (to <= from || to.getTime() - from.getTime() > MOST_MS) {
    throw new RangeError(
      "Cannot read the carbon intensity as end must be after start, by two years at the most: " +
        `current values are ${from.toISOString()} and ${to.toISOString()}`,
    );
  }
}
