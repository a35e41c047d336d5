import { onInterrupt, onSignal } from "../../tracker/interrupt.ts";
import { STOPPED } from "../own_types.ts";

/** Interrupts of the user, of which the kernel's process hears by signals. */
export class Interrupts {
  readonly #listeners = new Set<() => void>();
  readonly #interrupted: () => void;
  #unlisten = () => {};

  /** @param interrupted Called for each, beside what listens besides */
  constructor(interrupted: () => void) {
    this.#interrupted = interrupted;
  }

  /** Listens, from now on. */
  listen(): void {
    this.listenAnew();
    onSignal(STOPPED, () => void this.#stopped());
  }

  /** Goes on to listen: to stop a cell that blocks may break the loop of the signals, if that was about to go on. */
  listenAnew(): void {
    this.#unlisten();
    this.#unlisten = onInterrupt(this.#interrupted);
  }

  /**
   * Calls back where others are told.
   * @returns Stops that
   */
  add(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Tells the others. */
  tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** A cell was stopped, and has not ended as it had waited before. */
  async #stopped(): Promise<void> {
    this.listenAnew();
    const { collectGarbage } = await import("./collect_garbage.ts");
    await collectGarbage();
  }
}
