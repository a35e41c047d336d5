import { number } from "../../format.ts";
import { widest } from "./text_width.ts";

/** Room for the vertical axis at least, in px. */
const LEAST_LEFT = 46;

/** Room beside a label, in px. */
const LABEL_GAP = 14;

/** Labels that differ in their sixth digit are still told apart. */
const DIGITS = 6;

/** Differences below this share of a value are errors of rounding. */
const NOTHING = 1e-9;

/** The label of a value on an axis. */
export function tickLabel(value: number): string {
  return number(value, DIGITS);
}

/**
 * Room for the labels of a vertical axis, in px.
 * @param low Where it begins
 * @param high Where it ends
 */
export function leftOf(low: number, high: number): number {
  // Labels are multiples of a power of ten, and so as long as that.
  const step = 10 ** Math.floor(Math.log10((high - low) / 5));
  const labels = [low, high, step, low + step].map((value) =>
    tickLabel(Math.round(value / step) * step)
  );
  return Math.max(LEAST_LEFT, widest(labels) + LABEL_GAP);
}

/**
 * From the least to the greatest value, with room below and above.
 * @param values At least one
 * @param share The room, as a share of the difference
 */
export function domainOf(
  values: Iterable<number>,
  share: number,
): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const size = Math.max(Math.abs(low), Math.abs(high));
  const isOne = high - low <= NOTHING * size;
  const room = isOne ? 0.1 * size : share * (high - low);
  return room > 1e-300 ? [low - room, high + room] : [low - 1, high + 1];
}
