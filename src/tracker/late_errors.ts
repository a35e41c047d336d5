import { shown } from "../input.ts";

/**
 * Calls back with each error that nothing catches: one from a timer, or of a promise that nothing
 * awaits. What the program does about it stays as it is.
 * @param listener Gets what was thrown
 * @returns Stops listening
 */
export function onLateError(listener: (error: unknown) => void): () => void {
  const heard = (event: ErrorEvent | PromiseRejectionEvent) =>
    queueMicrotask(() => {
      // The user's own code may have listened, and done something about it.
      if (event.defaultPrevented) return;
      listener("reason" in event ? event.reason : event.error);
    });
  addEventListener("error", heard);
  addEventListener("unhandledrejection", heard);
  return () => {
    removeEventListener("error", heard);
    removeEventListener("unhandledrejection", heard);
  };
}

/** The note of a run on an error that nothing caught while it was open. */
export function lateErrorNote(error: unknown): string {
  const what = error instanceof Error
    ? `${error.name}: ${error.message}`
    : shown(error);
  return `nothing caught this error: ${what}`;
}

/** Lets the event loop turn: it delivers errors that nothing caught after the timers of a turn. */
export async function lateErrorsHeard(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve));
  }
}
