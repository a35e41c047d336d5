import { shown } from "../input.ts";
import { checkName, type TrackOptions } from "../tracker/options.ts";
import type { Run, RunHandle } from "../tracker/run.ts";
import { openRun } from "./open_run.ts";

/** What is tracked: it is given the run, and may return whatever it likes. */
export type Tracked<T> = (run: RunHandle) => T | Promise<T>;

/**
 * Measures what a function uses and emits while it runs: processor, memory and cards, by their energy
 * counters where there are any. One output under the cell shows the run as it goes on, and in the end
 * what it emitted, with its range and the source of every figure.
 *
 * Energy is that of the machine (or, by `attribution: "process"`, of this process and its
 * children) × PUE; emissions are energy × the carbon intensity of the place, and of the
 * world's average where none is given.
 *
 * @param name What to call the run
 * @param fn What to measure
 * @param options Place, budget and how to measure; see {@linkcode TrackOptions}
 * @returns The run, with what `fn` returned as its `value`
 * @throws What `fn` throws, as it is, once the run is closed as `failed`
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
 * Measures what a function uses and emits while it runs, under the function's own name.
 *
 * @param fn What to measure
 * @param options Place, budget and how to measure
 * @returns The run, with what `fn` returned as its `value`
 */
export function track<T>(
  fn: Tracked<T>,
  options?: TrackOptions,
): Promise<Run<T>>;
export async function track<T>(
  ...given: readonly [
    nameOrFn: string | Tracked<T>,
    fnOrOptions?: Tracked<T> | TrackOptions,
    options?: TrackOptions,
  ]
): Promise<Run<T>> {
  const { name, fn, options } = argumentsOf<T>(given);
  const run = await openRun(name, options);
  const { trackRun } = await import("../tracker/track_run.ts");
  return await trackRun(run, fn);
}

interface Arguments<T> {
  readonly name: string;
  readonly fn: Tracked<T>;
  readonly options: TrackOptions | undefined;
}

function argumentsOf<T>(given: readonly unknown[]): Arguments<T> {
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
    : checkName(first, "track the run");
  return {
    name,
    fn: fn as Tracked<T>,
    options: options as TrackOptions | undefined,
  };
}
