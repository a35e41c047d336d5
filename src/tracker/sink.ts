import type { Keeping } from "./keeping.ts";
import type { Idle, LoggedMetrics, RunRecord } from "./run.ts";
import type { Point } from "./course/course_row.ts";

/** What tells, at less cost than a snapshot, whether there is anything new. */
export interface News {
  /** How often phases have begun and things went against expectation. */
  readonly changes: number;
  /** What was used between cells so far. */
  readonly idle: Idle;
  /**
   * Metrics that were logged.
   * @param row The first row that is wanted, from 0
   * @returns As far as their figures are known
   */
  metricsFrom(row: number): readonly LoggedMetrics[];
}

/** Who is told of a run: what shows it, what keeps it. A sink that throws never harms the run. */
export interface Sink {
  /**
   * Called at the start, and after each sample.
   * @param snapshot Gives what was measured so far; samples are made when it is called
   * @param point What has been used until now
   * @param news What else has happened
   */
  sampled(snapshot: () => RunRecord, point: Point, news: News): void;
  /**
   * Called once, when the run has ended; the run waits for it.
   * @param run All that was measured
   */
  ended(run: RunRecord): Promise<void>;
}

/** What keeps a run: told of its end before those who show it, so that they can say where it is. */
export interface Keeper extends Sink {
  /** How it stands now. */
  readonly keeping: Keeping;
}
