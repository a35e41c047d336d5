/**
 * Checks what users give: its types and ranges, and the keys of objects. A library for this would
 * be the first thing that every first estimate waits for: zod takes 10 ms.
 * Modules with many checks import all as `v`, as those of such libraries do.
 * @module
 */

import { nearest } from "./nearest.ts";

/** What a value has to be: a function that finds its faults. */
export type Schema = (value: unknown) => readonly Fault[];

/** What does not fit in a value. */
export interface Fault {
  /** Where it is: the fields from the outermost one inwards. */
  readonly path: readonly PropertyKey[];
  /** Of the wrong type, out of its range, an empty text, or an object with unknown keys. */
  readonly kind: "type" | "range" | "empty" | "keys";
  /** The unknown keys. */
  readonly keys?: readonly string[];
}

const FITS: readonly Fault[] = [];
const WRONG_TYPE: readonly Fault[] = [{ path: [], kind: "type" }];
const OUT_OF_RANGE: readonly Fault[] = [{ path: [], kind: "range" }];
const EMPTY: readonly Fault[] = [{ path: [], kind: "empty" }];

/** A bound of a number: whether the number keeps it. */
type Bound = (value: number) => boolean;

/** A finite number within bounds. */
export function number(...bounds: readonly Bound[]): Schema {
  return (value) => {
    if (typeof value !== "number") return WRONG_TYPE;
    const fits = Number.isFinite(value) &&
      bounds.every((keeps) => keeps(value));
    return fits ? FITS : OUT_OF_RANGE;
  };
}

/** At least this value. */
export function least(bound: number): Bound {
  return (value) => value >= bound;
}

/** More than this value. */
export function above(bound: number): Bound {
  return (value) => value > bound;
}

/** At most this value. */
export function most(bound: number): Bound {
  return (value) => value <= bound;
}

/** Text that is not empty. */
export function text(): Schema {
  return (value) => {
    if (typeof value !== "string") return WRONG_TYPE;
    return value === "" ? EMPTY : FITS;
  };
}

/** True or false. */
export function flag(): Schema {
  return (value) => typeof value === "boolean" ? FITS : WRONG_TYPE;
}

/** The value false, which turns something off. */
export function no(): Schema {
  return (value) => value === false ? FITS : WRONG_TYPE;
}

/** Any value; something else checks it. */
export function anything(): Schema {
  return () => FITS;
}

/** One of several words. */
export function word(...words: readonly string[]): Schema {
  return (value) => {
    if (typeof value !== "string") return WRONG_TYPE;
    return words.includes(value) ? FITS : OUT_OF_RANGE;
  };
}

/** One of two kinds of value. */
export function either(one: Schema, other: Schema): Schema {
  return (value) => {
    const ofOne = one(value);
    if (ofOne.length === 0) return FITS;
    const ofOther = other(value);
    if (ofOther.length === 0) return FITS;
    // A value of the type of one kind is meant as one of that kind, and so is an object.
    const meant = [ofOne, ofOther]
      .find((faults) => faults.every(({ kind }) => kind !== "type"));
    return meant ?? (isPlain(value) ? ofOther : WRONG_TYPE);
  };
}

/** A list of values of one kind. */
export function list(element: Schema): Schema {
  return (value) =>
    Array.isArray(value)
      ? value.flatMap((entry, index) => within(index, element(entry)))
      : WRONG_TYPE;
}

/** A value that may be left out. */
export function optional(inner: Schema): Schema {
  return (value) => value === undefined ? FITS : inner(value);
}

/** An object of any fields. */
export function object(): Schema {
  return (value) => isPlain(value) ? FITS : WRONG_TYPE;
}

/** An object with only these fields. */
export function record(shape: Readonly<Record<string, Schema>>): Schema {
  const fields = Object.entries(shape);
  return (value) => {
    if (!isPlain(value) || NO_RECORDS.some((Kind) => value instanceof Kind)) {
      return WRONG_TYPE;
    }
    let faults = FITS;
    for (const [name, check] of fields) {
      const inner = check((value as Record<string, unknown>)[name]);
      if (inner.length > 0) faults = [...faults, ...within(name, inner)];
    }
    const keys = unknownKeys(value, shape);
    return keys.length > 0
      ? [...faults, { path: [], kind: "keys", keys }]
      : faults;
  };
}

/** Objects whose content is not in fields. */
const NO_RECORDS = [Date, Map, Promise, Set];

const NO_KEYS: readonly string[] = [];

function unknownKeys(value: object, shape: object): readonly string[] {
  let keys = NO_KEYS;
  for (const key in value) {
    if (!Object.hasOwn(shape, key)) keys = [...keys, key];
  }
  return keys;
}

/** The faults of a part as faults of the whole. */
function within(key: PropertyKey, faults: readonly Fault[]): readonly Fault[] {
  return faults.map((fault) => ({ ...fault, path: [key, ...fault.path] }));
}

/**
 * Finds the faults of a value.
 * @param schema What fits
 * @param value Any value
 * @returns The faults; none if the value fits
 */
export function faultsOf(schema: Schema, value: unknown): readonly Fault[] {
  return schema(value);
}

/** What is wanted of an input, in the words of an error. */
export interface Wanted {
  /** What was being done, such as `read the job`. */
  readonly doing: string;
  /** What the whole must be. */
  readonly whole: string;
  /** What each field must be, by its path. */
  readonly fields: Readonly<Record<string, string>>;
  /** Other names that people give to fields. */
  readonly otherNames?: Readonly<Partial<Record<string, string>>>;
}

/** The longest value that a message shows. */
const SHOWN_CHARS = 100;

/**
 * Makes the error for an input that does not fit. It names each field at fault, what is wanted
 * there and what was given.
 * @param faults What the schema found
 * @param given What the user gave
 * @param wanted What fits
 */
export function inputError(
  faults: readonly Fault[],
  given: unknown,
  wanted: Wanted,
): TypeError | RangeError {
  const sentences = faults.map((fault) => sentence(fault, given, wanted));
  const message = `Cannot ${wanted.doing} as ${sentences.join("; ")}`;
  return faults.every((fault) => isRange(fault, given))
    ? new RangeError(message)
    : new TypeError(message);
}

/**
 * Checks what a user gave.
 * @param schema What fits
 * @param given What the user gave
 * @param wanted What fits, in words
 * @throws {TypeError} If a field is missing, unknown or of the wrong type
 * @throws {RangeError} If values are out of their ranges
 */
export function checkInput(
  schema: Schema,
  given: unknown,
  wanted: Wanted,
): void {
  const faults = schema(given);
  if (faults.length > 0) throw inputError(faults, given, wanted);
}

function sentence(
  { path, keys }: Fault,
  given: unknown,
  wanted: Wanted,
): string {
  const field = path.map(String).join(".");
  if (keys !== undefined) {
    const allowed = keysUnder(field, wanted);
    const unknown = keys.map((key) =>
      unknownKey(key, allowed, wanted.otherNames)
    );
    return `${field === "" ? "it" : field} has ${
      unknown.join(" and ")
    }: allowed are ${allowed.join(", ")}`;
  }
  const value = valueAt(given, path);
  return field === ""
    ? `it must be ${wanted.whole}: current value is ${shown(value)}`
    : `${field} must be ${wantedAt(path, wanted)}: current value is ${
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

function unknownKey(
  key: string,
  allowed: readonly string[],
  otherNames: Wanted["otherNames"] = {},
): string {
  const meant = otherNames[key.toLowerCase()];
  const near = meant !== undefined && allowed.includes(meant)
    ? meant
    : nearest(key, allowed.map((name) => [name, name]), 1)[0];
  const hint = near === undefined ? "" : ` (did you mean "${near}"?)`;
  return `the unknown key ${shown(key)}${hint}`;
}

/** Whether the value lies outside its range, as NaN and infinity lie outside of every range. */
function isRange({ path, kind }: Fault, given: unknown): boolean {
  const value = valueAt(given, path);
  return kind === "range" ||
    typeof value === "number" && !Number.isFinite(value);
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    given,
  );
}

/** Whether a value is an object with keys, and no list. */
export function isPlain(value: unknown): value is Record<string, unknown> {
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
