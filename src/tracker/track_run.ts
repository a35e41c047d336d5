import { messageOf } from "../machine/machine.ts";
import type { OpenRun } from "./open_run.ts";
import type { Run, RunHandle } from "./run.ts";

/**
 * Runs a function as a run, which is closed however the function ends.
 * @param run The run in progress
 * @param fn The function; it gets the run
 * @returns The run; one that stopped because its budget is spent is `aborted`
 * @throws What `fn` throws, as it is; and the signal's reason where the user interrupts
 */
export async function trackRun<T>(
  run: OpenRun,
  fn: (run: RunHandle) => T | Promise<T>,
): Promise<Run<T>> {
  let closed: Run<T>;
  try {
    const value = await Promise.race([
      called(fn, run),
      run.interrupted.then((reason) => Promise.reject(reason)),
    ]);
    closed = await run.close({ status: "finished", value });
  } catch (error) {
    if (run.signal.aborted && isAbort(error, run.signal)) {
      closed = await run.close<T>({ status: "aborted", value: undefined });
    } else {
      await run.close<T>(
        { status: "failed", value: undefined },
        messageOf(error),
      );
      throw error;
    }
  }
  // A user who interrupts a cell wants nothing after it to run.
  if (run.isInterrupted) throw run.signal.reason;
  return closed;
}

/**
 * Makes an error that is thrown at once a rejection, too. Where an interrupt stops a function that
 * blocks, it stops every function that waits for its return as well, so only this one calls it.
 */
async function called<T>(
  fn: (run: RunHandle) => T | Promise<T>,
  run: OpenRun,
): Promise<T> {
  await undefined;
  return await fn(run);
}

/**
 * Whether an error is the signal's reason, that of a function to which the signal was given, or one
 * that a client of a model turned it into.
 */
function isAbort(error: unknown, { reason }: AbortSignal): boolean {
  for (let cause = error, deep = 0; deep < DEEPEST; deep += 1) {
    if (cause === reason) return true;
    if (!(cause instanceof Error)) return false;
    if (cause.name === "AbortError") return true;
    cause = cause.cause;
  }
  return false;
}

/** An error may name itself as its cause. */
const DEEPEST = 10;
