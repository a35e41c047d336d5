import { lineError, type SourceFile } from "./source_file.ts";

/** A cell of a file, and where it stands. */
export interface CellPlace {
  readonly file: SourceFile;
  readonly line: number;
  /** What it is, for the message. */
  readonly what: string;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Whether a text is a finite number, written out. */
export function isNumber(text: string): boolean {
  return NUMBER.test(text) && Number.isFinite(Number(text));
}

/**
 * An amount: a number that is never below 0.
 * @param text What the file has
 * @param unit For the message
 * @throws {TypeError} If it is no number
 * @throws {RangeError} If it is below 0, or beyond any number
 */
export function amountOf(
  text: string,
  unit: string,
  { file, line, what }: CellPlace,
): number {
  const wanted = `must have a number >= 0 as ${what}, in ${unit}`;
  if (!NUMBER.test(text)) {
    throw lineError(TypeError, file, line, wanted, text);
  }
  const value = Number(text);
  if (value >= 0 && value < Infinity) return value;
  throw lineError(RangeError, file, line, wanted, text);
}

const MOMENT =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,]\d+)?(Z|[+-]\d\d:?\d\d)?$/;

/**
 * A moment, by the clock of this machine where the file does not say the zone.
 * @throws {TypeError} If it is no date with a time
 * @throws {RangeError} If there is no such day or hour
 */
export function momentOf(text: string, { file, line, what }: CellPlace): Date {
  const wanted = `must have a date such as 2026-11-23T07:54:12 as ${what}`;
  const parts = MOMENT.exec(text);
  if (parts === null) throw lineError(TypeError, file, line, wanted, text);
  const date = new Date(text.replace(" ", "T").replace(",", "."));
  // Of days that are not there, such as 31 April, Date makes others.
  const [year, month, day, hour, minute, second] = parts.slice(1, 7)
    .map(Number) as [number, number, number, number, number, number];
  const asIs = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const isThere = asIs.toISOString().startsWith(
    `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}`,
  );
  if (isThere && !Number.isNaN(date.getTime()) && year >= 1970) return date;
  throw lineError(RangeError, file, line, wanted, text);
}

/** How an imported moment is to be read. */
export const LOCAL_TIME =
  "its time is taken to be that of this machine's zone, as the file does not say which it is";
