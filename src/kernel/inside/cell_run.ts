import { openRun } from "../../notebook/runs/open_run.ts";
import type { OpenRun } from "../../tracker/open_run.ts";
import type { TrackOptions } from "../../tracker/options.ts";
import type { Run } from "../../tracker/run.ts";

/** How a cell ended, as the process in front of the kernel knows. */
export interface CellOutcome {
  /** Its number. */
  readonly cell: number;
  /** What it threw, as "name: message"; absent if it threw nothing. */
  readonly error?: string;
  /** Whether it blocked when the user interrupted it, and so was stopped. */
  readonly isStopped: boolean;
}

/** How a cell is tracked. */
export interface TrackedCell {
  /** The name of its run. */
  readonly name: string;
  /** The options of its run. */
  readonly options: TrackOptions;
  /** Whether only a line under the cell shows its run. */
  readonly isDiscreet: boolean;
}

/** The run of a tracked cell. */
export interface CellRun {
  /** The running run. */
  readonly handle: OpenRun;
  /** Ends the run. */
  end(outcome: CellOutcome): Promise<Run>;
}

/**
 * Begins the run of a cell.
 * @param cell Its options are not checked yet
 */
export async function beginCellRun(
  { name, options, isDiscreet }: TrackedCell,
): Promise<CellRun> {
  const handle = await openRun(name, options);
  return {
    handle,
    async end({ error }) {
      // If its budget or the user aborted the run, the cell threw for that reason only.
      const run =
        await (error === undefined || handle.signal.aborted
          ? handle.stop()
          : handle.close({ status: "failed", value: undefined }, error));
      if (isDiscreet) {
        const { showLine } = await import("./discreet_line.ts");
        await showLine(run);
      }
      return run;
    },
  };
}
