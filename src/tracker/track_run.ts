import { messageOf } from "../machine/machine.ts";
import type { OpenRun } from "./open_run.ts";
import type { Run, RunHandle } from "./run.ts";

/**
 * Runs a function as a run, and closes that however the function ends.
 * @param run Begun
 * @param fn Given the run
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
  // Whatever came of it: who interrupts a cell wants nothing after it to run.
  if (run.isInterrupted) throw run.signal.reason;
  return closed;
}

/** What is thrown at once is thrown as what is thrown later. */
async function called<T>(
  fn: (run: RunHandle) => T | Promise<T>,
  run: OpenRun,
): Promise<T> {
  return await fn(run);
}

/** The signal's own reason, or what those throw who were given the signal. */
function isAbort(error: unknown, { reason }: AbortSignal): boolean {
  return error === reason ||
    error instanceof Error && error.name === "AbortError";
}
