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
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,]\d+)?(Z|[+-]\d\d:?\d\d)?$/;

/**
 * Reads a date and time, in this machine's time zone if the file names none.
 * @throws {TypeError} If it is not a date with a time
 * @throws {RangeError} If there is no such day or hour, or it is after 2099
 */
export function momentOf(text: string, at: CellPlace): Date {
  const wanted = `must have a date such as 2026-11-23T07:54:12 as ${at.what}`;
  const parts = MOMENT.exec(text);
  if (parts === null) throw lineError(TypeError, at, wanted, text);
  const date = new Date(text.replace(" ", "T").replace(",", "."));
  // Date turns a day that does not exist, such as 31 April, into another one.
  const written = `${parts[1]}T${parts[2]}`;
  const inUtc = new Date(`${written}Z`);
  const exists = inUtc.getTime() >= 0 &&
    inUtc.toISOString().startsWith(written);
  if (exists && date < LATEST) return date;
  throw lineError(RangeError, at, wanted, text);
}

/** No run of another tool is later. */
export const LATEST: Date = new Date("2100-01-01T00:00:00Z");
