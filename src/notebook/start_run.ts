import { atEdge } from "./edge.ts";
import { kernelBroadcast } from "../jupyter/broadcast.ts";
import { EarlyCalls } from "../tracker/calls/watch_calls.ts";
import { checkName, type TrackOptions } from "../tracker/options.ts";
import type { OpenRun } from "../tracker/open_run.ts";
import type { RunHandle } from "../tracker/run.ts";
import { shownRuns } from "./live/keep_outputs.ts";
import type { CellMark } from "./live/shown_runs.ts";
import { fullOptions, openRun } from "./open_run.ts";
import { siteOf } from "./site_of.ts";
import { StartedRun } from "./started_run.ts";

/**
 * Begins a run over several cells, until `await run.stop()`; in a block, `await using` ends it.
 * Energy used between the cells counts as idle. That works on Linux only: other systems do not tell
 * where the kernel listens, so all energy counts there.
 *
 * The run can be used at once, while its sensors are being opened; `await` waits for that. A cell that
 * is executed again closes the run that it began before: in a notebook that is one of the same name,
 * begun by an earlier cell.
 *
 * A run does not keep a script alive. If the script ends without `stop()`, the ledger has the run as
 * interrupted. Ctrl-C closes the run and then ends the script.
 *
 * @param name The name of the run
 * @param options Place, budget and how to measure; see {@linkcode TrackOptions}
 * @returns The run; `await` gives it once its sensors are open
 * @throws {TypeError} If an option is unknown or of the wrong type
 * @throws {RangeError} If a value is out of its range
 * @throws {UnknownNameError} If a name is not in the catalogue; with the nearest ones
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { startRun } from "@carboncell/carboncell";
 *
 * const run = startRun("exploration", { country: "FR" });
 * run.log({ accuracy: 0.9 });
 * run.params({ lr: 0.1, batch: 32 });
 * const { status, metrics, params } = await run.stop();
 * assert.equal(status, "finished");
 * assert.equal(metrics[0]?.accuracy, 0.9);
 * assert.equal(params.batch, 32);
 * ```
 */
export function startRun(
  name: string,
  options: TrackOptions = {},
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
  const { isInKernel, watchCells } = await import("./live/watch_cells.ts");
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
