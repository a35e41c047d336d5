/**
 * What inputs are checked with: zod's core, without the two interfaces on top of it, of which even the small
 * one takes a quarter longer to load, on the path of every first estimate.
 * @module
 */

import * as z from "npm:zod@^4.6.7/v4/core";

type Schema = z.$ZodType;

/** A finite number within bounds. */
export function number(...checks: z.$ZodCheck<number>[]): z.$ZodNumber {
  return new z.$ZodNumber({ type: "number", checks });
}

/** At least so much. */
export function least(value: number): z.$ZodCheck<number> {
  return z._gte(value);
}

/** More than so much. */
export function above(value: number): z.$ZodCheck<number> {
  return z._gt(value);
}

/** At most so much. */
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

/** False, for what is not wanted. */
export function no(): z.$ZodLiteral {
  return new z.$ZodLiteral({ type: "literal", values: [false] });
}

/** Whatever it is: checked elsewhere. */
export function anything(): z.$ZodUnknown {
  return new z.$ZodUnknown({ type: "unknown" });
}

/** One of some words. */
export function word(...words: string[]): z.$ZodEnum {
  const entries = Object.fromEntries(words.map((word) => [word, word]));
  return new z.$ZodEnum({ type: "enum", entries });
}

/** One of some kinds of value. */
export function either(...options: Schema[]): z.$ZodUnion {
  return new z.$ZodUnion({ type: "union", options });
}

/** A list of values of a kind. */
export function list(element: Schema): z.$ZodArray {
  return new z.$ZodArray({ type: "array", element });
}

/** A value that may be left out. */
export function optional(innerType: Schema): z.$ZodOptional {
  return new z.$ZodOptional({ type: "optional", innerType });
}

/** An object with these fields and no others; its check is compiled, as sweeps run it often. */
export function record(shape: Readonly<Record<string, Schema>>): z.$ZodObject {
  return new z.$ZodObjectJIT({
    type: "object",
    shape,
    catchall: new z.$ZodNever({ type: "never" }),
  });
}

/** A fault that a check has found. */
export type Issue = z.$ZodIssue;

/** Schemas that have checked something: compiling one takes longer than its first check, and is worth it from the second on. */
const checked = new WeakSet<Schema>();

/**
 * The faults of a value; none if it fits.
 * @param schema What fits
 * @param value Anything
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
