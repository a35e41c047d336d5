import type { Reading, Sensor } from "../../src/sensors/sensor.ts";

/** A sensor that reads what a test says. */
export interface ScriptedSensor extends Sensor {
  /** How often it was read. */
  readonly reads: number;
  /** How often it was closed. */
  readonly closes: number;
}

/**
 * A sensor of a test.
 * @param id Its id
 * @param read What it reads; what that throws, it throws
 */
export function scriptedSensor(
  id: string,
  read: () => Reading,
): ScriptedSensor {
  let reads = 0;
  let closes = 0;
  return {
    id,
    component: "accelerator",
    name: id,
    method: "counter",
    source: `the test's ${id}`,
    figures: [],
    read: () => {
      reads += 1;
      return read();
    },
    [Symbol.dispose]: () => {
      closes += 1;
    },
    get reads() {
      return reads;
    },
    get closes() {
      return closes;
    },
  };
}
