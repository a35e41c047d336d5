import type { Point } from "./course/course_row.ts";
import type { RunCall } from "./calls/run_call.ts";
import type { PhasesSoFar } from "./course/phase_log.ts";
import type { Gap } from "./course/tally.ts";
import type { Coverage, CoverageBasis } from "./sharing/coverage.ts";
import type { RunBasis } from "./record.ts";
import type { Params } from "./params.ts";
import type { LoggedMetrics } from "./course/logged_metrics.ts";
import type { Idle, Keeping, RunRecord } from "./run.ts";

/** What has happened in a run besides its samples. To ask for it costs less than a snapshot. */
export interface News {
  /** Grows whenever one of `jumps`, `reason`, `phases` and `notes` changes. */
  readonly changes: number;
  /** What was used between cells so far. */
  readonly idle: Idle;
  /** When none of its cells ran; a pause that is not over has no end. */
  readonly pauses: readonly Gap[];
  /** When the wall clock was set or the machine slept, and by how many s. */
  readonly jumps: Coverage["jumps"];
  /** Why the run will end early, or went against the plan. */
  readonly reason: string | undefined;
  /** The parameters so far; another object whenever some were added. */
  readonly params: Params;
  /**
   * The metrics that were logged.
   * @param row The first row that is wanted, from 0
   * @returns The rows up to the last sample
   */
  metricsFrom(row: number): readonly LoggedMetrics[];
  /** The phases up to the last sample. */
  phases(): PhasesSoFar;
  /** The notes so far. */
  notes(): readonly string[];
}

/** Shows or keeps a run. A sink that throws does not harm the run. */
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

/** What is known of a run when it begins. */
export interface RunHeader
  extends Pick<RunRecord, "id" | "name" | "startedAt"> {
  /** What its figures depend on. */
  readonly basis: RunBasis;
  /** Where and what it measures; absent from journals of version 0.1.0. */
  readonly coverage?: CoverageBasis;
}

/** Keeps a run. It hears of the end before other sinks, so that they can say where the run is. */
export interface Keeper extends Sink {
  /** Where the run is kept now. */
  readonly keeping: Keeping;
  /**
   * Called once, before the first sample.
   * @param header What is known of the run
   */
  began(header: RunHeader): void;
  /**
   * Called with each call to a model, when it has ended.
   * @param call The call
   */
  called(call: RunCall): void;
}
