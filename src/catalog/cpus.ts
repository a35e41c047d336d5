import table from "../../data/cpus.json" with { type: "json" };
import { comparable } from "./nearest.ts";
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

/**
 * What is left of a processor's name when the marks and the clock are taken off that
 * `/proc/cpuinfo` adds: `Intel(R) Xeon(R) CPU E5-2699 v4 @ 2.20GHz` and
 * `Intel Xeon E5-2699 v4` are the same model.
 */
function comparableCpu(name: string): string {
  return comparable(
    name
      .replace(/\((?:R|TM|C)\)/gi, " ")
      .replace(/@.*$/, " ")
      .replace(/^\d+th Gen /i, " ")
      .replace(/\b\w+-Cores?\b/gi, " ")
      .replace(/\b(?:with|w\/) Radeon.*$/i, " ")
      .replace(/\b(?:CPU|Processor)\b/gi, " "),
  );
}

let list: readonly Cpu[] | undefined;
let byName: Table<Cpu> | undefined;

function cpuTable(): Table<Cpu> {
  list ??= (table.rows as unknown as readonly CpuRow[]).map(cpuOf);
  byName ??= createTable(list, {
    kind: "CPU",
    // People leave the maker out, and of a Core all but the number.
    names: ({ name }) => [
      name,
      name.replace(/^(?:Intel|AMD) /, ""),
      name.replace(/^Intel Core /, ""),
    ],
    comparable: comparableCpu,
  });
  return byName;
}

/** The processors, found by what `/proc/cpuinfo` calls them too. */
export const cpus: Table<Cpu> = Object.freeze({
  list: () => cpuTable().list(),
  find: (name: string) => cpuTable().find(name),
  get: (name: string) => cpuTable().get(name),
});
