import { shown } from "../input.ts";
import type { TrackOptions } from "../tracker/options.ts";
import type { Run, RunHandle } from "../tracker/run.ts";
import { atEdge } from "./session/edge.ts";
import { runs } from "./runs/late_runs.ts";

/** The function to track. It gets the run, and may return anything. */
export type Tracked<T> = (run: RunHandle) => T | Promise<T>;

/**
 * Measures what a function uses and emits while it runs. It reads the energy counters of the
 * processor, memory and cards where there are any. One output under the cell shows the run while it
 * is running, and at the end its emissions, with their range and the source of every figure.
 *
 * Energy is that of the machine × PUE; with `attribution: "process"` it is that of this process and
 * its children. Emissions are energy × the carbon intensity of the place. If no place is given, the
 * world's average is used.
 *
 * @param name The name of the run
 * @param fn The function to measure
 * @param options Place, budget and how to measure; see {@linkcode TrackOptions}
 * @returns The run; its `value` is what `fn` returned
 * @throws Whatever `fn` throws, after the run is closed as `failed`
 * @throws {TypeError} If an option is unknown or of the wrong type
 * @throws {RangeError} If a value is out of its range
 * @throws {UnknownNameError} If a name is not in the catalogue; with the nearest ones
 * @throws {DOMException} `AbortError`, if the user interrupts the cell
 *
 * @example Twenty epochs within a budget
 * ```ts
 * import assert from "node:assert/strict";
 * import { track } from "@carboncell/carboncell";
 *
 * const run = await track("fine-tune", (run) => {
 *   let loss = 1;
 *   for (const _epoch of run.steps(20)) run.log({ loss: loss *= 0.9 });
 *   return loss;
 * }, { provider: "gcp", region: "europe-north1", budgetKg: 0.05 });
 * assert.equal(run.status, "finished");
 * assert.equal(run.metrics.length, 20);
 * assert(run.energyKwh >= run.itEnergyKwh && run.itEnergyKwh >= 0);
 * ```
 */
export function track<T>(
  name: string,
  fn: Tracked<T>,
  options?: TrackOptions,
): Promise<Run<T>>;
/**
 * Measures what a function uses and emits while it runs. The run has the function's own name.
 *
 * @param fn The function to measure
 * @param options Place, budget and how to measure
 * @returns The run; its `value` is what `fn` returned
 */
export function track<T>(
  fn: Tracked<T>,
  options?: TrackOptions,
): Promise<Run<T>>;
export function track<T>(
  ...given: readonly [
    nameOrFn: string | Tracked<T>,
    fnOrOptions?: Tracked<T> | TrackOptions,
    options?: TrackOptions,
  ]
): Promise<Run<T>> {
  return atEdge(async () => {
    const { name, fn, options } = argumentsOf<T>(given);
    const run = await runs().openRun(name, options);
    const { trackRun } = await import("../tracker/track_run.ts");
    return await trackRun(run, fn);
  });
}

function argumentsOf<T>(given: readonly unknown[]) {
  const [first, ...others] = given;
  const [fn, options] = typeof first === "function" ? given : others;
  if (typeof fn !== "function") {
    throw new TypeError(
      `Cannot track the run as it must be given a function: current value is ${
        shown(fn)
      }`,
    );
  }
  const name = typeof first === "function"
    ? fn.name || "run"
    : runs().checkName(first, "track the run");
  return {
    name,
    fn: fn as Tracked<T>,
    options: options as TrackOptions | undefined,
  };
}
