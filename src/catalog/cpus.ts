import { lateTable } from "../late.ts";
import { comparable } from "../nearest.ts";
import { createTable, type Table } from "./table.ts";

/** A processor model. */
export interface Cpu {
  /** The maker's name of the model. */
  readonly name: string;
  /** Physical cores. */
  readonly cores?: number;
  /** Hardware threads; two a core where the table does not say. */
  readonly threads?: number;
  /** Thermal design power of one package, or base power, in W; never turbo power. */
  readonly tdpWatts: number;
  /** What the power is assumed from; set if the maker publishes none. */
  readonly assumed?: string;
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
  threads?: number,
  assumed?: number,
];

interface CpuTable {
  readonly sources: readonly string[];
  readonly assumed: readonly string[];
  readonly rows: readonly CpuRow[];
}

const table = lateTable<CpuTable>(
  new URL("../../data/cpus.json", import.meta.url),
  () => import("../../data/cpus.json", { with: { type: "json" } }),
);

function cpuOf(row: CpuRow): Cpu {
  const [name, cores, tdpWatts, year, source, threads, assumed] = row;
  return {
    name,
    ...(cores !== null && { cores, threads: threads ?? cores * 2 }),
    tdpWatts,
    ...(assumed !== undefined &&
      { assumed: table().assumed[assumed] as string }),
    ...(year !== null && { year }),
    source: table().sources[source] as string,
  };
}

/** What `/proc/cpuinfo` adds to a model's name: trademarks, clock, generation, cores, graphics. */
const ADDED =
  /\((?:R|TM|C)\)|[®™]|(?: 0 )?@.*$|^\d+th Gen |\b\w+-Cores?\b|\b(?:with|w\/) Radeon.*$| - X1\w+ - .*$|\b(?:CPU|Processor)\b/gi;

/**
 * A processor's model: it is the same for `Intel(R) Xeon(R) CPU E5-2699 v4 @ 2.20GHz` and
 * `Intel Xeon E5-2699 v4`.
 */
function modelOf(name: string): string {
  return name.replace(ADDED, " ");
}

const made: Cpu[] = [];

/** Each row is made once, so that it is the same object however it is found. */
function rowAt(i: number): Cpu {
  return made[i] ??= cpuOf(table().rows[i] as CpuRow);
}

function tableOf(list: readonly Cpu[]): Table<Cpu> {
  return createTable(list, {
    kind: "CPU",
    names: ({ name }) => [name, modelOf(name)],
  });
}

let whole: Table<Cpu> | undefined;

function cpuTable(): Table<Cpu> {
  return whole ??= tableOf(table().rows.map((_, i) => rowAt(i)));
}

/** Makers that people leave out. */
const LEFT_OUT = [
  ...["", "Intel ", "AMD ", "Intel Core ", "Apple ", "AWS ", "Google "],
  ...["Microsoft ", "Ampere ", "Qualcomm "],
];

/** Words of a model that tell its family: people leave these out before its number. */
const FAMILY = /^\D+$|^[3579]$|^[imwx][2-9]$|^ii$/;

function wordsOf(name: string): string[] {
  const words = modelOf(name).replace(/\bazure\b/i, "Microsoft")
    .replace(/\bamazon\b/i, "AWS");
  return words.split(/[^\p{L}\p{N}]+/u).map(comparable).filter(Boolean);
}

/**
 * The processor whose words are the given ones and its family: `7950X`, `Xeon 6248R`, `12700K`.
 * A bare number is none, because cards and processors of several makers share them.
 */
function byWords(
  near: (words: readonly string[]) => readonly Cpu[],
  name: string,
): Cpu | undefined {
  const given = wordsOf(name);
  const bare = given.length === 1 && !/\d\D|\D\d/.test(given[0] as string);
  if (bare || !given.some((word) => !FAMILY.test(word))) return undefined;
  let best: Cpu[] = [];
  let fewest = Infinity;
  for (const cpu of near(given)) {
    const words = wordsOf(cpu.name);
    const extra = words.filter((word) => !given.includes(word));
    if (extra.length > fewest || !given.every((word) => words.includes(word))) {
      continue;
    }
    if (!extra.every((word) => FAMILY.test(word))) continue;
    if (extra.length < fewest) best = [];
    fewest = extra.length;
    best.push(cpu);
  }
  const [first] = best;
  const one = best.every((cpu) => cpu.tdpWatts === first?.tdpWatts);
  return one ? first : undefined;
}

/**
 * The first few names are looked up only in rows that can match. An index of all rows takes 25 ms,
 * which is too long for the one processor of a machine, but pays off for a sweep over many.
 */
const WITHOUT_INDEX = 8;
const met = new Map<string, Cpu | undefined>();

function findCpu(name: string): Cpu | undefined {
  const indexed = whole !== undefined || met.size >= WITHOUT_INDEX;
  // The table refuses a name that is not text.
  if (indexed || typeof name !== "string") {
    return search(cpuTable(), name, withNumber);
  }
  if (!met.has(name)) {
    const like = cpusLike(name);
    const table = like ? tableOf(like) : cpuTable();
    met.set(name, search(table, name, () => like ?? []));
  }
  return met.get(name);
}

let numbered: Map<string, Cpu[]> | undefined;

/** The processors with a word of a name that is a model's number. */
function withNumber(words: readonly string[]): readonly Cpu[] {
  if (numbered === undefined) {
    numbered = new Map();
    for (const cpu of cpuTable().list()) {
      for (const word of wordsOf(cpu.name)) {
        if (FAMILY.test(word)) continue;
        const same = numbered.get(word) ?? [];
        numbered.set(word, [...same, cpu]);
      }
    }
  }
  const number = words.find((word) => !FAMILY.test(word)) ?? "";
  return numbered.get(number) ?? [];
}

function search(
  like: Table<Cpu>,
  name: string,
  near: (words: readonly string[]) => readonly Cpu[],
): Cpu | undefined {
  const exact = like.find(name);
  if (exact !== undefined) return exact;
  const model = modelOf(name).trim();
  for (const maker of LEFT_OUT) {
    const row = like.find(`${maker}${model}`);
    if (row !== undefined) return row;
  }
  return name.length > LONGEST ? undefined : byWords(near, name);
}

/** No name of a processor is longer. */
const LONGEST = 120;

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
  table().rows.forEach((row, i) => {
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
