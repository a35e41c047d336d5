/**
 * Mends: an interrupt signal ends the kernel's process, and with it every variable of the notebook.
 * Seen in: Deno 2.9.6. Upstream: https://github.com/denoland/deno/issues/24491
 * Can go when: "an interrupt signal ends the kernel" in `plain_kernel_test.ts` fails.
 * @module
 */
import { STOPPED } from "../../jupyter/kernel_helper.ts";
import { onInterrupt, onSignal } from "../../tracker/interrupt.ts";

/** Interrupts of the user, which reach the kernel's process as signals. */
export class Interrupts {
  readonly #listeners = new Set<() => void>();
  readonly #interrupted: () => void;
  #unlisten = () => {};

  /** @param interrupted Called for each interrupt; it calls `tell` */
  constructor(interrupted: () => void) {
    this.#interrupted = interrupted;
  }

  /** Listens from now on. */
  listen(): void {
    this.listenAgain();
    onSignal(STOPPED, () => void this.#stopped());
  }

  /** Listens again: stopping a cell that blocks may have broken the loop that waits for signals. */
  listenAgain(): void {
    this.#unlisten();
    this.#unlisten = onInterrupt(this.#interrupted);
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

  /** A cell was stopped, but has not ended because it had awaited something before. */
  async #stopped(): Promise<void> {
    this.listenAgain();
    const { collectGarbage } = await import("./collect_garbage.ts");
    await collectGarbage();
  }
}
