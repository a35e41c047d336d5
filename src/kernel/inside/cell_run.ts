import { openRun } from "../../notebook/open_run.ts";
import type { OpenRun } from "../../tracker/open_run.ts";
import type { TrackOptions } from "../../tracker/options.ts";
import type { Run } from "../../tracker/run.ts";

/** How a cell ended, as the process in front of the kernel saw it. */
export interface CellOutcome {
  /** Its number. */
  readonly cell: number;
  /** What it threw, as "name: message"; absent if nothing. */
  readonly error?: string;
  /** Whether it had to be stopped as it blocked when the user interrupted it. */
  readonly isStopped: boolean;
}

/** What a cell is tracked with. */
export interface TrackedCell {
  /** Of its run. */
  readonly name: string;
  /** Of its run. */
  readonly options: TrackOptions;
  /** Whether a line under the cell is all that shows of it. */
  readonly isDiscreet: boolean;
}

/** The run of a tracked cell. */
export interface CellRun {
  /** It goes on. */
  readonly handle: OpenRun;
  /** Ends it. */
  end(outcome: CellOutcome): Promise<Run>;
}

/**
 * Begins the run of a cell.
 * @param cell Its options are checked here
 */
export async function beginCellRun(
  { name, options, isDiscreet }: TrackedCell,
): Promise<CellRun> {
  const handle = await openRun(name, options);
  return {
    handle,
    async end({ error }) {
      const run = await closed(handle, error);
      if (isDiscreet) {
        const { showLine } = await import("./discreet_line.ts");
        await showLine(run);
      }
      return run;
    },
  };
}

/** What was aborted, by its budget or by the user, has thrown for that reason. */
function closed(run: OpenRun, error: string | undefined): Promise<Run> {
  return error === undefined || run.signal.aborted
    ? run.stop()
    : run.close({ status: "failed", value: undefined }, error);
}
