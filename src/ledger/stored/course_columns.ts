import type { SensedComponent } from "../../sensors/parts/sensor.ts";
import { DamagedRun } from "./damaged_run.ts";
import { Columns } from "../../tracker/course/columns.ts";
import type { Sample } from "../../tracker/course/sample.ts";

/** The course of a run as a ledger stores it: a table of numbers, one sample a row. */
export interface StoredCourse {
  /** The components, in the order of their columns, as a JSON array. */
  readonly components: string;
  /** The numbers, as doubles in this machine's byte order. */
  readonly samples: Uint8Array<ArrayBuffer>;
}

/** The columns of a stored course. A component without a figure is NaN. */
function columnsOf(components: readonly SensedComponent[]) {
  return new Columns(
    ["timeS", "energyKwh", "emissionsKg", "powerW", "minPowerW", "maxPowerW"],
    "componentW",
    components.length,
  );
}

/** Encodes samples. */
export function encodeCourse(samples: readonly Sample[]): StoredCourse {
  const components = [
    ...new Set(samples.flatMap((s) => Object.keys(s.componentPowerW))),
  ] as SensedComponent[];
  const columns = columnsOf(components);
  const table = new Float64Array(samples.length * columns.width);
  samples.forEach((sample, i) => {
    const componentW = components.map((c) => sample.componentPowerW[c] ?? NaN);
    columns.write({ ...sample, componentW }, table, i);
  });
  return {
    components: JSON.stringify(components),
    samples: new Uint8Array(table.buffer),
  };
}

/** The time of the last sample, in s; `undefined` if there is none. */
export function lastTime(
  { components, samples }: StoredCourse,
): number | undefined {
  const { width } = columnsOf(JSON.parse(components) as SensedComponent[]);
  const row = samples.slice(-width * Float64Array.BYTES_PER_ELEMENT);
  return row.length === 0 ? undefined : new Float64Array(row.buffer)[0];
}

/**
 * Decodes samples.
 * @throws {Error} If they are damaged
 */
export function decodeCourse(
  { components: names, samples }: StoredCourse,
): Sample[] {
  const components = JSON.parse(names) as SensedComponent[];
  const columns = columnsOf(components);
  if (samples.length % (columns.width * Float64Array.BYTES_PER_ELEMENT) !== 0) {
    throw new DamagedRun("its last sample is cut off");
  }
  // A copy, as the database's bytes need not begin where a double may.
  const table = new Float64Array(samples.slice().buffer);
  return Array.from({ length: table.length / columns.width }, (_, i) => {
    const { componentW, ...sample } = columns.read(table, i);
    const powers = components.map((c, k) => [c, componentW[k] ?? NaN] as const)
      .filter(([, watts]) => !Number.isNaN(watts));
    return { ...sample, componentPowerW: Object.fromEntries(powers) };
  });
}
