import { checkName, type TrackOptions } from "../tracker/options.ts";
import type { OpenRun } from "../tracker/open_run.ts";
import type { RunHandle } from "../tracker/run.ts";
import { openRun } from "./open_run.ts";

/**
 * Begins a run that goes on over several cells, until `await run.stop()`; in a block, `await using`
 * ends it. What is used between the cells is kept apart, as idle (on Linux: elsewhere the kernel's
 * process does not say where it can be listened to, and all of it counts).
 *
 * A script is kept alive by a run, as by a server, until it is stopped; Ctrl-C closes the run
 * before it ends the script.
 *
 * @param name What to call the run
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

/** In a kernel an interrupt ends the cell; a program it ends as a whole. */
async function endWith(run: OpenRun): Promise<void> {
  await run.interrupted;
  await run.stop();
  Deno.kill(Deno.pid, "SIGINT");
}
