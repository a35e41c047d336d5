import type { RunRecord } from "../tracker/run.ts";

/** What shows a run while it goes on; a sink that looks at the snapshot alone. */
export interface RunView {
  /**
   * Called at the start, and after each sample.
   * @param snapshot Gives what was measured so far
   */
  sampled(snapshot: () => RunRecord): void;
  /**
   * Called once, when the run has ended.
   * @param run All that was measured
   */
  ended(run: RunRecord): Promise<void>;
}
