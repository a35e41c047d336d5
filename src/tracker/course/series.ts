import type { SensedComponent } from "../../sensors/sensor.ts";
import type { Sample } from "./sample.ts";

/** The most points that are kept: 30 days of a dozen sensors stay below 10 MB. */
const MOST_POINTS = 2 ** 15;
const FIRST_POINTS = 2 ** 10;

/** A point of the course of a run. */
export interface Point {
  /** Time since the start of the run, in s. */
  readonly timeS: number;
  /** Energy of the facility since the start, in kWh. */
  readonly energyKwh: number;
  /** Emissions since the start, in kgCO2e. */
  readonly emissionsKg: number;
  /** IT energy of each sensor since the start, in J. */
  readonly energyJ: readonly number[];
}

const TIME = 0;
const ENERGY = 1;
const EMISSIONS = 2;
const MIN = 3;
const MAX = 4;
/** Columns before those of the sensors. */
const FIXED = 5;

/**
 * The course of a run in a bounded number of points. All counts are sums since the start, so that
 * leaving out a point in between loses no energy; of the powers between two points the least and the
 * greatest are kept. When it is full, every two points become one.
 */
export class Series {
  readonly #width: number;
  readonly #most: number;
  #rows: Float64Array;
  #length = 0;
  /** Points that go into a row, and those in the last one. */
  #stride = 1;
  #inLast = 0;

  /**
   * An empty course.
   * @param sensors How many sensors there are
   * @param most Points to keep at the most, >= 4 and even
   */
  constructor(sensors: number, most: number = MOST_POINTS) {
    this.#width = FIXED + sensors;
    this.#most = most;
    this.#rows = new Float64Array(Math.min(FIRST_POINTS, most) * this.#width);
  }

  /** How many points are kept. */
  get length(): number {
    return this.#length;
  }

  /** Adds a point, not before the last one. */
  push(point: Point): void {
    const powerW = this.#powerTo(point);
    // The first row is the start of the run and stays by itself.
    if (this.#length > 1 && this.#inLast < this.#stride) {
      const row = this.#length - 1;
      this.#write(
        row,
        point,
        Math.min(this.#at(row, MIN), powerW),
        Math.max(this.#at(row, MAX), powerW),
      );
      this.#inLast += 1;
      return;
    }
    if (this.#length === this.#most) this.#halve();
    this.#grow();
    this.#write(this.#length, point, powerW, powerW);
    this.#length += 1;
    this.#inLast = 1;
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
    const step = Math.max(1, Math.ceil((this.#length - 1) / most));
    const samples: Sample[] = [];
    if (this.#length > 0) samples.push(this.#sample(0, 0, components));
    for (let from = 0; from < this.#length - 1; from += step) {
      const to = Math.min(from + step, this.#length - 1);
      samples.push(this.#sample(from, to, components));
    }
    return samples;
  }

  /** Energy of each sensor by time: `[timeS, joules]`. */
  readings(sensor: number): [timeS: number, energyJ: number][] {
    return Array.from(
      { length: this.#length },
      (_, row) => [this.#at(row, TIME), this.#at(row, FIXED + sensor)],
    );
  }

  #sample(
    from: number,
    to: number,
    components: readonly SensedComponent[],
  ): Sample {
    const passedS = this.#at(to, TIME) - this.#at(from, TIME);
    const componentPowerW: Partial<Record<SensedComponent, number>> = {};
    let powerW = 0;
    components.forEach((component, i) => {
      const column = FIXED + i;
      const energyJ = this.#at(to, column) - this.#at(from, column);
      const meanW = passedS > 0 ? energyJ / passedS : 0;
      componentPowerW[component] = (componentPowerW[component] ?? 0) + meanW;
      powerW += meanW;
    });
    let minPowerW = powerW;
    let maxPowerW = powerW;
    for (let row = from + 1; row <= to; row += 1) {
      minPowerW = Math.min(minPowerW, this.#at(row, MIN));
      maxPowerW = Math.max(maxPowerW, this.#at(row, MAX));
    }
    return {
      timeS: this.#at(to, TIME),
      energyKwh: this.#at(to, ENERGY),
      emissionsKg: this.#at(to, EMISSIONS),
      powerW,
      minPowerW,
      maxPowerW,
      componentPowerW,
    };
  }

  #powerTo({ timeS, energyJ }: Point): number {
    const last = this.#length - 1;
    if (last < 0) return 0;
    const passedS = timeS - this.#at(last, TIME);
    if (passedS <= 0) return this.#at(last, MAX);
    return energyJ.reduce(
      (sum, joules, i) => sum + joules - this.#at(last, FIXED + i),
      0,
    ) / passedS;
  }

  #at(row: number, column: number): number {
    return this.#rows[row * this.#width + column] ?? NaN;
  }

  #write(row: number, point: Point, minW: number, maxW: number): void {
    const { timeS, energyKwh, emissionsKg, energyJ } = point;
    this.#rows.set(
      [timeS, energyKwh, emissionsKg, minW, maxW, ...energyJ],
      row * this.#width,
    );
  }

  #grow(): void {
    const rows = this.#rows.length / this.#width;
    if (this.#length < rows) return;
    const grown = new Float64Array(
      Math.min(rows * 2, this.#most) * this.#width,
    );
    grown.set(this.#rows);
    this.#rows = grown;
  }

  #halve(): void {
    const width = this.#width;
    let kept = 1;
    for (let row = 1; row < this.#length; row += 2) {
      const last = Math.min(row + 1, this.#length - 1);
      const minW = Math.min(this.#at(row, MIN), this.#at(last, MIN));
      const maxW = Math.max(this.#at(row, MAX), this.#at(last, MAX));
      this.#rows.copyWithin(kept * width, last * width, (last + 1) * width);
      this.#rows[kept * width + MIN] = minW;
      this.#rows[kept * width + MAX] = maxW;
      kept += 1;
    }
    this.#length = kept;
    this.#stride *= 2;
  }
}
