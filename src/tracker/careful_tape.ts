import { messageOf } from "../machine/machine.ts";
import { Tape, type TapeRow } from "./sampling/tape.ts";

/** A tape that harms nothing: what cannot be written is said once, and nothing more is tried. */
export class CarefulTape implements Disposable {
  readonly #failed: (why: string) => void;
  #tape: Tape | undefined;

  /**
   * Opens the file.
   * @param path Of a file that is there, and empty; `undefined` for no tape
   * @param sensors How many sensors there are
   * @param failed Told why it cannot be written
   */
  constructor(
    path: string | undefined,
    sensors: number,
    failed: (why: string) => void,
  ) {
    this.#failed = failed;
    if (path === undefined) return;
    this.#carefully(() => this.#tape = new Tape(path, sensors));
  }

  /**
   * Adds a tick.
   * @param tick Later than the one before
   * @param allTaken Whether the other thread has taken all ticks before this one
   */
  add(tick: TapeRow, allTaken: boolean): void {
    this.#carefully(() => this.#tape?.add(tick, allTaken));
  }

  [Symbol.dispose](): void {
    this.#tape?.[Symbol.dispose]();
    this.#tape = undefined;
  }

  #carefully(write: () => void): void {
    try {
      write();
    } catch (error) {
      this[Symbol.dispose]();
      this.#failed(messageOf(error));
    }
  }
}
