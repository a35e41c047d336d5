import type { TrackOptions } from "../tracker/options.ts";
import type { RunHandle } from "../tracker/run.ts";
import { runs } from "./runs/late_runs.ts";

/**
 * Begins a run over several cells, until `await run.stop()`; in a block, `await using` ends it.
 * Energy used between the cells counts as idle. That works on Linux only: other systems do not tell
 * where the kernel listens, so all energy counts there.
 *
 * The run can be used at once, while its sensors are being opened; `await` waits for that. A cell
 * that is executed again closes the run that it began before: in a notebook that is one of the same
 * name, begun by an earlier cell.
 *
 * A run does not keep a script alive. If the script ends without `stop()`, the ledger has the run
 * as interrupted. Ctrl-C closes the run and then ends the script.
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
  return runs().startNow(name, options);
}
