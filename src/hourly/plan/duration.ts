import { shown } from "../../input.ts";
import { MS_PER_HOUR, MS_PER_MINUTE } from "../../units.ts";

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:m|min|mins|minutes?)$/, MS_PER_MINUTE],
  [/^(?:h|hr|hrs|hours?)$/, MS_PER_HOUR],
  [/^(?:d|days?)$/, 24 * MS_PER_HOUR],
  [/^(?:w|weeks?)$/, 7 * 24 * MS_PER_HOUR],
];

/** The longest time ahead: two years. */
const MOST_MS = 2 * 366 * 24 * MS_PER_HOUR;

/**
 * The end of a time that begins at a start.
 * @param within A number of hours, a text such as `"48h"`, `"2 days"` or `"1 day 12 h"`, or a Date
 * @param start When it begins
 * @throws {TypeError} If it is none of these
 * @throws {RangeError} If it ends before it begins, or after more than two years
 */
export function deadlineOf(within: unknown, start: Date): Date {
  const ms = within instanceof Date
    ? within.getTime() - start.getTime()
    : typeof within === "number"
    ? within * MS_PER_HOUR
    : msOf(within);
  if (ms > 0 && ms <= MOST_MS) return new Date(start.getTime() + ms);
  throw new RangeError(
    `Cannot find the best time as within must end after the start, by two years at the most: current value is ${
      shown(within)
    }`,
  );
}

function msOf(within: unknown): number {
  const text = typeof within === "string" ? within.trim().toLowerCase() : "";
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)[\s,]*/gy)];
  const length = parts.reduce((sum, [part]) => sum + part.length, 0);
  const sizes = parts.map(([, amount, unit = ""]) => {
    const size = UNITS.find(([name]) => name.test(unit))?.[1];
    return size === undefined ? NaN : Number(amount) * size;
  });
  const ms = sizes.reduce((sum, size) => sum + size, 0);
  if (text !== "" && length === text.length && Number.isFinite(ms)) return ms;
  throw new TypeError(
    'Cannot find the best time as within must be a text such as "48h" or "2 days", a number of hours or a Date: ' +
      `current value is ${shown(within)}`,
  );
}
