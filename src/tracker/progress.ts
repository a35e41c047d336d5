import type { Course } from "./course/course.ts";
import { type Forecast, Forecaster } from "./forecast/forecast.ts";
import { checkProgress } from "./reported.ts";

/** A loop over steps in progress. */
interface Loop {
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
   * Counts the steps of a loop. A loop within another, such as over batches, is a part of that
   * loop's step.
   * @param total Number of steps
   * @param look Is called before the first step and after each one, with whether steps are left
   * @returns The numbers of the steps, from 0
   */
  *steps(
    total: number,
    look: (isMore: boolean) => void,
  ): Generator<number, void> {
    if (total === 0) return;
    const loop = this.#begin(total);
    try {
      look(true);
      for (let step = 0; step < total; step += 1) {
        yield step;
        loop.done += 1;
        this.#reportLoops();
        look(step + 1 < total);
      }
    } finally {
      this.#end(loop);
    }
  }

  #begin(total: number): Loop {
    const loop = { done: 0, total };
    this.#loops.push(loop);
    if (this.#loops.length === 1) this.#reportLoops();
    return loop;
  }

  /** Ends a loop, and those within it. */
  #end(loop: Loop): void {
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
