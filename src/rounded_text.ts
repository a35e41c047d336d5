import { energy, mass, massScale, number } from "./format.ts";
import { type Digits, rounded } from "./rounding.ts";

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

/** The ends of a range in kgCO2e; `undefined` if nobody knows them. */
type Range = readonly [low: number, high: number] | undefined;

/**
 * Both ends of a range of emissions, in the unit in which the figure between them reads best, such as
 * `51 to 250 kg`; in words where it is not known.
 */
export function rangeText(
  range: Range,
  kg: number | undefined,
  digits: Digits,
): string {
  if (range === undefined) return "not known";
  const { unit, size } = massScale(rounded(kg ?? 0, digits));
  const [low, high] = range.map((end) => number(end / size, digits));
  return `${low} to ${high} ${unit}`;
}

/** The same with what it is, for a sentence: `90 % range: 51 to 250 kg`. */
export function rangePhrase(
  range: Range,
  kg: number | undefined,
  digits: Digits,
): string {
  return range === undefined
    ? "no range is known"
    : `90 % range: ${rangeText(range, kg, digits)}`;
}
