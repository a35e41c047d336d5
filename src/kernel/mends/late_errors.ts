/**
 * Mends: an error that nothing catches, such as one from a timer, is shown nowhere, and a cell that
 * waits then waits for ever.
 * Seen in: Deno 2.9.6. Upstream: https://github.com/denoland/deno/issues/24491
 * Can go when: "an error from a timer hangs the cell that waits" in `plain_kernel_test.ts` fails.
 * @module
 */

/** Is informed about errors that nothing has caught. */
export interface LateErrors {
  /** @param error What was thrown */
  lateError(error: unknown): void;
}

/** Hands every error that nothing catches to a listener, unless the user's code listens itself. */
export function showLateErrors(listener: LateErrors): void {
  addEventListener("error", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    listener.lateError(event.error);
  });
  addEventListener("unhandledrejection", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    listener.lateError(event.reason);
  });
}
