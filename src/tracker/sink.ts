import type { Keeping } from "./keeping.ts";
import type { RunRecord } from "./run.ts";
import type { Point } from "./series.ts";

/** Who is told of a run: what shows it, what keeps it. A sink that throws never harms the run. */
export interface Sink {
  /**
   * Called at the start, and after each sample.
   * @param snapshot Gives what was measured so far; samples are made when it is called
   * @param point What has been used until now
   */
  sampled(snapshot: () => RunRecord, point: Point): void;
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
