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
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?(Z|[+-]\d\d:?\d\d)?$/;

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
    const told = SPREADSHEET.test(text)
      ? `must have a date whose day and month can be told apart, such as ${example}`
      : wanted;
    throw lineError(TypeError, at, told, text);
  }
  const date = new Date(text.replace(" ", "T").replace(",", "."));
  // Date turns a day that does not exist, such as 31 April, into another one.
  const written = `${parts[1]}T${parts[2]}`;
  const inUtc = new Date(`${written}Z`);
  const exists = inUtc.getTime() >= 0 &&
    inUtc.toISOString().startsWith(written);
  if (exists && date < LATEST) return date;
  throw lineError(RangeError, at, wanted, text);
}

/** A date as spreadsheets save it, such as `31/05/2024 10:45` or `5/31/2024 10:45 AM`. */
const SPREADSHEET =
  /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})[ T](\d{1,2}):(\d\d)(?::(\d\d))?(?: ?([AaPp])\.?[Mm]\.?)?$/;

/**
 * Tells how the dates of a column are to be read, of which a spreadsheet may have saved some.
 * @param column All of its cells
 * @returns Gives a cell as an ISO date; as it is if its day and month cannot be told apart
 */
export function isoDates(column: readonly string[]): (text: string) => string {
  const parts = column.map((text) => SPREADSHEET.exec(text) ?? []);
  const isDay = (at: 1 | 3) => parts.some((part) => Number(part[at]) > 12);
  // Only where the day comes first it is followed by a point.
  const dots = parts.some((part) => part[2] === ".");
  const [dayFirst, monthFirst] = [isDay(1) || dots, isDay(3)];
  if (dayFirst === monthFirst) return (text) => text;
  return (text) => {
    const found = SPREADSHEET.exec(text);
    if (found === null) return text;
    const [, first = "", , second = "", year, hour, minute, s = "00", half] =
      found;
    const [day, month] = dayFirst ? [first, second] : [second, first];
    const hours = half === undefined
      ? Number(hour)
      : Number(hour) % 12 + (/p/i.test(half) ? 12 : 0);
    const two = (figure: string | number) => String(figure).padStart(2, "0");
    return `${year}-${two(month)}-${two(day)}T${two(hours)}:${minute}:${s}`;
  };
}

const WITH_COMMAS = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const WITH_POINTS = /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/;
const DECIMAL_COMMA = /^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$/;

/**
 * Tells how the numbers of a file are to be read: whether a comma parts whole and decimals, or
 * thousands.
 * @param cells All cells that should be numbers
 * @returns Gives a number with a decimal point and nothing between thousands
 */
export function plainNumbers(
  cells: readonly string[],
): (text: string) => string {
  // "1,054" alone says nothing: only in a file without other commas it is a thousand.
  const decimalComma = cells.some((cell) =>
    DECIMAL_COMMA.test(cell) && !WITH_COMMAS.test(cell)
  );
  return (text) => {
    if (decimalComma) {
      return DECIMAL_COMMA.test(text) || WITH_POINTS.test(text)
        ? text.replaceAll(".", "").replace(",", ".")
        : text;
    }
    return WITH_COMMAS.test(text) ? text.replaceAll(",", "") : text;
  };
}

/** No run of another tool is later. */
export const LATEST: Date = new Date("2100-01-01T00:00:00Z");
