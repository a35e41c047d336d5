import { MS_PER_DAY, MS_PER_MINUTE } from "../../units.ts";

/** An older day is not revised any more, and is kept for long. */
const SETTLED_MS = 4 * MS_PER_DAY;
const KEPT_MS = 90 * MS_PER_DAY;
/** What may still change is kept for as long as half an hour of the grid lasts. */
const FRESH_MS = 15 * MS_PER_MINUTE;

/** A part of a stretch of time, as one request asks for it. */
export interface Page {
  /** Included. */
  readonly start: Date;
  /** Not included. */
  readonly end: Date;
  /** How old a kept answer may be, in ms. */
  readonly maxAgeMs: number;
}

/**
 * Parts of a stretch of time that begin and end with a day, so that other stretches use the same
 * answers.
 * @param start Included
 * @param end Not included
 * @param days The most days of a request
 * @param nowMs Now, in ms since 1970
 * @param isPast Whether the server refuses times after now
 */
export function* pages(
  start: Date,
  end: Date,
  days: number,
  nowMs: number,
  isPast = false,
): Generator<Page> {
  const to = Math.ceil(end.getTime() / MS_PER_DAY) * MS_PER_DAY;
  // A quarter of an hour is the least step, and makes the address the same for as long.
  const last = isPast
    ? Math.min(to, Math.floor(nowMs / FRESH_MS) * FRESH_MS)
    : to;
  let at = Math.floor(start.getTime() / MS_PER_DAY) * MS_PER_DAY;
  while (at < last) {
    const next = Math.min(at + days * MS_PER_DAY, last);
    const isSettled = next < nowMs - SETTLED_MS;
    yield {
      start: new Date(at),
      end: new Date(next),
      maxAgeMs: isSettled ? KEPT_MS : FRESH_MS,
    };
    at = next;
  }
}

/** A time as the APIs have it that know minutes only. */
export function minuteText(at: Date): string {
  return `${at.toISOString().slice(0, 16)}Z`;
}

/** How old a kept forecast may be, in ms. */
export const FORECAST_AGE_MS: number = FRESH_MS;
