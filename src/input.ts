/**
 * Checks inputs with zod's core. Every first estimate loads it, and even the smaller of zod's two
 * interfaces takes a quarter longer to load.
 * @module
 */

import { nearest } from "./nearest.ts";
import * as z from "npm:zod@4.6.7/v4/core";

type Schema = z.$ZodType;

/** A finite number within bounds. */
export function number(...checks: z.$ZodCheck<number>[]): z.$ZodNumber {
  return new z.$ZodNumber({ type: "number", checks });
}

/** At least this value. */
export function least(value: number): z.$ZodCheck<number> {
  return z._gte(value);
}

/** More than this value. */
export function above(value: number): z.$ZodCheck<number> {
  return z._gt(value);
}

/** At most this value. */
export function most(value: number): z.$ZodCheck<number> {
  return z._lte(value);
}

/** Text that is not empty. */
export function text(): z.$ZodString {
  return new z.$ZodString({ type: "string", checks: [z._minLength(1)] });
}

/** True or false. */
export function flag(): z.$ZodBoolean {
  return new z.$ZodBoolean({ type: "boolean" });
}

/** The value false, which turns something off. */
export function no(): z.$ZodLiteral {
  return new z.$ZodLiteral({ type: "literal", values: [false] });
}

/** Any value; something else checks it. */
export function anything(): z.$ZodUnknown {
  return new z.$ZodUnknown({ type: "unknown" });
}

/** One of several words. */
export function word(...words: string[]): z.$ZodEnum {
  const entries = Object.fromEntries(words.map((word) => [word, word]));
  return new z.$ZodEnum({ type: "enum", entries });
}

/** One of several kinds of value. */
export function either(...options: Schema[]): z.$ZodUnion {
  return new z.$ZodUnion({ type: "union", options });
}

/** A list of values of one kind. */
export function list(element: Schema): z.$ZodArray {
  return new z.$ZodArray({ type: "array", element });
}

/** A value that may be left out. */
export function optional(innerType: Schema): z.$ZodOptional {
  return new z.$ZodOptional({ type: "optional", innerType });
}

/** An object with only these fields. Its check is compiled, because sweeps run it often. */
export function record(shape: Readonly<Record<string, Schema>>): z.$ZodObject {
  return new z.$ZodObjectJIT({
    type: "object",
    shape,
    catchall: new z.$ZodNever({ type: "never" }),
  });
}

/** A fault that a check found. */
export type Issue = z.$ZodIssue;

/** Schemas that have been used. Compiling takes longer than one check, but less than two. */
const checked = new WeakSet<Schema>();

/**
 * Finds the faults of a value.
 * @param schema What fits
 * @param value Any value
 * @returns The faults; none if the value fits
 */
export function faultsOf(schema: Schema, value: unknown): readonly Issue[] {
  const result = checked.has(schema)
    ? z.safeParse(schema, value)
    : firstResult(schema, value);
  return result.success ? [] : result.error.issues;
}

function firstResult(
  schema: Schema,
  value: unknown,
): ReturnType<typeof z.safeParse> {
  checked.add(schema);
  return z.safeParse(schema, value, { jitless: true });
}

/** What is wanted of an input, in the words of an error. */
export interface Wanted {
  /** What was being done, such as `read the job`. */
  readonly doing: string;
  /** What the whole must be. */
  readonly whole: string;
  /** What each field must be, by its path. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The longest value that a message shows. */
const SHOWN_CHARS = 100;

/**
 * Makes the error for an input that does not fit. It names each field at fault, what is wanted
 * there and what was given.
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

/** Where a name or an object is allowed and an object was given, its own faults are named. */
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

/** A value as a message shows it: in quotes if it is a string, and cut if it is long. */
export function shown(value: unknown): string {
  const text = typeof value === "string"
    ? JSON.stringify(value)
    : Deno.inspect(value, { depth: 1, breakLength: Infinity });
  return text.length > SHOWN_CHARS
    ? `${text.slice(0, SHOWN_CHARS - 1)}…`
    : text;
}
