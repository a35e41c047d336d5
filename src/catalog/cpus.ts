import table from "../../data/cpus.json" with { type: "json" };
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

let list: readonly Cpu[] | undefined;
let byName: Table<Cpu> | undefined;

function cpuTable(): Table<Cpu> {
  list ??= (table.rows as unknown as readonly CpuRow[]).map(cpuOf);
  byName ??= createTable(list, {
    kind: "CPU",
    names: ({ name }) => [name, modelOf(name)],
  });
  return byName;
}

/** What people leave out before a model's number. */
const LEFT_OUT = ["", "Intel ", "AMD ", "Intel Core "];

function findCpu(name: string): Cpu | undefined {
  const exact = cpuTable().find(name);
  if (exact !== undefined) return exact;
  const model = modelOf(name).trim();
  for (const maker of LEFT_OUT) {
    const row = cpuTable().find(`${maker}${model}`);
    if (row !== undefined) return row;
  }
  return undefined;
}

/** The processors, found by what `/proc/cpuinfo` calls them too. */
export const cpus: Table<Cpu> = Object.freeze({
  list: () => cpuTable().list(),
  find: findCpu,
  get: (name: string) => findCpu(name) ?? cpuTable().get(name),
});
