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

// Rows are tuples in the file, which every import reads: five thousand objects with the same keys
// would triple its size.
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

/** What `/proc/cpuinfo` adds to a model's name: trademarks, clock, generation, cores, graphics. */
const ADDED =
  /\((?:R|TM|C)\)|@.*$|^\d+th Gen |\b\w+-Cores?\b|\b(?:with|w\/) Radeon.*$|\b(?:CPU|Processor)\b/gi;

/**
 * A processor's model: it is the same for `Intel(R) Xeon(R) CPU E5-2699 v4 @ 2.20GHz` and
 * `Intel Xeon E5-2699 v4`.
 */
function modelOf(name: string): string {
  return name.replace(ADDED, " ");
}

const rows = table.rows as unknown as readonly CpuRow[];
const made: Cpu[] = [];

/** Each row is made once, so that it is the same object however it is found. */
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
 * The first few names are looked up only in rows that can match. An index of all rows takes 25 ms,
 * which is too long for the one processor of a machine, but pays off for a sweep over many.
 */
const WITHOUT_INDEX = 8;
const met = new Map<string, Cpu | undefined>();

function findCpu(name: string): Cpu | undefined {
  const indexed = whole !== undefined || met.size >= WITHOUT_INDEX;
  // The table refuses a name that is not text.
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

/** No model has more digits than this. */
const MANY_DIGITS = 20;

/**
 * The processors that a name can mean. A match has the digits of the given model, in their order,
 * because comparing names only ever leaves characters out.
 * @returns `undefined` if the name has no digits
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

/** The processors, also found by their names in `/proc/cpuinfo`. */
export const cpus: Table<Cpu> = Object.freeze({
  list: () => cpuTable().list(),
  find: findCpu,
  get: (name: string) => findCpu(name) ?? cpuTable().get(name),
});
