import {
  countedBetween,
  integratedBetween,
} from "../../src/sensors/parts/energy_used.ts";
import { unasked } from "../../src/machine/asking.ts";
import type { Sensor } from "../../src/sensors/parts/sensor.ts";

/** What a scripted sensor says: a count, or a power. */
export type Scripted = { readonly energyJ: number } | {
  readonly powerW: number;
};

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
  read: () => Scripted,
): ScriptedSensor {
  let reads = 0;
  let isPower = false;
  let closes = 0;
  const valueNow = () => {
    reads += 1;
    const said = read();
    isPower = "powerW" in said;
    return "powerW" in said ? said.powerW : said.energyJ;
  };
  return {
    id,
    component: "accelerator",
    name: id,
    method: "counter",
    source: `the test's ${id}`,
    figures: [],
    read: (glanced) => unasked(() => [glanced ?? valueNow()]),
    glance: () => unasked(valueNow),
    usedBetween: (from, to) =>
      isPower ? integratedBetween(from, to) : countedBetween(from, to),
    close: () => unasked(() => void (closes += 1)),
    get reads() {
      return reads;
    },
    get closes() {
      return closes;
    },
  };
}
