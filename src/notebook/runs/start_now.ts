import { atEdge } from "../session/edge.ts";
import { kernelBroadcast } from "../../jupyter/broadcast.ts";
import { EarlyCalls } from "../../tracker/calls/watch_calls.ts";
import { checkName, type TrackOptions } from "../../tracker/options.ts";
import type { OpenRun } from "../../tracker/open_run.ts";
import type { RunHandle } from "../../tracker/run.ts";
import { shownRuns } from "../live/keep_outputs.ts";
import type { CellMark } from "../live/shown_runs.ts";
import { fullOptions, openRun } from "./open_run.ts";
import { siteOf } from "../session/site_of.ts";
import { StartedRun } from "./started_run.ts";

/**
 * Begins a run over several cells.
 * @param name What the user gave
 * @param options What the user gave
 */
export function startNow(
  name: string,
  options: TrackOptions,
): RunHandle & PromiseLike<RunHandle> {
  const full = atEdge(() => {
    checkName(name, "start the run");
    const full = fullOptions(options);
    siteOf(full); // throws now if there is no such place, and not later
    return full;
  });
  const isInKernel = kernelBroadcast() !== undefined;
  const earlier = isInKernel ? earlierRuns(name) : [];
  const started: Started = {
    run: new StartedRun(name, async (id, begun) => {
      // The next line of the cell may call a model, before the sensors are open.
      const earlyCalls = new EarlyCalls(id);
      for (const { run } of earlier) await closed(run);
      const run = await openRun(name, full, "cells", { id, earlyCalls });
      begun(run);
      await watched(run, started);
      return run;
    }),
    cell: shownRuns.cell,
    isCellOver: false,
  };
  if (isInKernel) startedRuns = [...startedRuns.filter(isOpen), started];
  return started.run;
}

/** A run that a cell of this notebook has started. */
interface Started {
  readonly run: StartedRun;
  /** The cell. */
  readonly cell: CellMark;
  /** Whether the cell is known to have ended. */
  isCellOver: boolean;
}

let startedRuns: readonly Started[] = [];

function isOpen({ run }: Started): boolean {
  return !run.hasEnded;
}

/** Open runs of a name that an earlier cell began, most likely the same cell the last time. */
function earlierRuns(name: string): readonly Started[] {
  return startedRuns.filter((started) =>
    isOpen(started) && started.run.name === name &&
    (started.isCellOver || started.cell !== shownRuns.cell)
  );
}

/** Closes a run whose cell begins another one; that it cannot be closed does not harm that one. */
async function closed(run: StartedRun): Promise<void> {
  try {
    await run.stopWith(
      "a cell has begun a run of the same name, which closed this one",
    );
  } catch {
    // It has never been open.
  }
}

/** Counts separately what is used between cells, and ends a program on an interrupt. */
async function watched(run: OpenRun, started: Started): Promise<void> {
  const { isInKernel, watchCells } = await import("../live/watch_cells.ts");
  await run.overCells((listener) =>
    watchCells({
      began: listener.began,
      ended: (wallMs) => {
        started.isCellOver = true;
        listener.ended(wallMs);
      },
    })
  );
  if (!isInKernel()) void endWith(run);
}

/** Ends the program on an interrupt, after the run. In a kernel an interrupt only ends the cell. */
async function endWith(run: OpenRun): Promise<void> {
  await run.interrupted;
  await run.stop();
  Deno.kill(Deno.pid, "SIGINT");
}
