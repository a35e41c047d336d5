import type { Asking } from "../../machine/asking.ts";
import { messageOf } from "../../machine/machine.ts";
import type { Sensor } from "../../sensors/parts/sensor.ts";

/** What a sensor said. */
export interface Read {
  /** The values of its reading. */
  readonly values: readonly number[];
  /** Whether its power is the mean since the reading before, not that of the moment. */
  readonly isMean: boolean;
}

/** What all sensors said at a moment. */
export interface Readings {
  /** In the order of the sensors; `undefined` of one that is not counted any more. */
  readonly reads: readonly (Read | undefined)[];
  /** Which ones failed, and why. */
  readonly notes: readonly string[];
}

/** Powers of a gauge since the last reading. */
interface Glances {
  sumW: number;
  count: number;
  /** The power when it changed last. */
  steadyW: number;
}

/** A power has changed if it differs by more than this part. */
const CHANGE = 0.1;

/** Reads sensors. One that fails is closed and not read again. */
export class Reader {
  readonly #sensors: (Sensor | undefined)[];
  readonly #glances: Glances[];
  #notes: string[] = [];

  /** @param sensors Opened; closed with the reader. `undefined` is not read */
  constructor(sensors: readonly (Sensor | undefined)[]) {
    this.#sensors = [...sensors];
    this.#glances = sensors.map(() => ({
      sumW: 0,
      count: 0,
      steadyW: NaN,
    }));
  }

  /** Whether there are powers to be asked for between two readings. */
  get hasGauges(): boolean {
    return this.#sensors.some((sensor) => sensor?.glance !== undefined);
  }

  /**
   * Asks the gauges for the powers of the moment.
   * @returns Whether one of them has changed
   */
  *glance(): Asking<boolean> {
    let hasChanged = false;
    for (const [i, sensor] of this.#sensors.entries()) {
      if (sensor?.glance === undefined) continue;
      let powerW: number | undefined;
      try {
        [powerW] = checked([yield* sensor.glance()]);
      } catch (error) {
        yield* this.#drop(i, error);
      }
      const glances = this.#glances[i];
      if (powerW === undefined || glances === undefined) continue;
      glances.sumW += powerW;
      glances.count += 1;
      const { steadyW } = glances;
      if (Math.abs(powerW - steadyW) <= CHANGE * steadyW) continue;
      glances.steadyW = powerW;
      hasChanged = true;
    }
    return hasChanged;
  }

  /**
   * Reads all sensors.
   * @param keepsGlances Whether the powers since the last reading count for the next one, too.
   * @default false
   */
  *read(keepsGlances = false): Asking<Readings> {
    const reads: (Read | undefined)[] = [];
    for (let i = 0; i < this.#sensors.length; i += 1) {
      const sensor = this.#sensors[i];
      const glances = this.#glances[i]!;
      const { sumW, count } = glances;
      const isMean = count > 0;
      const meanW = isMean ? sumW / count : undefined;
      let values: readonly number[] | undefined;
      try {
        // To ask a model by a generator would cost more than its reading.
        values = sensor && checked(
          sensor.readNow?.() ?? (yield* sensor.read(meanW)),
        );
      } catch (error) {
        yield* this.#drop(i, error);
      }
      reads.push(values && { values, isMean });
      if (!keepsGlances) glances.sumW = glances.count = 0;
    }
    return { reads, notes: this.#notes.splice(0) };
  }

  /** Closes the sensors. */
  *close(): Asking<void> {
    for (const i of this.#sensors.keys()) yield* this.#close(i);
  }

  /** Closes a sensor that failed, and says so. */
  *#drop(index: number, error: unknown): Asking<void> {
    const id = this.#sensors[index]?.id;
    this.#notes.push(
      `${id} failed and is not counted from here on: ${messageOf(error)}`,
    );
    yield* this.#close(index);
  }

  *#close(index: number): Asking<void> {
    const sensor = this.#sensors[index];
    this.#sensors[index] = undefined;
    if (sensor !== undefined) yield* sensor.close();
  }
}

function checked(values: readonly number[]): readonly number[] {
  for (const value of values) {
    if (Number.isFinite(value) && value >= 0) continue;
    throw new Error(`Cannot use its reading: current value is ${value}`);
  }
  return values;
}
