/** How many significant digits a figure has in a report. */
export type Digits = 1 | 2 | 3;

/** Up to this ratio of its ends, a range leaves the third digit some meaning. */
const NARROW = 1.1;
/** Up to this one, the second. */
const WIDE = 10;

/** The rule in a sentence, as a report states it. */
export const ROUNDING_RULE: string =
  `Figures have three significant digits where the upper end of the 90 % range is at most ${NARROW} times the lower one, two where it is at most ${WIDE} times or no range is known, and one beyond that.`;

/** Without a range, the third digit is in doubt anyway. */
const UNKNOWN: Digits = 2;

/**
 * How many digits a range supports.
 * @param range Its ends, low before high, >= 0; `undefined` if nobody knows it
 */
export function digitsOf(
  range: readonly [low: number, high: number] | undefined,
): Digits {
  if (range === undefined) return UNKNOWN;
  const [low, high] = range;
  if (high <= NARROW * low) return 3;
  return high <= WIDE * low ? 2 : 1;
}

/**
 * A figure with no more digits than it deserves.
 * @param value Any number
 * @param digits Significant digits
 */
export function rounded(value: number, digits: Digits): number {
  return Number(value.toPrecision(digits));
}
