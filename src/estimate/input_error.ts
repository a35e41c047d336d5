import { nearest } from "../nearest.ts";
import type { Issue } from "../input.ts";

/** What is wanted of an input, in the words of an error. */
export interface Wanted {
  /** What was being done, such as `read the job`. */
  readonly doing: string;
  /** What the whole must be. */
  readonly whole: string;
  /** What each field must be, by its path. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Longest value shown in a message. */
const SHOWN_CHARS = 100;

/**
 * The error for an input that does not fit: every field at fault, what it wants and what
 * was given.
 * @param issues What the schema found
 * @param given What the user gave
 * @param wanted What fits
 */
export function inputError(
  issues: readonly Issue[],
  given: unknown,
  wanted: Wanted,
): TypeError | RangeError {
  const all = issues.flatMap((issue) => resolved(issue, given));
  const sentences = all.map((issue) => sentence(issue, given, wanted));
  const message = `Cannot ${wanted.doing} as ${sentences.join("; ")}`;
  return all.every((issue) => isRange(issue, given))
    ? new RangeError(message)
    : new TypeError(message);
}

/** Of a union that takes a name or an object, the faults of the one that was meant. */
function resolved(issue: Issue, given: unknown): Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const value = valueAt(given, issue.path);
  const branch = issue.errors.at(-1);
  if (!isPlain(value) || branch === undefined) return [issue];
  return branch.map((inner) => ({
    ...inner,
    path: [...issue.path, ...inner.path],
  }));
}

function sentence(issue: Issue, given: unknown, wanted: Wanted): string {
  const field = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    const allowed = keysUnder(field, wanted);
    const unknown = issue.keys.map((key) => unknownKey(key, allowed));
    return `${field === "" ? "it" : field} has ${
      unknown.join(" and ")
    }: allowed are ${allowed.join(", ")}`;
  }
  const value = valueAt(given, issue.path);
  return field === ""
    ? `it must be ${wanted.whole}: current value is ${shown(value)}`
    : `${field} must be ${wantedAt(issue.path, wanted)}: current value is ${
      shown(value)
    }`;
}

function wantedAt(path: readonly PropertyKey[], { fields }: Wanted): string {
  // An entry of a list wants what the list's entries want.
  const field = path.map((key) => typeof key === "number" ? "[]" : String(key))
    .join(".");
  return fields[field] ?? "of another type";
}

function keysUnder(field: string, { fields }: Wanted): readonly string[] {
  const prefix = field === "" ? "" : `${field}.`;
  return Object.keys(fields)
    .filter((path) => path.startsWith(prefix))
    .map((path) => path.slice(prefix.length))
    .filter((key) => !key.includes("."));
}

function unknownKey(key: string, allowed: readonly string[]): string {
  const [near] = nearest(key, allowed.map((name) => [name, name]), 1);
  const hint = near === undefined ? "" : ` (did you mean "${near}"?)`;
  return `the unknown key ${shown(key)}${hint}`;
}

/** Whether the value has the right type but lies outside its range. */
function isRange(issue: Issue, given: unknown): boolean {
  const value = valueAt(given, issue.path);
  if (issue.code === "too_small" || issue.code === "too_big") {
    return typeof value === "number";
  }
  return issue.code === "invalid_value"
    ? typeof value === "string"
    : typeof value === "number" && !Number.isFinite(value);
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    given,
  );
}

function isPlain(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value in the words of a message: strings in quotes, whatever it is, and never at length. */
export function shown(value: unknown): string {
  const text = typeof value === "string"
    ? JSON.stringify(value)
    : Deno.inspect(value, { depth: 1, breakLength: Infinity });
  return text.length > SHOWN_CHARS
    ? `${text.slice(0, SHOWN_CHARS - 1)}…`
    : text;
}
