import { endsText, energy, mass, massScale, number } from "./format.ts";

/** How many significant digits a figure has in a report. */
export type Digits = 1 | 2 | 3;

/** How many digits a figure has on a card, and in its charts. */
export const CARD_DIGITS: Digits = 3;

/** The ends of a range of emissions or of a ratio; `undefined` if they are not known. */
type Range = readonly [low: number, high: number] | undefined;

/** A third digit means something up to this ratio of the ends of a range. */
const NARROW = 1.1;
/** A second digit means something up to this ratio. */
const WIDE = 10;

/** The rule in a sentence, as a report states it. */
export const ROUNDING_RULE: string =
  "Figures have three significant digits if the upper end of the 90 % range is at most " +
  `${NARROW} times the lower one, two if it is at most ${WIDE} times or no range is known, ` +
  "and one otherwise.";

/** The digits of a figure without a range: a third one would be in doubt. */
const UNKNOWN: Digits = 2;

/**
 * How many digits a range supports.
 * @param range Its ends, low before high, >= 0; `undefined` if it is not known
 */
export function digitsOf(range: Range): Digits {
  if (range === undefined) return UNKNOWN;
  const [low, high] = range;
  if (high <= NARROW * low) return 3;
  return high <= WIDE * low ? 2 : 1;
}

/**
 * Rounds a figure to significant digits.
 * @param value Any number
 * @param digits Significant digits
 */
export function rounded(value: number, digits: Digits): number {
  return Number(value.toPrecision(digits));
}

/** Emissions with their unit, such as `170 kg`; in words where they are not known. */
export function massText(kg: number | undefined, digits: Digits): string {
  return kg === undefined ? "not known" : mass(rounded(kg, digits));
}

/** Energy with its unit, such as `420 kWh`. */
export function energyText(kwh: number, digits: Digits): string {
  return energy(rounded(kwh, digits));
}

/** A plain figure, such as `5.2`. */
export function numberText(value: number, digits: Digits): string {
  return number(rounded(value, digits));
}

/**
 * Both ends of a range of emissions, such as `51 to 250 kg`; in words where it is not known. The
 * unit is that of the figure between them.
 */
export function rangeText(
  range: Range,
  kg: number | undefined,
  digits: Digits,
): string {
  if (range === undefined) return "not known";
  const { unit, size } = massScale(rounded(kg ?? 0, digits));
  const [low, high] = range;
  return `${endsText([low / size, high / size], digits)} ${unit}`;
}

/** The range with its name, for a sentence: `90 % range: 51 to 250 kg`. */
export function rangePhrase(
  range: Range,
  kg: number | undefined,
  digits: Digits,
): string {
  return range === undefined
    ? "no range is known"
    : `90 % range: ${rangeText(range, kg, digits)}`;
}
