import type { SensedComponent } from "../../sensors/sensor.ts";
import {
  type CourseColumns,
  courseColumns,
  type CourseRow,
  joined,
  type Point,
  powerBetween,
  sampleOf,
} from "./course_row.ts";
import type { Sample } from "./sample.ts";

/** The most rows that are kept: 30 days of a dozen sensors stay below 10 MB. */
const MOST_ROWS = 2 ** 15;
const FIRST_ROWS = 2 ** 10;

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
  #last: CourseRow | undefined;
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
    const last = this.#last;
    const powerW = last === undefined
      ? 0
      : powerBetween(last, point) ?? last.maxPowerW;
    const { timeS, energyKwh, emissionsKg, energyJ } = point;
    const [minPowerW, maxPowerW] = [powerW, powerW];
    const row = {
      timeS,
      energyKwh,
      emissionsKg,
      energyJ,
      minPowerW,
      maxPowerW,
    };
    // The first row is the start of the run and stays by itself.
    if (last !== undefined && this.#length > 1 && this.#inLast < this.#stride) {
      this.#inLast += 1;
      this.#write(this.#length - 1, joined(last, row));
      return;
    }
    if (this.#length === this.#most) this.#halve();
    this.#grow();
    this.#length += 1;
    this.#inLast = 1;
    this.#write(this.#length - 1, row);
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

  /** Rows from the first to the one before the end, as one. */
  #rows(first: number, end: number): CourseRow {
    const { width } = this.#columns;
    const min = this.#columns.at("minPowerW");
    const max = this.#columns.at("maxPowerW");
    let minPowerW = Infinity;
    let maxPowerW = -Infinity;
    for (let i = first; i < end; i += 1) {
      minPowerW = Math.min(minPowerW, this.#table[i * width + min] ?? NaN);
      maxPowerW = Math.max(maxPowerW, this.#table[i * width + max] ?? NaN);
    }
    return { ...this.#row(end - 1), minPowerW, maxPowerW };
  }

  #write(index: number, row: CourseRow): void {
    this.#columns.write(row, this.#table, index);
    this.#last = row;
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
