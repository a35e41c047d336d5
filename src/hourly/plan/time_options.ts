import { isByHour } from "../../estimate/place/place_query.ts";
import * as v from "../../input.ts";
import type { HourlySource } from "../hourly_source.ts";

/** When a job may run. */
export interface TimeOptions {
  /**
   * How long it may be put off: it ends by then. A text such as `"48h"` or `"2 days"`, a number of
   * hours, or a Date. @default "24h"
   */
  readonly within?: string | number | Date;
  /** When it may start, to the minute. @default now */
  readonly start?: Date;
  /** Whether it may pause and resume. @default false, or true with `pauseCostKg` */
  readonly pause?: boolean;
  /** What each pause emits, in kgCO2e, >= 0, as to save and to load take energy. @default 0 */
  readonly pauseCostKg?: number;
  /** How long the job runs, in h. @default that of the job or the run */
  readonly hours?: number;
}

/** When a job may run, and the intensity of the hours. */
export interface BestTimeOptions extends TimeOptions {
  /** The intensity by the hour. */
  readonly source: HourlySource;
}

const SHAPE = {
  source: v.anything(),
  within: v.anything(),
  start: v.anything(),
  pause: v.optional(v.flag()),
  pauseCostKg: v.optional(v.number(v.least(0))),
  hours: v.optional(v.number(v.above(0))),
};

const WANTED: Readonly<Record<string, string>> = {
  source: "a source such as hourly.gb()",
  within: 'a text such as "48h", a number of hours or a Date',
  start: "a Date",
  pause: "true or false",
  pauseCostKg: "a finite number >= 0, in kgCO2e",
  hours: "a finite number > 0, in h",
};

/**
 * Checks when a job may run.
 * @param options What the user gave
 * @param doing What they are for, such as "find the best time"
 * @param more Further fields, which something else checks
 */
export function checkTimeOptions(
  options: unknown,
  doing: string,
  more: Readonly<Record<string, string>> = {},
): void {
  const extra = Object.keys(more).map((name) => [name, v.anything()] as const);
  const shape = { ...SHAPE, ...Object.fromEntries(extra) };
  v.checkInput(v.record(shape), options, {
    doing,
    whole: "an object with source, and when the job may run",
    fields: { ...WANTED, ...more },
  });
  const { start } = options as TimeOptions;
  if (start === undefined) return;
  if (start instanceof Date && Number.isFinite(start.getTime())) return;
  throw new TypeError(
    `Cannot ${doing} as start must be a valid Date: current value is ${
      v.shown(start)
    }`,
  );
}

/** Checks that a value is a source. */
export function checkSource(source: unknown, doing: string): void {
  if (isByHour(source)) return;
  throw new TypeError(
    `Cannot ${doing} as source must be a source by the hour, such as hourly.gb() or hourly.file(path): current value is ${
      v.shown(source)
    }`,
  );
}
