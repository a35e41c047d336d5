/**
 * Mends: an interrupt signal ends the kernel's process, and with it every variable of the notebook.
 * Seen in: Deno 2.9.6. Upstream: https://github.com/denoland/deno/issues/24491
 * Can go when: "an interrupt signal ends the kernel" in `plain_kernel_test.ts` fails.
 * @module
 */
import { onInterrupt } from "../../tracker/interrupt.ts";
import type { Guarded } from "./guard.ts";
import { CALLS, threadCall } from "./thread_call.ts";

/** So long after an interrupt something may be waited for that never settles, in ms. */
const COLLECT_MS = 10_000;

/** Interrupts of the user, which reach the kernel through its guard. */
export class Interrupts {
  readonly #listeners = new Set<() => void>();
  readonly #interrupted: () => void;
  readonly #heard: () => void;
  readonly #guarded: () => void;
  #collectUntilMs = -Infinity;

  /**
   * @param interrupted Called for each interrupt; it calls `tell`
   * @param heard Called first, and where it is asked whether code blocks this thread
   * @param guarded Called once interrupts are heard
   */
  constructor(
    interrupted: () => void,
    heard: () => void,
    guarded: () => void,
  ) {
    this.#guarded = guarded;
    this.#interrupted = interrupted;
    this.#heard = heard;
  }

  /**
   * Listens from now on, for as long as the kernel lives.
   * @param sent Memory of the answers whether everything was sent, which come as signals too
   */
  listen(sent: Int32Array<SharedArrayBuffer>): void {
    // Another program's signal must not end the kernel; the process in front gets it too.
    onInterrupt(() => {});
    const guard = new Worker(new URL("./guard.ts", import.meta.url), {
      type: "module",
      name: "carboncell",
    });
    const call = threadCall((kind) => {
      if (kind === CALLS.wake) return void this.#woken();
      if (kind === CALLS.guarded) return this.#guarded();
      this.#heard();
      if (kind === CALLS.ask) return;
      this.#collectUntilMs = performance.now() + COLLECT_MS;
      this.#interrupted();
    });
    guard.postMessage({ parent: Deno.ppid, call, sent } satisfies Guarded);
  }

  /** What was stopped may never settle; the kernel gives up on it once it is collected. */
  async #woken(): Promise<void> {
    if (performance.now() > this.#collectUntilMs) return;
    const { collectGarbage } = await import("./collect_garbage.ts");
    await collectGarbage();
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
