import { messageOf } from "../../machine/machine.ts";
import type { Reading, Sensor } from "../../sensors/sensor.ts";
import { Columns } from "../course/columns.ts";
import type { Tick } from "../course/tick.ts";

/** What a meter reads. */
export type MeterTick = Omit<Tick, "wallMs" | "ownCpuS">;

/** Values that a reading has at the most; the unused ones are 0. */
const MOST_VALUES = 4;

/** A sensor's energy, and the time and the values of its last reading; both are NaN once it failed. */
const COLUMNS = new Columns(["energyJ", "timeS"], "values", MOST_VALUES);

/**
 * Adds up what each sensor has used since the start of a run; neither time nor energy ever falls.
 * What it knows is in memory that threads may share: a meter of another thread, with sensors of its
 * own, continues where this one is. Only one of them may read at a time.
 */
export class Meter implements Disposable {
  /** What it knows; given to another meter that continues. */
  readonly shared: SharedArrayBuffer;
  readonly #sensors: (Sensor | undefined)[];
  readonly #nowS: () => number;
  /** The time of the last reading. */
  readonly #time: Float64Array;
  /** A row for each sensor. */
  readonly #table: Float64Array;
  #notes: string[] = [];

  /**
   * Reads each sensor for the first time, unless it continues another meter.
   * @param sensors Opened; the meter disposes of them. `undefined` is counted no more
   * @param nowS Time since the start of the run, in s
   * @param shared What another meter knows. @default nothing
   */
  constructor(
    sensors: readonly (Sensor | undefined)[],
    nowS: () => number,
    shared?: SharedArrayBuffer,
  ) {
    const numbers = 1 + sensors.length * COLUMNS.width;
    this.shared = shared ??
      new SharedArrayBuffer(numbers * Float64Array.BYTES_PER_ELEMENT);
    this.#time = new Float64Array(this.shared, 0, 1);
    this.#table = new Float64Array(this.shared).subarray(1);
    this.#sensors = [...sensors];
    this.#nowS = nowS;
    if (shared !== undefined) return;
    this.#time[0] = nowS();
    sensors.forEach((_, i) => this.#keep(i, 0, this.#readingOf(i)));
  }

  /** What has been counted up to the last reading. */
  get last(): Pick<Tick, "timeS" | "energyJ"> {
    const energyJ = this.#sensors.map((_, i) => this.#row(i).energyJ);
    return { timeS: this.#timeS, energyJ };
  }

  /** Reads the sensors. */
  read(): MeterTick {
    this.#time[0] = Math.max(this.#timeS, this.#nowS());
    this.#sensors.forEach((_, i) => this.#advance(i));
    return { ...this.last, notes: this.#notes.splice(0) };
  }

  /** Closes the sensors. */
  [Symbol.dispose](): void {
    this.#sensors.forEach((_, i) => this.#close(i));
  }

  get #timeS(): number {
    return this.#time[0] ?? NaN;
  }

  #row(index: number) {
    return COLUMNS.read(this.#table, index);
  }

  #advance(index: number): void {
    const { energyJ, timeS, values } = this.#row(index);
    const last = { timeS, values };
    const now = Number.isNaN(timeS) ? undefined : this.#readingOf(index);
    if (now === undefined) return this.#keep(index, energyJ, undefined);
    const used = this.#sensors[index]?.usedBetween(last, now);
    if (used === undefined) return;
    if (used.note !== undefined) {
      this.#notes.push(`${this.#sensors[index]?.id}: ${used.note}`);
    }
    const usedJ = Math.max(0, used.energyJ);
    this.#keep(index, energyJ + usedJ, used.next ?? now);
  }

  #keep(index: number, energyJ: number, last: Reading | undefined): void {
    const { timeS, values } = last ?? { timeS: NaN, values: [NaN] };
    COLUMNS.write({ energyJ, timeS, values }, this.#table, index);
  }

  /** A reading at the meter's time; `undefined` of a sensor that cannot be read. */
  #readingOf(index: number): Reading | undefined {
    const sensor = this.#sensors[index];
    try {
      return sensor && { timeS: this.#timeS, values: checked(sensor.read()) };
    } catch (error) {
      this.#close(index);
      this.#notes.push(
        `${sensor?.id} failed and is not counted from here on: ${
          messageOf(error)
        }`,
      );
    }
  }

  #close(index: number): void {
    this.#sensors[index]?.[Symbol.dispose]();
    this.#sensors[index] = undefined;
  }
}

function checked(values: readonly number[]): readonly number[] {
  for (const value of values) {
    if (Number.isFinite(value) && value >= 0) continue;
    throw new Error(`Cannot use its reading: current value is ${value}`);
  }
  return values;
}
