import { shown } from "../input.ts";
import { nearest } from "../nearest.ts";

/** The time zone of days, weeks and months where the user names none. */
export const UTC = "UTC";

/** A stretch of time: from a moment to just before another one, in ms since 1970. */
export type Stretch = readonly [fromMs: number, beforeMs: number];

/** A day, or a day with a time, which may name its zone. */
const ISO =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:\d\d)?)?$/;

/** What a date may be, for messages. */
export const DATE = 'a Date or an ISO date such as "2026-11-01"';

/**
 * The stretch that a date names: a whole day, or the moment of a day with a time.
 * @param given A `Date`, or text
 * @param timeZone Of text that names no zone
 * @returns `undefined` if it is neither
 */
export function dateStretch(
  given: unknown,
  timeZone: string,
): Stretch | undefined {
  if (given instanceof Date) {
    const ms = given.getTime();
    return Number.isNaN(ms) ? undefined : [ms, ms];
  }
  const parts = typeof given === "string" ? ISO.exec(given) : null;
  if (parts === null) return undefined;
  const [, day = "", time, zone] = parts;
  return tried(() => {
    if (time === undefined) {
      const date = Temporal.PlainDate.from(day);
      return [
        startOf(date, timeZone),
        startOf(date.add({ days: 1 }), timeZone),
      ];
    }
    const local = Temporal.PlainDateTime.from(`${day}T${time}`);
    const moment = zone === undefined
      ? local.toZonedDateTime(timeZone)
      : Temporal.Instant.from(`${local}${zone}`);
    return [moment.epochMilliseconds, moment.epochMilliseconds];
  });
}

const MONTH = /^\d{4}-\d\d$/;

/** The stretch of a month such as `2026-11`; `undefined` if there is no such month. */
export function monthStretch(
  text: string,
  timeZone: string,
): Stretch | undefined {
  if (!MONTH.test(text)) return undefined;
  return tried(() => {
    const first = Temporal.PlainYearMonth.from(text).toPlainDate({ day: 1 });
    return [
      startOf(first, timeZone),
      startOf(first.add({ months: 1 }), timeZone),
    ];
  });
}

const WEEK = /^(\d{4})-W(\d\d)$/;

/** The stretch of a week such as `2026-W48`, by ISO 8601; `undefined` if there is no such week. */
export function weekStretch(
  text: string,
  timeZone: string,
): Stretch | undefined {
  const [, year, week] = WEEK.exec(text) ?? [];
  if (year === undefined) return undefined;
  return tried(() => {
    // The fourth of January is in the first week.
    const fourth = Temporal.PlainDate.from(`${year}-01-04`);
    const monday = fourth.subtract({ days: fourth.dayOfWeek - 1 })
      .add({ weeks: Number(week) - 1 });
    if (monday.yearOfWeek !== Number(year) || week === "00") return undefined;
    return [
      startOf(monday, timeZone),
      startOf(monday.add({ weeks: 1 }), timeZone),
    ];
  });
}

function startOf(day: Temporal.PlainDate, timeZone: string): number {
  return day.toZonedDateTime(timeZone).epochMilliseconds;
}

/** Days are the same for all moments of a quarter of an hour, in every zone of today. */
const QUARTER_MS = 900_000;

/**
 * Gives the days of moments in a time zone, as `2026-11-23`.
 * @param timeZone The zone
 */
export function daysIn(timeZone: string): (ms: number) => string {
  const days = new Map<number, string>();
  return (ms) => {
    const quarter = Math.floor(ms / QUARTER_MS);
    let day = days.get(quarter);
    if (day === undefined) {
      day = Temporal.Instant.fromEpochMilliseconds(quarter * QUARTER_MS)
        .toZonedDateTimeISO(timeZone).toPlainDate().toString();
      days.set(quarter, day);
    }
    return day;
  };
}

/**
 * A moment as a table shows it, such as `2026-11-23 07:54`.
 * @param at The moment
 * @param timeZone The zone
 */
export function minuteText(at: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timeZone).toPlainDateTime()
    .toString({ smallestUnit: "minute" }).replace("T", " ");
}

/** Whether there is a time zone of this name. */
export function hasTimeZone(name: string): boolean {
  return tried(() => new Intl.DateTimeFormat("en", { timeZone: name })) !==
    undefined;
}

/**
 * Checks the name of a time zone.
 * @throws {RangeError} If there is none of this name; names the nearest
 */
export function checkTimeZone(name: string): void {
  if (!hasTimeZone(name)) {
    const known = Intl.supportedValuesOf("timeZone");
    const cities = known.map((zone) =>
      [zone.slice(zone.lastIndexOf("/") + 1), zone] as const
    );
    const [near] = nearest(name, [...known, ...cities], 1);
    const hint = near === undefined ? "" : ` (did you mean "${near}"?)`;
    throw new RangeError(
      `Cannot configure the notebook as timeZone must be the name of a time zone such as "Europe/Berlin": current value is ${
        shown(name)
      }${hint}`,
    );
  }
}

function tried<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    // A day or a time that does not exist.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
