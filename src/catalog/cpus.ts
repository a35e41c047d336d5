import table from "../../data/cpus.json" with { type: "json" };
import { comparable } from "../nearest.ts";
import { createTable, type Table } from "./table.ts";

/** A processor model. */
export interface Cpu {
  /** The maker's name of the model. */
  readonly name: string;
  /** Physical cores. */
  readonly cores?: number;
  /** Thermal design power of one package, in W. */
  readonly tdpWatts: number;
  /** Year it came out. */
  readonly year?: number;
  /** Key into the sources. */
  readonly source: string;
}

// Rows are tuples in the file: five thousand objects with the same five keys would
// triple its size, and it is read at every import.
type CpuRow = readonly [
  name: string,
  cores: number | null,
  tdpWatts: number,
  year: number | null,
  source: number,
];

function cpuOf([name, cores, tdpWatts, year, source]: CpuRow): Cpu {
  return {
    name,
    ...(cores !== null && { cores }),
    tdpWatts,
    ...(year !== null && { year }),
    source: table.sources[source] as string,
  };
}

/** What `/proc/cpuinfo` adds to a model's name: marks, the clock, generation, cores, graphics. */
const ADDED =
  /\((?:R|TM|C)\)|@.*$|^\d+th Gen |\b\w+-Cores?\b|\b(?:with|w\/) Radeon.*$|\b(?:CPU|Processor)\b/gi;

/**
 * A processor's model: `Intel(R) Xeon(R) CPU E5-2699 v4 @ 2.20GHz` and `Intel Xeon E5-2699 v4` are
 * the same.
 */
function modelOf(name: string): string {
  return name.replace(ADDED, " ");
}

const rows = table.rows as unknown as readonly CpuRow[];
const made: Cpu[] = [];

/** Made once, so that a row is the same object however it is found. */
function rowAt(i: number): Cpu {
  return made[i] ??= cpuOf(rows[i] as CpuRow);
}

function tableOf(list: readonly Cpu[]): Table<Cpu> {
  return createTable(list, {
    kind: "CPU",
    names: ({ name }) => [name, modelOf(name)],
  });
}

let whole: Table<Cpu> | undefined;

function cpuTable(): Table<Cpu> {
  return whole ??= tableOf(rows.map((_, i) => rowAt(i)));
}

/** What people leave out before a model's number. */
const LEFT_OUT = ["", "Intel ", "AMD ", "Intel Core "];

/**
 * How many names are looked up in the few rows that can be meant. The index of all of them takes 25 ms,
 * too long for the one processor of a machine; it pays for a sweep over many.
 */
const WITHOUT_INDEX = 8;
const met = new Map<string, Cpu | undefined>();

function findCpu(name: string): Cpu | undefined {
  const indexed = whole !== undefined || met.size >= WITHOUT_INDEX;
  // What is no text is left to the table to refuse.
  if (indexed || typeof name !== "string") return search(cpuTable(), name);
  if (!met.has(name)) {
    const like = cpusLike(name);
    met.set(name, search(like ? tableOf(like) : cpuTable(), name));
  }
  return met.get(name);
}

function search(like: Table<Cpu>, name: string): Cpu | undefined {
  const exact = like.find(name);
  if (exact !== undefined) return exact;
  const model = modelOf(name).trim();
  for (const maker of LEFT_OUT) {
    const row = like.find(`${maker}${model}`);
    if (row !== undefined) return row;
  }
  return undefined;
}

/** More digits than any model has. */
const MANY_DIGITS = 20;

/**
 * The processors that a name can mean; `undefined` if it has no number to tell them apart. Comparing
 * names leaves signs out and adds none, so one that is meant has the digits of the name's model, in
 * their order.
 */
export function cpusLike(name: string): readonly Cpu[] | undefined {
  const digits = comparable(modelOf(name)).match(/\d/g);
  if (digits === null) return undefined;
  const inOrder = new RegExp(digits.slice(0, MANY_DIGITS).join(".*"));
  const like: Cpu[] = [];
  rows.forEach((row, i) => {
    if (inOrder.test(row[0])) like.push(rowAt(i));
  });
  return like;
}

/** The processors, found by what `/proc/cpuinfo` calls them too. */
export const cpus: Table<Cpu> = Object.freeze({
  list: () => cpuTable().list(),
  find: findCpu,
  get: (name: string) => findCpu(name) ?? cpuTable().get(name),
});
