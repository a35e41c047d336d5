import { number } from "../../format.ts";

/** Figures that differ by less than this share differ by their last bits only. */
const NEGLIGIBLE = 1e-9;
/** More digits of a ratio say nothing. */
const MOST_DIGITS = 6;

/**
 * A ratio with the digits that tell it from 1: `1.004`, but `1.33`.
 * @param ratio A figure divided by another, >= 0
 * @param scale Is multiplied with it: 100 for percent. @default 1
 */
export function ratioText(ratio: number, scale: number = 1): string {
  const apart = Math.max(Math.abs(ratio - 1), NEGLIGIBLE);
  const digits = apart === NEGLIGIBLE ? 3 : 1 - Math.floor(Math.log10(apart));
  return number(ratio * scale, Math.min(Math.max(3, digits), MOST_DIGITS));
}

/**
 * The ends of a ratio's range with the digits that tell them apart: `0.68 to 1.5`.
 * @param ratio The ratio, > 0
 * @param range Its ends, low before high
 * @param scale As above. @default 1
 * @returns `undefined` if the ratio is exact, as both figures share all that is uncertain
 */
export function ratioRangeText(
  ratio: number,
  [low, high]: readonly [low: number, high: number],
  scale: number = 1,
): string | undefined {
  const width = (high - low) / ratio;
  if (!(width > NEGLIGIBLE)) return undefined;
  const digits = 2 - Math.round(Math.log10(width));
  const text = (end: number) =>
    number(end * scale, Math.min(Math.max(2, digits), MOST_DIGITS));
  return `${text(low)} to ${text(high)}`;
}
