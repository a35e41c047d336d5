/**
 * Figures as text: the only place where anything is rounded.
 * @module
 */

import { decimal } from "./decimal.ts";

/** A unit and its size. */
export interface Scale {
  /** Its symbol. */
  readonly unit: string;
  /** One of this unit, in the base unit. */
  readonly size: number;
}

const MASS = scalesOf({ mg: 1e-6, g: 1e-3, kg: 1, t: 1e3, kt: 1e6 });
const ENERGY = scalesOf({ mWh: 1e-6, Wh: 1e-3, kWh: 1, MWh: 1e3, GWh: 1e6 });
const VOLUME = scalesOf({ µL: 1e-6, mL: 1e-3, L: 1, "m³": 1e3 });
const POWER = scalesOf({ mW: 1e-3, W: 1, kW: 1e3, MW: 1e6 });
/** Units of time, in s. */
export const TIME: readonly Scale[] = scalesOf({
  s: 1,
  min: 60,
  h: 3600,
  d: 86_400,
});

/** The sizes of units, ascending; the base unit has the size 1. */
function scalesOf(sizes: Readonly<Record<string, number>>): readonly Scale[] {
  return Object.entries(sizes).map(([unit, size]) => ({ unit, size }));
}

/** A figure gets three digits, and the ends of a range two: most ranges are wide. */
const DIGITS = 3;
const RANGE_DIGITS = 2;

/** Numbers beyond these are written with an exponent, as their zeros are hard to count. */
const LEAST = 1e-6;
const MOST = 1e12;

/**
 * Writes a number with a few significant digits.
 * @param value Any number
 * @param digits Significant digits. @default 3
 */
export function number(value: number, digits: number = DIGITS): string {
  const size = Math.abs(value);
  return size !== 0 && (size < LEAST || size >= MOST)
    ? value.toExponential(Math.min(digits, DIGITS) - 1)
    : decimal(value, digits);
}

/**
 * Writes a number as it was published or given, without rounding it.
 * @param value Any number
 */
export function exact(value: number): string {
  return number(value, 15);
}

/**
 * Writes how many things there are, such as `1 job`, `no jobs` or `2 jobs`.
 * @param count How many
 * @param one The name of one
 * @param many The name of several. @default that of one with an s
 */
export function counted(
  count: number,
  one: string,
  many: string = `${one}s`,
): string {
  return `${count === 0 ? "no" : exact(count)} ${count === 1 ? one : many}`;
}

/** The unit of mass in which a value reads best. */
export function massScale(kg: number): Scale {
  return scaleFor(kg, MASS);
}

function scaleFor(value: number, scales: readonly Scale[]): Scale {
  // The unit must fit the rounded number: 999.7 kg are 1,000 kg to three digits, and so 1 t.
  const size = value === 0 ? 1 : Number(Math.abs(value).toPrecision(DIGITS));
  return scales.findLast((scale) => size >= scale.size) ?? scales[0] as Scale;
}

function withUnit(
  value: number,
  scales: readonly Scale[],
  digits: number = DIGITS,
): string {
  const { unit, size } = scaleFor(value, scales);
  return `${number(value / size, digits)} ${unit}`;
}

/**
 * Emissions with their unit, such as `173 kg`.
 * @param kg In kgCO2e
 * @param digits Significant digits. @default 3
 */
export function mass(kg: number, digits?: number): string {
  return withUnit(kg, MASS, digits);
}

/**
 * Both ends of a range of emissions in one unit, such as `51 to 250 kg`.
 * @param range In kgCO2e
 * @param scale The unit. @default the one in which the larger end reads best
 */
export function massRange(
  range: readonly [number, number],
  scale: Scale = massScale(Math.max(...range.map(Math.abs))),
): string {
  const [low, high] = range;
  const ends = endsText([low / scale.size, high / scale.size], RANGE_DIGITS);
  return `${ends} ${scale.unit}`;
}

/** More digits tell nothing to a reader. */
const MOST_DIGITS = 5;

/**
 * Both ends of a range, such as `51 to 250`, with more digits where these do not tell them apart.
 * @param range Its ends, in one unit
 * @param digits Significant digits
 */
export function endsText(
  [low, high]: readonly [number, number],
  digits: number,
): string {
  const ends = [number(low, digits), number(high, digits)];
  return ends[0] !== ends[1] || low === high || digits >= MOST_DIGITS
    ? ends.join(" to ")
    : endsText([low, high], digits + 1);
}

/** Energy with its unit, such as `420 kWh`. */
export function energy(kwh: number): string {
  return withUnit(kwh, ENERGY);
}

/** A volume of water with its unit, such as `1.2 L`. */
export function volume(litres: number): string {
  return withUnit(litres, VOLUME);
}

/** A share as percent, such as `1.3 %`. */
export function percent(share: number): string {
  return `${number(share * 100, 2)} %`;
}

/** The unit of power in which a value reads best. */
export function powerScale(watts: number): Scale {
  return scaleFor(watts, POWER);
}

/** Power with its unit, such as `312 W`. */
export function power(watts: number): string {
  return withUnit(watts, POWER);
}

const [SECOND, MINUTE, HOUR, DAY] = TIME as [Scale, Scale, Scale, Scale];

/** Times below this many seconds are shown with tenths. */
const FEW_SECONDS = 9.95;

/**
 * Writes a time in its two largest units, such as `3 min 20 s` or `2 d 4 h`.
 * @param seconds In s, >= 0
 */
export function duration(seconds: number): string {
  if (seconds < FEW_SECONDS) return `${number(seconds, RANGE_DIGITS)} s`;
  // The smaller unit is rounded first, so that 59.7 s become 1 min and not 60 s.
  const s = Math.round(seconds);
  if (s < MINUTE.size) return `${s} s`;
  if (s < HOUR.size) return twoUnits(s, MINUTE, SECOND);
  const min = Math.round(seconds / MINUTE.size) * MINUTE.size;
  if (min < DAY.size) return twoUnits(min, HOUR, MINUTE);
  const h = Math.round(seconds / HOUR.size) * HOUR.size;
  return twoUnits(h, DAY, HOUR);
}

function twoUnits(seconds: number, large: Scale, small: Scale): string {
  const rest = (seconds % large.size) / small.size;
  const whole = `${number(Math.floor(seconds / large.size))} ${large.unit}`;
  return rest === 0 ? whole : `${whole} ${rest} ${small.unit}`;
}

/** Replaces the end of a text that is cut. */
const CUT = "…";

/**
 * Cuts a text that a user may have made as long as a book.
 * @param text Any text
 * @param most The greatest number of characters, >= 1
 */
export function clipped(text: string, most: number): string {
  if (text.length <= most) return text;
  // A pair of surrogates is one character, which must not be cut in half.
  return text.slice(0, most - CUT.length).replace(/[\uD800-\uDBFF]$/, "") + CUT;
}

/**
 * The first items of many, and a last one that says how many more there are.
 * @param items Any items
 * @param most How many of them
 */
export function firstOf<T>(
  items: readonly T[],
  most: number,
): readonly (T | string)[] {
  const left = items.length - most;
  return left > 0 ? [...items.slice(0, most), `and ${left} more`] : items;
}

/** A space between a figure and its unit that no line breaks at. */
const THIN_SPACE = "\u202F";

/** Every unit that a text of ours may hold. */
const UNITS = [
  ...[...MASS, ...ENERGY, ...VOLUME, ...POWER, ...TIME].map(({ unit }) => unit),
  "%",
  "GB",
  "km",
  "gCO2e",
  "g/kWh",
  "gCO2e/kWh",
  "kgCO2e",
  "L/kWh",
  "W/GB",
];

const BEFORE_UNIT = new RegExp(
  `(?<=\\d) (?=(?:${UNITS.join("|")})(?![\\p{L}\\p{N}/]))`,
  "gu",
);

/**
 * A text as it is set on a page: CO₂e, real minus signs, and thin spaces before units.
 * @param text Any text of ours
 * @param space Between a figure and its unit. @default a thin space
 */
export function typeset(text: string, space: string = THIN_SPACE): string {
  return text.replace(BEFORE_UNIT, space)
    .replace(/CO2e(?![\p{L}\p{N}])/gu, "CO₂e")
    .replace(/(?<=^|[\s(])-(?=[\d.])/g, "−");
}
