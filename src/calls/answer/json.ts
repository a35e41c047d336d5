/** An object of JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** The value as an object of JSON; `undefined` if it is none. */
export function objectOf(value: unknown): Json | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value as Json
    : undefined;
}

/** The value at a path, from the outermost key inwards. */
export function at(value: unknown, path: readonly string[]): unknown {
  let inner = value;
  for (const key of path) inner = objectOf(inner)?.[key];
  return inner;
}

/** The value as a count or another number >= 0; `undefined` if it is none. */
export function countOf(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 && value < Infinity
    ? value
    : undefined;
}

/** The value as text that is not empty. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The value as a list; empty if it is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value of a text in JSON; `undefined` if it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
