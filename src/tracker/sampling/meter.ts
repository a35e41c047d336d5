import type { Reading, Sensor } from "../../sensors/parts/sensor.ts";
import { Columns } from "../course/columns.ts";
import type { Tick } from "../course/tick.ts";
import type { Read, Readings } from "./reader.ts";

/** What a meter has counted up to a reading. */
export type MeterTick = Omit<Tick, "wallMs" | "ownCpuS">;

/** What a meter has to know of a sensor. */
export type MeteredSensor = Pick<
  Sensor,
  "id" | "method" | "mostW" | "usedBetween"
>;

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

/** Counters are brought up to date this rarely, in s, so one may have this much more to count. */
const UPDATED_S = 1;

/**
 * A counter that stands still for so long is worth a note, in s: an idle device draws power too.
 */
const STILL_S = 10;

/** The same as numbers. */
const COLUMNS = new Columns(["energyJ", "timeS"], "values", MOST_VALUES);

/**
 * Adds up what each sensor has used since the start of a run; neither time nor energy ever falls.
 * What it knows is in memory that threads may share: a meter of another thread, with sensors of its
 * own, continues where this one is. Only one of them may add at a time.
 */
export class Meter {
  /** What it knows; given to another meter that continues. */
  readonly shared: SharedArrayBuffer;
  readonly #sensors: readonly (MeteredSensor | undefined)[];
  /** The time of the last reading, and how many there were. */
  readonly #head: Float64Array;
  /** A row for each sensor. */
  readonly #table: Float64Array;
  /** The same rows, as of the last reading here. */
  #rows: Metered[] = [];
  #readings = 0;
  /** When each counter has moved last, as far as is known here, in s. */
  readonly #movedS: number[] = [];
  #notes: string[] = [];

  /**
   * A meter.
   * @param sensors `undefined` is counted no more
   * @param shared What another meter knows. @default nothing
   */
  constructor(
    sensors: readonly (MeteredSensor | undefined)[],
    shared?: SharedArrayBuffer,
  ) {
    const numbers = HEAD + sensors.length * COLUMNS.width;
    this.shared = shared ??
      new SharedArrayBuffer(numbers * Float64Array.BYTES_PER_ELEMENT);
    this.#head = new Float64Array(this.shared, 0, HEAD);
    this.#table = new Float64Array(this.shared).subarray(HEAD);
    this.#sensors = sensors;
  }

  /** What has been counted up to the last reading. */
  get last(): Pick<Tick, "timeS" | "energyJ"> {
    this.#catchUp();
    const energyJ = this.#rows.map((row) => row.energyJ);
    return { timeS: this.#timeS, energyJ };
  }

  /**
   * Begins to count.
   * @param timeS Time since the start of the run, in s
   * @param readings Of the sensors, then
   */
  begin(timeS: number, { reads, notes }: Readings): void {
    this.#notes.push(...notes);
    this.#advanceTime(timeS);
    reads.forEach((read, i) => this.#keep(i, 0, reading(timeS, read)));
  }

  /**
   * Adds what was used since the reading before.
   * @param timeS Time since the start of the run, in s
   * @param readings Of the sensors, then
   */
  add(timeS: number, { reads, notes }: Readings): MeterTick {
    this.#catchUp();
    this.#notes.push(...notes);
    this.#advanceTime(Math.max(this.#timeS, timeS));
    reads.forEach((read, i) => this.#advance(i, read));
    return { ...this.last, notes: this.#notes.splice(0) };
  }

  get #timeS(): number {
    return this.#head[0] ?? NaN;
  }

  #advanceTime(timeS: number): void {
    this.#readings += 1;
    this.#head[0] = timeS;
    this.#head[1] = this.#readings;
  }

  /** Takes the rows from the memory if the meter of another thread has added since. */
  #catchUp(): void {
    if (this.#head[1] === this.#readings) return;
    this.#readings = this.#head[1] ?? NaN;
    this.#rows = this.#sensors.map((_, i) => {
      const { energyJ, timeS, values } = COLUMNS.read(this.#table, i);
      const last = Number.isNaN(timeS) ? undefined : { timeS, values };
      return { energyJ, last };
    });
  }

  #advance(index: number, read: Read | undefined): void {
    const { energyJ, last } = this.#rows[index]!;
    const sensor = this.#sensors[index];
    const now = reading(this.#timeS, read);
    if (last === undefined || now === undefined || sensor === undefined) {
      return this.#keep(index, energyJ, undefined);
    }
    // A mean power is that of all of the stretch.
    const from = read?.isMean
      ? { ...last, values: [now.values[0]!, ...last.values.slice(1)] }
      : last;
    const used = sensor.usedBetween(from, now);
    if (used === undefined) return;
    const { id } = sensor;
    if (used.note !== undefined) this.#notes.push(`${id}: ${used.note}`);
    const passedS = now.timeS - last.timeS;
    const isCredible = used.energyJ <= mostJ(sensor, passedS);
    if (!isCredible) {
      this.#notes.push(
        `${id}: more energy than it can use (${
          Math.round(sensor.mostW ?? NaN)
        } W): that of ${passedS.toFixed(1)} s is unknown and left out`,
      );
    }
    const usedJ = isCredible ? Math.max(0, used.energyJ) : 0;
    this.#keep(index, energyJ + usedJ, used.next ?? now);
    const { method, mostW } = sensor;
    if (method === "counter" && mostW !== undefined) {
      this.#watch(index, id, last, now);
    }
  }

  /** Notes a counter that stands still. */
  #watch(index: number, id: string, last: Reading, now: Reading): void {
    const movedS = this.#movedS[index] ??= last.timeS;
    if (now.values[0] !== last.values[0]) {
      this.#movedS[index] = now.timeS;
    } else if (now.timeS - movedS >= STILL_S) {
      this.#movedS[index] = Infinity;
      this.#notes.push(
        `${id}: its counter has not moved for ${STILL_S} s, so its energy may be missing`,
      );
    }
  }

  #keep(index: number, energyJ: number, last: Reading | undefined): void {
    this.#rows[index] = { energyJ, last };
    const { timeS, values } = last ?? FAILED;
    COLUMNS.write({ energyJ, timeS, values }, this.#table, index);
  }
}

function reading(timeS: number, read: Read | undefined): Reading | undefined {
  return read && { timeS, values: read.values };
}

/** More energy than a device can use in a time, in J. */
function mostJ({ mostW = Infinity, method }: MeteredSensor, passedS: number) {
  return mostW * (passedS + (method === "counter" ? UPDATED_S : 0));
}
