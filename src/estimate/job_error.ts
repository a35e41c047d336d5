import type * as z from "zod/mini";
import { nearest } from "../catalog/nearest.ts";

type Issue = z.core.$ZodIssue;

const HARDWARE =
  "a name of the catalogue or { name, tdpWatts } with tdpWatts > 0";
const NAME = "a name";
const NUMBER = "a finite number >= 0";

/** What each field wants, in the words of an error. */
const WANTED: Readonly<Record<string, string>> = {
  hardware: HARDWARE,
  "hardware.name": NAME,
  "hardware.tdpWatts": "a finite number > 0, in W",
  count: "a finite number > 0",
  hours: `${NUMBER}, in h`,
  utilization: "a number from 0 to 1",
  cpu: HARDWARE,
  "cpu.name": NAME,
  "cpu.tdpWatts": "a finite number > 0, in W",
  memoryGb: `${NUMBER}, in GB`,
  instance: NAME,
  provider: NAME,
  region: NAME,
  country: NAME,
  subdivision: NAME,
  carbonIntensity: `${NUMBER}, in gCO2e/kWh`,
  pue: "a finite number >= 1",
  offsetPercent: "a number from 0 to 100",
  embodied: "true or false",
  dataset: '"latest" or "lacoste-2019"',
};

/**
 * The error for a job that does not fit: every field at fault, what it wants and what
 * was given.
 * @param issues What the schema found
 * @param job What the user gave
 * @param keys The keys that a job may have
 */
export function jobError(
  issues: readonly Issue[],
  job: unknown,
  keys: readonly string[],
): TypeError | RangeError {
  const sentences = issues.map((issue) => sentence(issue, job, keys));
  const message = `Cannot read the job as ${sentences.join("; ")}`;
  return issues.every((issue) => isRange(issue, job))
    ? new RangeError(message)
    : new TypeError(message);
}

function sentence(
  issue: Issue,
  job: unknown,
  keys: readonly string[],
): string {
  if (issue.code === "unrecognized_keys") {
    const where = issue.path.length > 0 ? `${issue.path.join(".")} ` : "it ";
    const allowed = issue.path.length > 0 ? ["name", "tdpWatts"] : keys;
    const unknown = issue.keys.map((key) => unknownKey(key, allowed));
    return `${where}has ${unknown.join(" and ")}: allowed are ${
      allowed.join(", ")
    }`;
  }
  const field = issue.path.join(".");
  if (field === "") {
    return `it must be an object with hardware, hours and a place: current value is ${
      shown(job)
    }`;
  }
  return `${field} must be ${
    WANTED[field] ?? "of another type"
  }: current value is ${shown(valueAt(job, issue.path))}`;
}

function unknownKey(key: string, allowed: readonly string[]): string {
  const [near] = nearest(key, allowed.map((name) => [name, name]), 1);
  const hint = near === undefined ? "" : ` (did you mean "${near}"?)`;
  return `the unknown key ${JSON.stringify(key)}${hint}`;
}

/** Whether the value has the right type but lies outside its range. */
function isRange(issue: Issue, job: unknown): boolean {
  if (issue.code === "too_small" || issue.code === "too_big") {
    return typeof valueAt(job, issue.path) === "number";
  }
  const value = valueAt(job, issue.path);
  return issue.code === "invalid_value"
    ? typeof value === "string"
    : typeof value === "number" && !Number.isFinite(value);
}

function valueAt(job: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    job,
  );
}

function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  return String(value);
}
