import {
  type Block,
  type RemainingCost,
  remainingCost,
} from "./remaining_cost.ts";

/** What is known of a run's progress at a moment. */
export interface ProgressMark {
  /** Steps done, >= 0; need not be whole. */
  readonly done: number;
  /** Steps in all, > 0. */
  readonly total: number;
  /** Time that the run's cells ran until then, in s. */
  readonly timeS: number;
  /** Energy of the facility until then, in kWh. */
  readonly energyKwh: number;
  /** Emissions until then, in kgCO2e. */
  readonly emissionsKg: number;
}

/** What a run will have used at its end. */
export interface Forecast {
  /** Share of the steps that are done, 0 to 1. */
  readonly progress: number;
  /** Time that the run will have taken, in s: as likely too high as too low. */
  readonly durationS: number;
  /** Where that lies with a probability of 90 %, in s. */
  readonly durationRangeS: readonly [low: number, high: number];
  /** Energy of the facility at the end, in kWh. */
  readonly energyKwh: number;
  /** Where that lies with a probability of 90 %, in kWh. */
  readonly energyRangeKwh: readonly [low: number, high: number];
  /** Emissions at the end, in kgCO2e. */
  readonly emissionsKg: number;
  /** Where they lie with a probability of 90 %, in kgCO2e. */
  readonly emissionsRangeKg: readonly [low: number, high: number];
}

/** More than enough for remainingCost() to cut them evenly; when full, every second one goes. */
const MOST_MARKS = 128;

/**
 * Forecasts the end of a run from its steps, in bounded memory however many steps there are.
 *
 * When the number of steps done falls, a new stage begins, such as a second loop in the same run.
 * The forecast is then for the end of that stage, and includes what was spent before.
 *
 * @example A first step of 5 s, then two of 2 s, and seven to come
 * ```ts
 * import assert from "node:assert/strict";
 * import { Forecaster } from "./forecast.ts";
 *
 * const forecaster = new Forecaster();
 * [0, 5, 7, 9].forEach((timeS, done) =>
 *   forecaster.mark({ done, total: 10, timeS, energyKwh: 0, emissionsKg: 0 })
 * );
 * assert.deepEqual(forecaster.forecast()?.durationRangeS, [23, 23]);
 * ```
 */
export class Forecaster {
  /** The start of the stage, the end of its first step, and every `#stride`-th end after that. */
  #marks: ProgressMark[] = [];
  #stride = 1;
  #steps = 0;
  #last: ProgressMark | undefined;
  #now: ProgressMark | undefined;
  #forecast: Forecast | undefined;

  /**
   * Takes in how far the run is, at its first report and whenever steps are done. What is spent
   * while their number stays the same belongs to the next step.
   * @param now No earlier than the marks before
   */
  mark(now: ProgressMark): void {
    this.#now = now;
    this.#forecast = undefined;
    if (this.#last === undefined || now.done < this.#last.done) {
      this.#marks = [now];
      this.#stride = 1;
      this.#steps = 0;
      this.#last = now;
    } else if (now.done > this.#last.done) {
      if (this.#steps % this.#stride === 0) this.#keep(now);
      this.#steps++;
      this.#last = now;
    }
  }

  #keep(end: ProgressMark): void {
    this.#marks.push(end);
    if (this.#marks.length < MOST_MARKS) return;
    this.#marks = this.#marks.filter((_, i) => i === 0 || i % 2 === 1);
    this.#stride *= 2;
  }

  /**
   * What the run will have used at its end.
   * @returns `undefined` before two steps of the stage have been marked
   */
  forecast(): Forecast | undefined {
    return this.#forecast ??= this.#computed();
  }

  #computed(): Forecast | undefined {
    const now = this.#now;
    const last = this.#last;
    if (now === undefined || last === undefined || this.#steps < 2) {
      return undefined;
    }
    const marks = this.#marks.at(-1) === last
      ? this.#marks
      : [...this.#marks, last];
    const remaining = Math.max(0, now.total - last.done);
    const end = (of: (mark: ProgressMark) => number) =>
      endOf(of(last), of(now), blocksOf(marks, of), remaining);
    const time = end(({ timeS }) => timeS);
    const energy = end(({ energyKwh }) => energyKwh);
    const emissions = end(({ emissionsKg }) => emissionsKg);
    return {
      progress: Math.min(1, last.done / now.total),
      durationS: time.median,
      durationRangeS: time.range,
      energyKwh: energy.median,
      energyRangeKwh: energy.range,
      emissionsKg: emissions.median,
      emissionsRangeKg: emissions.range,
    };
  }
}

/** What the steps between marks cost. */
function blocksOf(
  marks: readonly ProgressMark[],
  of: (mark: ProgressMark) => number,
): Block[] {
  return marks.slice(1).map((mark, i) => ({
    steps: mark.done - marks[i]!.done,
    cost: of(mark) - of(marks[i]!),
  }));
}

/**
 * What was spent at the end of the last step plus the remaining cost; never below what is spent.
 */
function endOf(
  spent: number,
  spentNow: number,
  blocks: readonly Block[],
  remaining: number,
): RemainingCost {
  if (remaining === 0) return { median: spentNow, range: [spentNow, spentNow] };
  const { median, range: [low, high] } = remainingCost(blocks, remaining);
  const inAll = (cost: number) => Math.max(spentNow, spent + cost);
  return { median: inAll(median), range: [inAll(low), inAll(high)] };
}
