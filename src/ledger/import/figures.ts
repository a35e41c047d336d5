import type { Delimiter } from "./csv_records.ts";
import { lineError, type LinePlace } from "./source_file.ts";

/** The place of a cell in a file. */
export interface CellPlace extends LinePlace {
  /** The name of the cell, for the message. */
  readonly what: string;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Whether a text is a finite number. */
export function isNumber(text: string): boolean {
  return NUMBER.test(text) && Number.isFinite(Number(text));
}

/**
 * Reads an amount, a number >= 0.
 * @param text The cell
 * @param unit The unit, for the message
 * @throws {TypeError} If it is not a number
 * @throws {RangeError} If it is below 0, or too large for a number
 */
export function amountOf(text: string, unit: string, at: CellPlace): number {
  const wanted = `must have a number >= 0 as ${at.what}${
    unit === "" ? "" : `, in ${unit}`
  }`;
  if (!NUMBER.test(text)) throw lineError(TypeError, at, wanted, text);
  const value = Number(text);
  if (value >= 0 && value < Infinity) return value;
  throw lineError(RangeError, at, wanted, text);
}

const MOMENT =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)([.,]\d+)? ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/;

/**
 * Reads a date and time, in this machine's time zone if the file names none.
 * @throws {TypeError} If it is not a date with a time
 * @throws {RangeError} If there is no such day or hour, or it is after 2099
 */
export function momentOf(text: string, at: CellPlace): Date {
  const example = `2026-11-23T07:54:12 as ${at.what}`;
  const wanted = `must have a date such as ${example}`;
  const parts = MOMENT.exec(text);
  if (parts === null) {
    const told = DAY_AND_MONTH.test(text)
      ? `must have a date whose day and month can be told apart, such as ${example}`
      : wanted;
    throw lineError(TypeError, at, told, text);
  }
  const [, day, time, fraction = "", zone = ""] = parts;
  const date = new Date(
    `${day}T${time}${fraction.replace(",", ".")}${offsetOf(zone)}`,
  );
  // Date turns a day that does not exist, such as 31 April, into another one.
  const written = `${day}T${time}`;
  const inUtc = new Date(`${written}Z`);
  const exists = inUtc.getTime() >= 0 &&
    inUtc.toISOString().startsWith(written);
  if (exists && date < LATEST) return date;
  throw lineError(RangeError, at, wanted, text);
}

/** Whether a date names its time zone. */
export function hasZone(text: string): boolean {
  return !!MOMENT.exec(text)?.[4];
}

/** A time zone as ISO 8601 has it. */
function offsetOf(zone: string): string {
  if (/^[A-Z]/.test(zone)) return "Z";
  return zone.replace(
    /^(...):?(\d\d)?$/,
    (_, hours, minutes = "00") => `${hours}:${minutes}`,
  );
}

const TIME =
  /,?[ T](\d{1,2}):(\d\d)(?::(\d\d(?:[.,]\d+)?))?(?: ?([AaPp])\.?[Mm]\.?)?$/
    .source;

/** A date as spreadsheets save it, such as `31/05/2024 10:45` or `5/31/24 10:45 AM`. */
const DAY_AND_MONTH = new RegExp(
  `^(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d\\d|\\d{4})${TIME}`,
);

/** A date as spreadsheets save it in East Asia, and as nvidia-smi writes it. */
const YEAR_FIRST = new RegExp(
  `^(\\d{4})([/.])(\\d{1,2})\\2(\\d{1,2})${TIME}`,
);

/**
 * Tells how the dates of a column are to be read, of which a spreadsheet may have saved some.
 * @param column All of its cells
 * @param delimiter What parts the cells of the file
 * @returns Gives a cell as an ISO date; as it is if its day and month cannot be told apart
 */
export function isoDates(
  column: readonly string[],
  delimiter: Delimiter = ",",
): (text: string) => string {
  const parts = column.map((text) => DAY_AND_MONTH.exec(text) ?? []);
  const isDay = (at: 1 | 3) => parts.some((part) => Number(part[at]) > 12);
  // Only where the day comes first it is followed by a point.
  const dots = parts.some((part) => part[2] === ".");
  const monthFirst = isDay(3);
  // No country that writes the month first parts cells by semicolons.
  const dayFirst = isDay(1) || dots || delimiter === ";" && !monthFirst;
  return (text) => {
    const whole = YEAR_FIRST.exec(text);
    if (whole !== null) {
      const [, year = "", , month = "", day = "", ...time] = whole;
      return isoDate(year, month, day, time);
    }
    const found = DAY_AND_MONTH.exec(text);
    if (found === null || dayFirst === monthFirst) return text;
    const [, first = "", , second = "", year = "", ...time] = found;
    const [day, month] = dayFirst ? [first, second] : [second, first];
    return isoDate(year.length === 2 ? `20${year}` : year, month, day, time);
  };
}

function isoDate(
  year: string,
  month: string,
  day: string,
  [hour, minute, second = "00", half]: readonly (string | undefined)[],
): string {
  const hours = half === undefined
    ? Number(hour)
    : Number(hour) % 12 + (/p/i.test(half) ? 12 : 0);
  const two = (figure: string | number) => String(figure).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}T${two(hours)}:${minute}:${second}`;
}

/** `1,054` and `12,345,678.9`: no number begins with a group of 0. */
const COMMA_GROUPS = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/;
const POINT_GROUPS = /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/;
const DECIMAL_COMMA =
  /^[+-]?(?:\d*|[1-9]\d{0,2}(?:\.\d{3})+),\d+(?:[eE][+-]?\d+)?$/;
/** A narrow or unbreakable blank, or an apostrophe, parts nothing but thousands. */
const GROUP_MARK = /(?<=\d)['’ \u00a0\u202f](?=\d{3}(?!\d))/g;

/**
 * Tells how the numbers of a file are to be read: whether a comma parts whole and decimals, or
 * thousands.
 * @param cells All cells that should be numbers
 * @param delimiter What parts the cells of the file
 * @returns Gives a number with a decimal point and nothing between thousands; a text that may be
 * either of two numbers stays as it is
 */
export function plainNumbers(
  cells: readonly string[],
  delimiter: Delimiter = ",",
): (text: string) => string {
  const all = cells.map((cell) => cell.replace(GROUP_MARK, ""));
  const decimalComma = all.some((cell) =>
    DECIMAL_COMMA.test(cell) && !COMMA_GROUPS.test(cell)
  );
  const commaGroups = all.some((cell) =>
    COMMA_GROUPS.test(cell) && !DECIMAL_COMMA.test(cell)
  );
  const decimalPoint = commaGroups ||
    all.some((cell) =>
      cell.includes(".") && isNumber(cell) && !POINT_GROUPS.test(cell)
    );
  // "1,054" alone says nothing. Where commas are decimals, semicolons part the cells.
  const isDecimal = !decimalPoint && (decimalComma || delimiter === ";");
  const isGroups = !decimalComma &&
    (delimiter === "," || decimalPoint && delimiter !== ";");
  const hasCommas = all.some((cell) => cell.includes(","));
  return (text) => {
    const bare = text.replace(GROUP_MARK, "");
    if (COMMA_GROUPS.test(bare) && DECIMAL_COMMA.test(bare)) {
      if (isDecimal) return bare.replace(",", ".");
      return isGroups ? bare.replace(",", "") : text;
    }
    if (COMMA_GROUPS.test(bare)) return bare.replaceAll(",", "");
    if (DECIMAL_COMMA.test(bare)) {
      return bare.replaceAll(".", "").replace(",", ".");
    }
    return isDecimal && hasCommas && POINT_GROUPS.test(bare)
      ? bare.replaceAll(".", "")
      : bare;
  };
}

/** No run of another tool is later. */
export const LATEST: Date = new Date("2100-01-01T00:00:00Z");
