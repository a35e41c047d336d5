/**
 * Mends: an interrupt either ends the kernel or is not heard. What `mends/interrupts.ts` and
 * `mends/waits.ts` do inside the kernel starts here, in the process in front.
 * Seen in: Deno 2.9.6. Upstream: https://github.com/denoland/deno/issues/24491
 * Can go when: the faults named there are gone.
 * @module
 */
import { ASK, INTERRUPT } from "../../jupyter/kernel_helper.ts";
import type { Signer } from "../../jupyter/signer.ts";
import type { InnerKernel } from "./inner_kernel.ts";
import type { Outputs } from "./outputs.ts";
import type { Questions } from "./questions.ts";
import { within } from "./within.ts";

/** A new kernel can hear interrupts by then, unless code blocks its thread, in ms. */
const GUARDED_MS = 3000;
/** If the helper has not heard an interrupt by then, code blocks its thread, in ms. */
const HEARD_MS = 1000;
/** The same of code that draws a card or opens sensors. */
const OWN_MS = 3000;
/** The kernel says by then that it stops code, even on a busy machine, in ms. */
const STOPPED_MS = 10_000;
/** After code was stopped, the helper has mostly heard the signals before by then, in ms. */
const FREE_MS = 500;
/** A cell that has heard an interrupt has mostly ended by then, in ms. */
const ENDING_MS = 1000;
/** A cell that has not ended after that does more, in ms. */
const ENDED_MS = 2000;
/** Code that is not stopped after so many attempts cannot be stopped. */
const MOST_ATTEMPTS = 3;

/** What a user reads under a cell that an interrupt does not end. */
export const NOT_ENDED =
  "The cell was interrupted, but has not ended yet. Interrupt it again, or restart the kernel to end it.\n";

/** What is executed now. */
export interface RunningCode {
  /** Resolves when it has ended; `undefined` if nothing is executed. */
  readonly running: Promise<unknown> | undefined;
  /** Whether it is code of this module, which begins or ends a cell and should not be stopped. */
  readonly isOwn: boolean;
  /** Says that it is being stopped. */
  stopped(): void;
  /** Shows a text under the cell. */
  say(text: string): void;
}

function heardMs({ isOwn }: RunningCode): number {
  return isOwn ? OWN_MS : HEARD_MS;
}

/** What an interrupt needs. */
export interface InterruptWorld {
  readonly kernel: InnerKernel;
  readonly outputs: Outputs;
  readonly questions: Questions;
  readonly signer: Signer;
}

/**
 * The one owner of interrupts. All requests come here; those that come while one is in force are
 * the same one. An interrupt never ends the kernel: only a person who asks for it does.
 */
export class Interrupts {
  readonly #world: InterruptWorld;
  #inForce: Promise<void> | undefined;
  #stopping: Promise<unknown> | undefined;

  /** @param world What it needs */
  constructor(world: InterruptWorld) {
    this.#world = world;
  }

  /**
   * Interrupts the code that is executed now.
   * @param code That code
   */
  request(code: RunningCode): void {
    this.#inForce ??= this.#interrupt(code)
      .catch(() => {}) // the kernel is gone
      .finally(() => {
        this.#inForce = undefined;
      });
  }

  /** Resolves once no interrupt is in force, so that none meant for one cell reaches the next. */
  async over(): Promise<void> {
    await this.#inForce;
  }

  /** Resolves once no code is being stopped, so that nothing that begins now is. */
  async quiet(): Promise<void> {
    await this.#stopping;
  }

  async #interrupt(code: RunningCode): Promise<void> {
    const { running } = code;
    let hasEnded = false;
    const ended = running?.catch(() => {}).then(() => hasEnded = true);
    await within(GUARDED_MS, this.#world.outputs.guarded);
    // A question blocks the thread for certain.
    let hasStopped = false;
    let isTold = !this.#world.questions.isAsked;
    let isHeard = isTold && await this.#isHeard(INTERRUPT, heardMs(code));
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      if (hasEnded || isHeard && ended === undefined) return;
      if (isHeard && await within(ENDING_MS, ended!)) return;
      // It may draw a card, or do what the user wrote for this case.
      const again = hasStopped && !code.isOwn ? INTERRUPT : ASK;
      if (isHeard && await this.#isHeard(again, OWN_MS)) break;
      // The cell was stopped, and its run ends: stopped as well, it might never.
      if (hasStopped && code.isOwn) break;
      code.stopped();
      hasStopped = true;
      const heard = this.#world.outputs.heard();
      this.#stopping = within(STOPPED_MS, this.#stop());
      await this.#stopping;
      // The helper hears what it was told as soon as the thread is free. Told once more, it would
      // end the card of the run, or the next cell.
      isHeard = isTold && await within(FREE_MS, heard) ||
        await this.#isHeard(isTold ? ASK : INTERRUPT, heardMs(code));
      isTold = true;
    }
    if (ended === undefined || await within(ENDED_MS, ended)) return;
    // What was stopped may have been what ends the waits of the cell.
    const isAgain = hasStopped && !code.isOwn &&
      await this.#isHeard(INTERRUPT, OWN_MS);
    if (isAgain && await within(ENDED_MS, ended)) return;
    code.say(NOT_ENDED);
  }

  /** Tells or asks the helper by a signal; whether it has heard that. */
  async #isHeard(
    signal: typeof INTERRUPT | typeof ASK,
    withinMs: number,
  ): Promise<boolean> {
    const { kernel, outputs } = this.#world;
    const heard = outputs.heard();
    kernel.signal(signal);
    return await within(withinMs, heard);
  }

  /** Stops code that blocks, which the kernel itself does, and ends the question that it asks. */
  async #stop(): Promise<void> {
    const { kernel, questions, signer } = this.#world;
    using control = await kernel.connect("control", "DEALER");
    await control.send(signer.made("interrupt_request", {}, {}));
    await control.messages();
    await questions.end();
  }
}
