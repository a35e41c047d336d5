/**
 * Checks what a user tells a run: its steps, its progress and its metrics. A run that is being
 * opened needs these checks before its course and its forecast are loaded.
 * @module
 */

import { shown } from "../input.ts";
import { isMetric } from "./course/logged_metrics.ts";

/**
 * Checks a report.
 * @param done What the user gave as steps done
 * @param total What the user gave as steps in all
 * @throws {TypeError} If they are no numbers
 * @throws {RangeError} If they are out of range
 */
export function checkProgress(done: number, total: number): void {
  check(done, "done", (n) => n >= 0, ">= 0");
  check(total, "total", (n) => n > 0, "> 0");
}

function check(
  value: number,
  name: string,
  fits: (value: number) => boolean,
  wanted: string,
): void {
  if (Number.isFinite(value) && fits(value)) return;
  const ErrorClass = typeof value === "number" ? RangeError : TypeError;
  throw new ErrorClass(
    `Cannot report progress as ${name} must be a finite number ${wanted}: current value is ${
      shown(value)
    }`,
  );
}

/**
 * Checks a number of steps.
 * @param total What the user gave
 * @throws {TypeError} If it is no number
 * @throws {RangeError} If it is no whole number >= 0
 */
export function checkSteps(total: number): void {
  if (Number.isSafeInteger(total) && total >= 0) return;
  const ErrorClass = typeof total === "number" ? RangeError : TypeError;
  throw new ErrorClass(
    `Cannot count steps as their number must be a whole number >= 0: current value is ${
      shown(total)
    }`,
  );
}

/**
 * Checks metrics: numbers by name. A loss that is no number any more is one to keep. Each value is
 * read once, since a getter may give another one next time.
 * @param metrics What the user gave
 * @returns A copy
 * @throws {TypeError} If it is no object of numbers, or has none
 * @throws {RangeError} If a name is one that each row has of its own
 */
export function checkMetrics(
  metrics: unknown,
): Readonly<Record<string, number>> {
  const entries = entriesOf(metrics);
  if (entries.length === 0) {
    throw new TypeError(
      `Cannot log the metrics as they must be an object of numbers by name: current value is ${
        shown(metrics)
      }`,
    );
  }
  for (const [name, value] of entries) {
    if (typeof value !== "number") {
      throw new TypeError(
        `Cannot log the metrics as ${
          shown(name)
        } must be a number: current value is ${shown(value)}`,
      );
    }
    if (!isMetric(name)) {
      throw new RangeError(
        `Cannot log the metrics as ${
          shown(name)
        } is kept with each of them already: choose another name`,
      );
    }
  }
  return Object.fromEntries(entries) as Readonly<Record<string, number>>;
}

/** Names and values; none of a list, which numbers its values and does not name them. */
function entriesOf(metrics: unknown): [name: string, value: unknown][] {
  if (typeof metrics !== "object" || metrics === null) return [];
  if (Array.isArray(metrics) || ArrayBuffer.isView(metrics)) return [];
  return Object.entries(metrics);
}

/**
 * The error of a report to a run that has ended.
 * @param name Of the run
 * @param doing What was tried
 */
export function endedError(name: string, doing: string): Error {
  return new Error(
    `Cannot ${doing} as the run has ended: current run is "${name}"`,
  );
}
