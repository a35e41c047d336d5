import { assertAlmostEquals } from "@std/assert";

/**
 * Two figures agree to so many parts of their size; below the smallest normal number
 * there are no digits left to agree.
 */
export function assertClose(
  actual: number | undefined,
  expected: number,
  relative = 1e-12,
): void {
  const tolerance = Math.abs(expected) * relative + Number.MIN_VALUE * 2 ** 52;
  assertAlmostEquals(actual, expected, tolerance);
}
