// @ts-types="npm:@types/d3-dsv@3"
import { csvParse } from "npm:d3-dsv@3";
import type { Confidence } from "./types.ts";

/** A row of the collected facts: a cell for each column name, "" if unknown. */
export type Fact = Record<string, string>;

/** Reads the rows of one CSV file in `folder`. */
export function readFacts(folder: string, file: string): Fact[] {
  return csvParse(Deno.readTextFileSync(`${folder}/${file}`)) as Fact[];
}

/** Gives the number in a cell, or `undefined` if the cell is empty. */
export function optional(cell: string): number | undefined {
  return cell === "" ? undefined : required(cell);
}

/** Gives the number in a cell that must hold one. */
export function required(cell: string): number {
  const value = Number(cell);
  if (cell.trim() === "" || Number.isNaN(value)) {
    throw new TypeError(`Cannot read a number: the cell is "${cell}"`);
  }
  return value;
}

/** Gives the text of a cell, or `undefined` if the cell is empty. */
export function text(cell: string | undefined): string | undefined {
  return cell?.trim() || undefined;
}

/** Gives the confidence of a row; high confidence is the rule and is not written. */
export function confidence(cell: string): Confidence | undefined {
  return cell === "low" || cell === "medium" ? cell : undefined;
}

/** Gives the entry of `table` for `key`; a key without an entry is an error. */
export function lookUp<T>(table: Record<string, T>, key: string): T {
  const found = table[key];
  if (found === undefined) {
    throw new RangeError(`Cannot convert the row: no entry for "${key}"`);
  }
  return found;
}

/** Gives the key of the first entry whose prefix `name` begins with. */
export function byPrefix(table: Record<string, string>, name: string): string {
  const prefix = Object.keys(table).find((start) => name.startsWith(start));
  return lookUp(table, prefix ?? name);
}

/** Matches parts of notes that only say how the row was collected. */
const COLLECTING = /from memory|confirmed on the page|in GSF real|^target$/;

/** Gives a note without the parts that do not help a user. */
export function cleanNote(note: string): string | undefined {
  const parts = note.split(/;\s*/).filter((part) => !COLLECTING.test(part));
  return text(parts.join("; "));
}

/** Gives a text in lower case with its words joined by hyphens. */
export function kebab(words: string): string {
  return words.toLowerCase().replace(/[^a-z0-9.]+/g, "-").replace(
    /^-|-$/g,
    "",
  );
}

/** The type with every key present and each value possibly `undefined`. */
type Loose<T> = { [K in keyof T]-?: T[K] | undefined };

/** Gives `fields` without the unknown ones. */
export function row<T extends object>(
  fields: Partial<Loose<T>> & Pick<T, RequiredKeys<T>>,
): T {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as T;
}

type RequiredKeys<T> = {
  [K in keyof T]-?: undefined extends Pick<T, K>[K] ? never
    : Record<never, never> extends Pick<T, K> ? never
    : K;
}[keyof T];
