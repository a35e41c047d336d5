import type { SensedComponent } from "../sensors/sensor.ts";
import type { Sample } from "../tracker/course/sample.ts";

/** The course of a run as a ledger stores it: columns of numbers, a sample a row. */
export interface StoredCourse {
  /** The parts of the machine, in the order of their columns, as a JSON array. */
  readonly components: string;
  /** The numbers, as doubles of this machine's byte order. */
  readonly samples: Uint8Array<ArrayBuffer>;
}

/** Columns before those of the parts of the machine. */
const FIXED = 6;

/** Samples in the form that is stored. */
export function encodeCourse(samples: readonly Sample[]): StoredCourse {
  const components = [
    ...new Set(samples.flatMap((s) => Object.keys(s.componentPowerW))),
  ] as SensedComponent[];
  const width = FIXED + components.length;
  const numbers = new Float64Array(samples.length * width);
  samples.forEach((sample, i) => {
    const { timeS, energyKwh, emissionsKg, componentPowerW } = sample;
    const { powerW, minPowerW, maxPowerW } = sample;
    numbers.set([
      timeS,
      energyKwh,
      emissionsKg,
      powerW,
      minPowerW,
      maxPowerW,
      ...components.map((component) => componentPowerW[component] ?? NaN),
    ], i * width);
  });
  return {
    components: JSON.stringify(components),
    samples: new Uint8Array(numbers.buffer),
  };
}

/** The samples that were stored. */
export function decodeCourse(
  { components: names, samples }: StoredCourse,
): Sample[] {
  const components = JSON.parse(names) as SensedComponent[];
  const width = FIXED + components.length;
  // What a database gives need not begin where doubles may.
  const numbers = new Float64Array(samples.slice().buffer);
  return Array.from({ length: numbers.length / width }, (_, i) => {
    const row = numbers.subarray(i * width, (i + 1) * width);
    return {
      timeS: row[0]!,
      energyKwh: row[1]!,
      emissionsKg: row[2]!,
      powerW: row[3]!,
      minPowerW: row[4]!,
      maxPowerW: row[5]!,
      componentPowerW: Object.fromEntries(
        components.map((component, c) => [component, row[FIXED + c]!])
          .filter(([, watts]) => !Number.isNaN(watts)),
      ),
    };
  });
}
