/**
 * Checks inputs with zod, by its interface of version 3, which it keeps under this path. The one of
 * version 4 loads 82 modules, 63 of them translations of its messages. They would take a quarter of
 * the time of every first estimate.
 * @module
 */

import { nearest } from "./nearest.ts";
import { once } from "./once.ts";
import * as z from "npm:zod@4.6.7/v3";

/** What a value has to be. The check is made when it is first used: most programs need few. */
export type Schema = () => z.ZodTypeAny;

function lazily(make: Schema): Schema {
  let made: z.ZodTypeAny | undefined;
  return () => made ??= make();
}

/** A bound of a number. */
type Bound = (schema: z.ZodNumber) => z.ZodNumber;

/** A finite number within bounds. */
export function number(...bounds: readonly Bound[]): Schema {
  return lazily(() =>
    bounds.reduce((schema, bound) => bound(schema), z.number().finite())
  );
}

/** At least this value. */
export function least(value: number): Bound {
  return (schema) => schema.gte(value);
}

/** More than this value. */
export function above(value: number): Bound {
  return (schema) => schema.gt(value);
}

/** At most this value. */
export function most(value: number): Bound {
  return (schema) => schema.lte(value);
}

/** Text that is not empty. */
export function text(): Schema {
  return lazily(() => z.string().min(1));
}

/** True or false. */
export function flag(): Schema {
  return lazily(() => z.boolean());
}

/** The value false, which turns something off. */
export function no(): Schema {
  return lazily(() => z.literal(false));
}

/** Any value; something else checks it. */
export function anything(): Schema {
  return lazily(() => z.unknown());
}

/** One of several words. */
export function word(first: string, ...others: readonly string[]): Schema {
  return lazily(() => z.enum([first, ...others]));
}

/** One of two kinds of value. */
export function either(one: Schema, other: Schema): Schema {
  return lazily(() => z.union([one(), other()]));
}

/** A list of values of one kind. */
export function list(element: Schema): Schema {
  return lazily(() => z.array(element()));
}

/** A value that may be left out. */
export function optional(inner: Schema): Schema {
  return lazily(() => inner().optional());
}

/** An object with only these fields. */
export function record(shape: Readonly<Record<string, Schema>>): Schema {
  return lazily(() =>
    z.object(
      Object.fromEntries(
        Object.entries(shape).map(([field, inner]) => [field, inner()]),
      ),
    ).strict()
  );
}

/** A fault that a check found. */
export type Issue = z.ZodIssue;

/**
 * Finds the faults of a value.
 * @param schema What fits
 * @param value Any value
 * @returns The faults; none if the value fits
 */
export function faultsOf(schema: Schema, value: unknown): readonly Issue[] {
  const whole = schema();
  if (whole instanceof z.ZodObject && isPlain(value) && fits(whole, value)) {
    return [];
  }
  const result = whole.safeParse(value);
  return result.success ? [] : result.error.issues;
}

/** A field of an object, and what it has to be where it is given. */
interface Field {
  readonly name: string;
  readonly check: z.ZodTypeAny;
  readonly isOptional: boolean;
}

const fieldsOf = once(({ shape }: z.AnyZodObject): readonly Field[] =>
  Object.entries<z.ZodTypeAny>(shape).map(([name, check]) =>
    check instanceof z.ZodOptional
      ? { name, check: check.unwrap(), isOptional: true }
      : { name, check, isOptional: false }
  )
);

/**
 * Whether each field of an object fits by itself, as almost always. A sweep checks thousands of
 * jobs, and for a job as a whole zod takes twice as long as for the few fields that it has.
 */
function fits(whole: z.AnyZodObject, value: object): boolean {
  const { shape } = whole;
  for (const name in value) if (!Object.hasOwn(shape, name)) return false;
  for (const { name, check, isOptional } of fieldsOf(whole)) {
    const given = (value as Record<string, unknown>)[name];
    if (given === undefined ? !isOptional : !check.safeParse(given).success) {
      return false;
    }
  }
  return true;
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
  // One value may break two bounds, such as -Infinity.
  const sentences = new Set(
    all.map((issue) => sentence(issue, given, wanted)),
  );
  const message = `Cannot ${wanted.doing} as ${[...sentences].join("; ")}`;
  return all.every((issue) => isRange(issue, given))
    ? new RangeError(message)
    : new TypeError(message);
}

/** Where a name or an object is allowed and an object was given, its own faults are named. */
function resolved(issue: Issue, given: unknown): Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const value = valueAt(given, issue.path);
  const branch = issue.unionErrors.at(-1);
  return isPlain(value) && branch !== undefined ? branch.issues : [issue];
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
  return issue.code === "invalid_enum_value"
    ? typeof value === "string"
    : typeof value === "number" && !Number.isFinite(value);
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    given,
  );
}

function isPlain(value: unknown): value is object {
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
