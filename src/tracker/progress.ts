import { shown } from "../input.ts";
import type { Course } from "./course/course.ts";
import { type Forecast, Forecaster } from "./forecast/forecast.ts";

/** A loop over steps in progress. */
export interface Loop {
  /** Steps done. */
  done: number;
  /** Steps in all. */
  readonly total: number;
}

/** How far a run is, and what it will have used at its end. */
export class Progress {
  readonly #course: Course;
  readonly #forecaster = new Forecaster();
  // From the outermost to the innermost.
  readonly #loops: Loop[] = [];
  #reported = false;

  /** The progress of a run that has a course. */
  constructor(course: Course) {
    this.#course = course;
  }

  /** What the run will have used at its end; `undefined` before two steps. */
  get forecast(): Forecast | undefined {
    return this.#forecaster.forecast();
  }

  /**
   * Begins a loop. A loop within another, such as over batches, is a part of that loop's step.
   * @param total Number of steps
   */
  begin(total: number): Loop {
    const loop = { done: 0, total };
    this.#loops.push(loop);
    if (this.#loops.length === 1) this.#reportLoops();
    return loop;
  }

  /** A step of a loop is done. */
  advance(loop: Loop): void {
    loop.done += 1;
    this.#reportLoops();
  }

  /** Ends a loop, and those within it. */
  end(loop: Loop): void {
    const index = this.#loops.indexOf(loop);
    if (index >= 0) this.#loops.splice(index);
  }

  #reportLoops(): void {
    const [outer] = this.#loops;
    if (outer === undefined) return;
    const share = this.#loops
      .reduceRight((inner, { done, total }) => (done + inner) / total, 0);
    this.report(share * outer.total, outer.total);
  }

  /**
   * Takes in a report.
   * @param done Steps done
   * @param total Steps in all
   * @throws {TypeError} If they are no numbers
   * @throws {RangeError} If they are out of range
   */
  report(done: number, total: number): void {
    checkProgress(done, total);
    // If a step is already done at the first report, the steps began with the run.
    if (!this.#reported && done > 0) {
      const start = { timeS: 0, energyKwh: 0, emissionsKg: 0 };
      this.#forecaster.mark({ done: 0, total, ...start });
    }
    this.#reported = true;
    this.#course.now(({ activeS: timeS, energyKwh, emissionsKg }) =>
      this.#forecaster.mark({ done, total, timeS, energyKwh, emissionsKg })
    );
  }
}

/**
 * Checks a report.
 * @param done What the user gave as steps done
 * @param total What the user gave as steps in all
 * @throws {TypeError} If they are no numbers
 * @throws {RangeError} If they are out of range
 */
export function checkProgress(done: number, total: number): void {
  check(done, "done", (n) => n >= 0, ">= 0");
  check(total, "total", (n) => n > 0, "> 0");
}

function check(
  value: number,
  name: string,
  fits: (value: number) => boolean,
  wanted: string,
): void {
  if (Number.isFinite(value) && fits(value)) return;
  const ErrorClass = typeof value === "number" ? RangeError : TypeError;
  throw new ErrorClass(
    `Cannot report progress as ${name} must be a finite number ${wanted}: current value is ${
      shown(value)
    }`,
  );
}

/**
 * Checks a number of steps.
 * @param total What the user gave
 * @throws {TypeError} If it is no number
 * @throws {RangeError} If it is no whole number >= 0
 */
export function checkSteps(total: number): void {
  if (Number.isSafeInteger(total) && total >= 0) return;
  const ErrorClass = typeof total === "number" ? RangeError : TypeError;
  throw new ErrorClass(
    `Cannot count steps as their number must be a whole number >= 0: current value is ${
      shown(total)
    }`,
  );
}
