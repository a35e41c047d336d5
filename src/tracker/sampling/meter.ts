import { messageOf } from "../../machine/machine.ts";
import type { Reading, Sensor } from "../../sensors/sensor.ts";
import { Columns } from "../course/columns.ts";
import type { Tick } from "../course/tick.ts";

/** What a meter reads. */
export type MeterTick = Omit<Tick, "wallMs" | "ownCpuS">;

/** Values that a reading has at the most; the unused ones are 0. */
const MOST_VALUES = 4;

/** What is known about a sensor. */
interface Metered {
  /** Energy since the start of the run, in J. */
  readonly energyJ: number;
  /** The last reading; `undefined` once the sensor has failed. */
  readonly last: Reading | undefined;
}

/** Numbers before the rows. */
const HEAD = 2;

const FAILED: Reading = { timeS: NaN, values: [NaN] };

/** The same as numbers. */
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
  /** The time of the last reading, and how many there were. */
  readonly #head: Float64Array;
  /** A row for each sensor. */
  readonly #table: Float64Array;
  /** The same rows, as of the last reading here. */
  #rows: Metered[] = [];
  #readings = 0;
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
    const numbers = HEAD + sensors.length * COLUMNS.width;
    this.shared = shared ??
      new SharedArrayBuffer(numbers * Float64Array.BYTES_PER_ELEMENT);
    this.#head = new Float64Array(this.shared, 0, HEAD);
    this.#table = new Float64Array(this.shared).subarray(HEAD);
    this.#sensors = [...sensors];
    this.#nowS = nowS;
    if (shared !== undefined) return;
    this.#begin(nowS());
    sensors.forEach((_, i) => this.#keep(i, 0, this.#readingOf(i)));
  }

  /** What has been counted up to the last reading. */
  get last(): Pick<Tick, "timeS" | "energyJ"> {
    this.#catchUp();
    const energyJ = this.#rows.map((row) => row.energyJ);
    return { timeS: this.#timeS, energyJ };
  }

  /** Reads the sensors. */
  read(): MeterTick {
    this.#catchUp();
    this.#begin(Math.max(this.#timeS, this.#nowS()));
    this.#sensors.forEach((_, i) => this.#advance(i));
    return { ...this.last, notes: this.#notes.splice(0) };
  }

  /** Closes the sensors. */
  [Symbol.dispose](): void {
    this.#sensors.forEach((_, i) => this.#close(i));
  }

  get #timeS(): number {
    return this.#head[0] ?? NaN;
  }

  #begin(timeS: number): void {
    this.#readings += 1;
    this.#head[0] = timeS;
    this.#head[1] = this.#readings;
  }

  /** Takes the rows from the memory if the meter of another thread has read since. */
  #catchUp(): void {
    if (this.#head[1] === this.#readings) return;
    this.#readings = this.#head[1] ?? NaN;
    this.#rows = this.#sensors.map((_, i) => {
      const { energyJ, timeS, values } = COLUMNS.read(this.#table, i);
      const last = Number.isNaN(timeS) ? undefined : { timeS, values };
      return { energyJ, last };
    });
  }

  #advance(index: number): void {
    const { energyJ, last } = this.#rows[index]!;
    const now = last && this.#readingOf(index);
    if (last === undefined || now === undefined) {
      return this.#keep(index, energyJ, undefined);
    }
    const used = this.#sensors[index]?.usedBetween(last, now);
    if (used === undefined) return;
    if (used.note !== undefined) {
      this.#notes.push(`${this.#sensors[index]?.id}: ${used.note}`);
    }
    const usedJ = Math.max(0, used.energyJ);
    this.#keep(index, energyJ + usedJ, used.next ?? now);
  }

  #keep(index: number, energyJ: number, last: Reading | undefined): void {
    this.#rows[index] = { energyJ, last };
    const { timeS, values } = last ?? FAILED;
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
