/**
 * Mends: after a cell was stopped, or threw from a timer, the kernel's thread may sleep for ever or
 * stop everything that runs on it. A call from another thread wakes it, and takes the place of what
 * would be stopped.
 * Seen in: Deno 2.9.6. Upstream: https://github.com/denoland/deno/issues/24491
 * Can go when: "an error from a timer hangs the cell that waits" in `plain_kernel_test.ts` fails.
 * @module
 */

/** The type of the function that is called. */
export const CALL = { parameters: ["u8"], result: "void" } as const;

/** What a call says. */
export const CALLS = { wake: 0, interrupt: 1, ask: 2, guarded: 3 } as const;

/**
 * Makes a function that other threads can call on this one.
 * @param called Called on this thread with what each call says
 * @returns Its address
 */
export function threadCall(
  called: (kind: number) => void,
): bigint {
  const { pointer } = Deno.UnsafeCallback.threadSafe(CALL, called);
  return Deno.UnsafePointer.value(pointer);
}
