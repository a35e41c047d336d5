import { atOnce } from "../../src/machine/asking.ts";
import type { Sensor } from "../../src/sensors/parts/sensor.ts";
import { Meter, type MeterTick } from "../../src/tracker/sampling/meter.ts";
import { Reader } from "../../src/tracker/sampling/reader.ts";

/** Sensors, and what they have counted since a test began. */
export class Metered implements Disposable {
  readonly #reader: Reader;
  readonly #meter: Meter;
  readonly #nowS: () => number;

  /**
   * Reads the sensors for the first time, unless it continues others.
   * @param sensors `undefined` is counted no more
   * @param nowS Time, in s. @default that of this thread
   * @param shared What others know. @default nothing
   */
  constructor(
    sensors: readonly (Sensor | undefined)[],
    nowS: () => number = () => performance.now() / 1000,
    shared?: SharedArrayBuffer,
  ) {
    this.#reader = new Reader(sensors);
    this.#meter = new Meter(sensors, shared);
    this.#nowS = nowS;
    if (shared !== undefined) return;
    this.#meter.begin(nowS(), atOnce(this.#reader.read()));
  }

  /** What it knows. */
  get shared(): SharedArrayBuffer {
    return this.#meter.shared;
  }

  /** Asks the gauges for their powers; whether one has changed. */
  glance(): boolean {
    return atOnce(this.#reader.glance());
  }

  /** Reads the sensors. */
  read(): MeterTick {
    return this.#meter.add(this.#nowS(), atOnce(this.#reader.read()));
  }

  [Symbol.dispose](): void {
    atOnce(this.#reader.close());
  }
}
