/**
 * Mends: an interrupt signal ends the kernel's process, and with it every variable of the notebook.
 * Seen in: Deno 2.9.6. Upstream: https://github.com/denoland/deno/issues/24491
 * Can go when: "an interrupt signal ends the kernel" in `plain_kernel_test.ts` fails.
 * @module
 */
import { onInterrupt } from "../../tracker/interrupt.ts";
import type { Guarded } from "../inside/guard.ts";
import { threadCall } from "./thread_call.ts";

/** Interrupts of the user, which reach the kernel through its guard. */
export class Interrupts {
  readonly #listeners = new Set<() => void>();
  readonly #interrupted: () => void;

  /** @param interrupted Called for each interrupt; it calls `tell` */
  constructor(interrupted: () => void) {
    this.#interrupted = interrupted;
  }

  /** Listens from now on, for as long as the kernel lives. */
  listen(): void {
    // Somebody else's signal must not end the kernel; the process in front of it gets it too.
    onInterrupt(() => {});
    const guard = new Worker(new URL("../inside/guard.ts", import.meta.url), {
      type: "module",
      name: "carboncell",
    });
    const call = threadCall(this.#interrupted);
    guard.postMessage({ parent: Deno.ppid, call } satisfies Guarded);
  }

  /**
   * Adds a listener that `tell` calls.
   * @returns Removes it
   */
  add(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Calls the listeners. */
  tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
