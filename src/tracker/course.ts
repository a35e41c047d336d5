import type { SensedComponent } from "../sensors/sensor.ts";
import { Account, type Balance, type IntensityAt } from "./account.ts";
import { type Moment, Moments } from "./moments.ts";
import type { Sample } from "./sample.ts";
import type { Sampled } from "./sampler.ts";
import { Series } from "./series.ts";

/** What a course is kept of. */
export interface CourseOptions {
  /** The part of the machine that each sensor measures. */
  readonly components: readonly SensedComponent[];
  /** Power usage effectiveness. */
  readonly pue: number;
  /** Carbon intensity by time. */
  readonly intensityAt: IntensityAt;
  /** Time since the start of the run, in s. */
  readonly nowS: () => number;
}

/** The course of a run: what the sensors counted, and when its cells ran. */
export class Course {
  readonly #options: CourseOptions;
  readonly #account: Account;
  readonly #moments: Moments;
  readonly #series: Series;
  readonly #gaps: { fromS: number; toS: number }[] = [];

  /** A course from its start on. */
  constructor(options: CourseOptions) {
    const { components, pue, intensityAt } = options;
    this.#options = options;
    this.#account = new Account(components.length, pue, intensityAt);
    this.#moments = new Moments(this.#account.balance);
    this.#series = new Series(components.length);
  }

  /** As of the last tick. */
  get balance(): Balance {
    return this.#account.balance;
  }

  /** The course itself. */
  get series(): Series {
    return this.#series;
  }

  /**
   * Takes in a tick.
   * @returns What is odd about it
   */
  take(tick: Sampled): string[] {
    const notes = this.#account.book(tick, this.#gaps);
    this.#moments.advance(this.balance);
    this.#series.push(this.balance);
    return notes;
  }

  /**
   * This moment; its figures are known when the next tick has come.
   * @param settled Called then
   */
  now(settled?: (moment: Moment) => void): Moment {
    return this.#moments.at(this.#options.nowS(), settled);
  }

  /** The moment of the last tick. */
  last(): Moment {
    const { timeS, activeS, energyKwh, emissionsKg } = this.balance;
    return { timeS, activeS, energyKwh, emissionsKg };
  }

  /**
   * What was kept, as samples.
   * @param most How many at the most. @default all
   */
  samples(most?: number): Sample[] {
    return this.#series.samples(this.#options.components, most);
  }

  /**
   * A cell has ended: until the next one begins, the run is idle.
   * @param agoS How long ago, in s
   */
  cellEnded(agoS: number): void {
    this.#gaps.push({ fromS: this.#options.nowS() - agoS, toS: Infinity });
  }

  /**
   * A cell runs.
   * @param agoS Since when, in s. @default since now
   */
  cellRuns(agoS: number = 0): void {
    const gap = this.#gaps.at(-1);
    if (gap?.toS === Infinity) gap.toS = this.#options.nowS() - agoS;
  }
}
