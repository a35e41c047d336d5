import { assertAlmostEquals } from "@std/assert";

/**
 * Fails unless two figures agree to `relative` of their size. Numbers below the smallest normal
 * number have too few digits to agree.
 */
export function assertClose(
  actual: number | undefined,
  expected: number,
  relative = 1e-12,
): void {
  const tolerance = Math.abs(expected) * relative + Number.MIN_VALUE * 2 ** 52;
  assertAlmostEquals(actual, expected, tolerance);
}
