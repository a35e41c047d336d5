import type { SensedComponent } from "../../sensors/parts/sensor.ts";
import {
  type CourseColumns,
  courseColumns,
  type CourseRow,
  type Point,
  sampleOf,
} from "./course_row.ts";
import type { Sample } from "./sample.ts";

/** The most rows that are kept: 30 days of a dozen sensors stay below 10 MB. */
const MOST_ROWS = 2 ** 15;
const FIRST_ROWS = 2 ** 10;

/** Where the columns of a course are. */
const [TIME, ENERGY, EMISSIONS, MIN, MAX, LIST] = [0, 1, 2, 3, 4, 5];

/**
 * The course of a run in a bounded number of rows. All figures are sums since the start, so that
 * leaving out a point in between loses no energy. Of the powers between two rows the least and the
 * greatest are kept. When the table is full, every two rows become one.
 */
export class Series {
  readonly #columns: CourseColumns;
  readonly #most: number;
  #table: Float64Array;
  #length = 0;
  /** Points that go into a row, and those in the last one. */
  #stride = 1;
  #inLast = 0;

  /**
   * An empty course.
   * @param sensors How many sensors there are
   * @param most Rows to keep at the most, >= 4 and even
   */
  constructor(sensors: number, most: number = MOST_ROWS) {
    this.#columns = courseColumns(sensors);
    this.#most = most;
    this.#table = this.#tableOf(Math.min(FIRST_ROWS, most));
  }

  /** How many rows are kept. */
  get length(): number {
    return this.#length;
  }

  /** Adds a point, not before the last one. */
  push(point: Point): void {
    const powerW = this.#powerTo(point);
    // The first row is the start of the run and stays by itself.
    if (this.#length > 1 && this.#inLast < this.#stride) {
      this.#inLast += 1;
      const row = this.#length - 1;
      const minW = Math.min(this.#at(row, MIN), powerW);
      this.#write(row, point, minW, Math.max(this.#at(row, MAX), powerW));
      return;
    }
    if (this.#length === this.#most) this.#halve();
    this.#grow();
    this.#length += 1;
    this.#inLast = 1;
    this.#write(this.#length - 1, point, powerW, powerW);
  }

  /**
   * What was kept, as samples.
   * @param components The part of the machine that each sensor measures
   * @param most How many samples at the most. @default all
   */
  samples(
    components: readonly SensedComponent[],
    most: number = Infinity,
  ): Sample[] {
    if (this.#length === 0) return [];
    const step = Math.max(1, Math.ceil((this.#length - 1) / most));
    let from = this.#row(0);
    const samples = [sampleOf(from, from, components)];
    for (let first = 1; first < this.#length; first += step) {
      const to = this.#rows(first, Math.min(first + step, this.#length));
      samples.push(sampleOf(from, to, components));
      from = to;
    }
    return samples;
  }

  /** Energy of each sensor by time: `[timeS, joules]`. */
  readings(sensor: number): [timeS: number, energyJ: number][] {
    return Array.from({ length: this.#length }, (_, i) => {
      const { timeS, energyJ } = this.#row(i);
      return [timeS, energyJ[sensor] ?? NaN];
    });
  }

  #row(index: number): CourseRow {
    return this.#columns.read(this.#table, index);
  }

  #at(row: number, column: number): number {
    return this.#table[row * this.#columns.width + column] ?? NaN;
  }

  /** Rows from the first to the one before the end, as one. */
  #rows(first: number, end: number): CourseRow {
    const last = this.#row(end - 1);
    let { minPowerW, maxPowerW } = last;
    for (let row = first; row < end; row += 1) {
      minPowerW = Math.min(minPowerW, this.#at(row, MIN));
      maxPowerW = Math.max(maxPowerW, this.#at(row, MAX));
    }
    return { ...last, minPowerW, maxPowerW };
  }

  /** Mean IT power since the last row, in W; its greatest one if no time has passed. */
  #powerTo({ timeS, energyJ }: Point): number {
    const last = this.#length - 1;
    if (last < 0) return 0;
    const passedS = timeS - this.#at(last, TIME);
    if (passedS <= 0) return this.#at(last, MAX);
    let usedJ = 0;
    for (let i = 0; i < energyJ.length; i += 1) {
      usedJ += (energyJ[i] ?? NaN) - this.#at(last, LIST + i);
    }
    return usedJ / passedS;
  }

  /** Number by number: by the names of the columns it would take twice as long. */
  #write(row: number, point: Point, minW: number, maxW: number): void {
    const { timeS, energyKwh, emissionsKg, energyJ } = point;
    const table = this.#table;
    const from = row * this.#columns.width;
    table[from + TIME] = timeS;
    table[from + ENERGY] = energyKwh;
    table[from + EMISSIONS] = emissionsKg;
    table[from + MIN] = minW;
    table[from + MAX] = maxW;
    for (let i = 0; i < energyJ.length; i += 1) {
      table[from + LIST + i] = energyJ[i] ?? NaN;
    }
  }

  #tableOf(rows: number): Float64Array {
    return new Float64Array(rows * this.#columns.width);
  }

  #grow(): void {
    const rows = this.#table.length / this.#columns.width;
    if (this.#length < rows) return;
    const grown = this.#tableOf(Math.min(rows * 2, this.#most));
    grown.set(this.#table);
    this.#table = grown;
  }

  #halve(): void {
    let kept = 1;
    for (let i = 1; i < this.#length; i += 2) {
      const end = Math.min(i + 2, this.#length);
      this.#columns.write(this.#rows(i, end), this.#table, kept);
      kept += 1;
    }
    this.#length = kept;
    this.#stride *= 2;
  }
}
