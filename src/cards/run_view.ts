import type { RunRecord } from "../tracker/run.ts";
import type { Sink } from "../tracker/sink.ts";

/** Shows a run while it is running: a sink that reads snapshots alone. */
export interface RunView extends Pick<Sink, "ended"> {
  /**
   * Called at the start, and after each sample.
   * @param snapshot Returns what was measured so far
   */
  sampled(snapshot: () => RunRecord): void;
}
