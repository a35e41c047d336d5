/**
 * A name that the catalogue does not hold: hardware, a region, a country.
 *
 * @example Offer the nearest names
 * ```ts
 * import assert from "node:assert/strict";
 * import { catalog, UnknownNameError } from "@carboncell/carboncell";
 *
 * try {
 *   catalog.accelerators.get("A1000 SXM");
 * } catch (error) {
 *   assert(error instanceof UnknownNameError);
 *   assert.equal(error.kind, "hardware");
 *   assert(error.suggestions.includes("A100 SXM4 80GB"));
 * }
 * ```
 */
export class UnknownNameError extends RangeError {
  /** Name of the class, as every error has it. */
  override readonly name = "UnknownNameError";
  /** What was looked for, such as `"hardware"` or `"region"`. */
  readonly kind: string;
  /** The name as it was given. */
  readonly given: string;
  /** The nearest known names, nearest first; may be empty. */
  readonly suggestions: readonly string[];

  /**
   * Makes an error that names what was looked for and what is nearest to it.
   *
   * @param kind What was looked for
   * @param given The name as it was given
   * @param suggestions The nearest known names, nearest first
   * @param hint A further sentence for the message, such as where the name exists
   */
  constructor(
    kind: string,
    given: string,
    suggestions: readonly string[],
    hint?: string,
  ) {
    super(message(kind, given, suggestions, hint));
    this.kind = kind;
    this.given = given;
    this.suggestions = suggestions;
  }
}

/** The longest name that a message repeats; `given` keeps the whole name. */
const SHOWN_CHARS = 100;

function message(
  kind: string,
  given: string,
  suggestions: readonly string[],
  hint?: string,
): string {
  const name = given.length > SHOWN_CHARS
    ? `${given.slice(0, SHOWN_CHARS - 1)}…`
    : given;
  const parts = [`Cannot find ${kind} ${JSON.stringify(name)}`];
  if (hint !== undefined) parts.push(hint);
  if (suggestions.length > 0) {
    parts.push(
      `did you mean ${suggestions.map((s) => JSON.stringify(s)).join(", ")}?`,
    );
  }
  return parts.join(": ");
}
