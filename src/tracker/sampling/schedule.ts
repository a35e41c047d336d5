/** What is to be done at a moment. */
export type Due =
  /** The powers of the gauges are asked for. */
  | "glance"
  /** All sensors are read. */
  | "reading"
  /** All sensors are read, and the run is told. */
  | "tick";

/**
 * Readings at least so often, in ms, also of a run with rare ticks: powers further apart say
 * little.
 */
const MOST_STEP_MS = 30_000;

/** A gauge that shows the same for so long, in ms, is asked once an interval until it changes. */
const CALM_MS = 10_000;

/** The shortest part of an interval, in ms: a gauge is asked at most 60 times a second. */
const LEAST_PART_MS = 100 / 6;

/**
 * How often gauges are asked between two readings: the shorter the interval, the more exact a run
 * is to be, and the more it may cost. At 100 ms it is 6 times, from 400 ms on once.
 */
function glancesIn(stepMs: number): number {
  const most = Math.min(600 / stepMs, stepMs / LEAST_PART_MS);
  return Math.max(1, Math.min(6, Math.round(most)));
}

/**
 * The moments at which a run is sampled. Its sensors are read at the end of each interval. Gauges
 * are asked in between, since a power is that of a moment: each of up to six equal parts of an
 * interval has one moment, drawn at random, and the mean of their powers stands for the interval.
 *
 * At fixed moments a load that repeats itself would be seen at the same places again and again, so
 * its energy would be wrong by the same share however long the run. With one random moment t in
 * each of n strata of length h the sum of h P(t) has the integral of P as its mean, whatever P is,
 * and its variance is h² times the sum of the variances of P within the strata. Of a load that
 * jumps by J watts m times that is at most m h² J² / 4, and h² J² / 6 a jump in the mean, so the
 * relative error falls with the square root of the time. How many moments an interval has depends
 * on earlier intervals only, so the mean stays right.
 * @see Stratified sampling, section 8.4 of A. B. Owen, Monte Carlo theory, methods and examples:
 * https://artowen.su.domains/mc/Ch-var-basic.pdf
 */
export class Schedule {
  readonly #stepMs: number;
  readonly #steps: number;
  readonly #glances: number;
  readonly #random: () => number;
  #startMs: number;
  #calmMs: number;
  #step = 1;
  // The moments of glances in this step, the last one first.
  #moments: number[] = [];

  /**
   * Moments from now on.
   * @param intervalMs Time between two ticks, in ms
   * @param hasGauges Whether there are gauges
   * @param nowMs Now, in ms
   * @param random At least 0 and below 1. @default Math.random
   */
  constructor(
    intervalMs: number,
    hasGauges: boolean,
    nowMs: number,
    random: () => number = Math.random,
  ) {
    this.#steps = Math.ceil(intervalMs / MOST_STEP_MS);
    this.#stepMs = intervalMs / this.#steps;
    this.#glances = hasGauges ? glancesIn(this.#stepMs) : 0;
    this.#random = random;
    this.#startMs = nowMs;
    this.#calmMs = nowMs + CALM_MS;
    this.#draw();
  }

  /** A gauge has changed. */
  changed(nowMs: number): void {
    this.#calmMs = nowMs + CALM_MS;
  }

  /** When something is due next, in ms. */
  get dueMs(): number {
    return this.#moments.at(-1) ?? this.#startMs + this.#stepMs;
  }

  /**
   * What is due; called once it is.
   * @param nowMs Now, in ms
   */
  take(nowMs: number): Due {
    const endMs = this.#startMs + this.#stepMs;
    if (this.#moments.length > 0) {
      // Those that a busy machine has missed are one.
      while ((this.#moments.at(-1) ?? Infinity) <= nowMs) this.#moments.pop();
      if (nowMs < endMs) return "glance";
      this.#moments = [];
    }
    // What the machine slept through is not made up for.
    this.#startMs = nowMs < endMs + this.#stepMs ? endMs : nowMs;
    this.#draw();
    const isTick = this.#step % this.#steps === 0;
    this.#step += 1;
    return isTick ? "tick" : "reading";
  }

  #draw(): void {
    const isCalm = this.#startMs >= this.#calmMs;
    const glances = isCalm ? Math.min(1, this.#glances) : this.#glances;
    const stratumMs = this.#stepMs / glances;
    for (let i = glances - 1; i >= 0; i -= 1) {
      this.#moments.push(this.#startMs + (i + this.#random()) * stratumMs);
    }
  }
}
