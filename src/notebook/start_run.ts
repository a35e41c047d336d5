import { checkName, type TrackOptions } from "../tracker/options.ts";
import type { OpenRun } from "../tracker/open_run.ts";
import type { RunHandle } from "../tracker/run.ts";
import { openRun } from "./open_run.ts";

/**
 * Begins a run over several cells, until `await run.stop()`; in a block, `await using` ends it.
 * Energy used between the cells counts as idle. That works on Linux only: other systems do not tell
 * where the kernel listens, so all energy counts there.
 *
 * A run keeps a script alive, as a server does, until it is stopped. Ctrl-C closes the run and then
 * ends the script.
 *
 * @param name The name of the run
 * @param options Place, budget and how to measure; see {@linkcode TrackOptions}
 * @returns The run, which has begun
 * @throws {TypeError} If an option is unknown or of the wrong type
 * @throws {RangeError} If a value is out of its range
 * @throws {UnknownNameError} If a name is not in the catalogue; with the nearest ones
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { startRun } from "@carboncell/carboncell";
 *
 * const run = await startRun("exploration", { country: "FR" });
 * run.log({ accuracy: 0.9 });
 * const { status, metrics } = await run.stop();
 * assert.equal(status, "finished");
 * assert.equal(metrics[0]?.accuracy, 0.9);
 * ```
 */
export async function startRun(
  name: string,
  options?: TrackOptions,
): Promise<RunHandle> {
  checkName(name, "start the run");
  const run = await openRun(name, options, "cells");
  const { isInKernel, watchCells } = await import("./live/watch_cells.ts");
  await run.overCells(watchCells);
  if (!isInKernel()) void endWith(run);
  return run;
}

/** Ends the program on an interrupt, after the run. In a kernel an interrupt only ends the cell. */
async function endWith(run: OpenRun): Promise<void> {
  await run.interrupted;
  await run.stop();
  Deno.kill(Deno.pid, "SIGINT");
}
