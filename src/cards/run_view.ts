import type { RunRecord } from "../tracker/run.ts";

/** Shows a run while it is running: a sink that reads snapshots alone. */
export interface RunView {
  /**
   * Called at the start, and after each sample.
   * @param snapshot Returns what was measured so far
   */
  sampled(snapshot: () => RunRecord): void;
  /**
   * Called once, when the run has ended.
   * @param run All that was measured
   */
  ended(run: RunRecord): Promise<void>;
}
