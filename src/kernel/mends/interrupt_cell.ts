/**
 * Mends: an interrupt either ends the kernel or is not heard. What `interrupts.ts` and `waits.ts`
 * do inside the kernel starts here, in the process in front of it.
 * Seen in: Deno 2.9.6. Upstream: https://github.com/denoland/deno/issues/24491
 * Can go when: the three faults named there are gone.
 * @module
 */
import { STOPPED } from "../../jupyter/kernel_helper.ts";
import type { Signer } from "../../jupyter/signer.ts";
import type { InnerKernel } from "../inner/inner_kernel.ts";
import type { Outputs } from "../inner/outputs.ts";
import { within } from "../inner/within.ts";

/** If the helper has not heard an interrupt by then, a cell blocks its thread, in ms. */
const HEARD_MS = 500;
/** A cell that is stopped ends by then, unless it had awaited something before, in ms. */
const STOPPED_MS = 100;
/** A cell that has not ended by then never will, in ms. */
const ENDED_MS = 3000;

/** What an interrupt needs. */
export interface InterruptWorld {
  readonly kernel: InnerKernel;
  readonly outputs: Outputs;
  readonly signer: Signer;
}

/** What is executed now. */
export interface RunningCode {
  /** Resolves when it has ended; `undefined` if nothing is executed. */
  readonly running: Promise<unknown> | undefined;
  /** Says that it is being stopped. */
  stopped(): void;
}

/**
 * Interrupts the code that is executed now. A signal reaches code that waits. The kernel itself
 * stops code that blocks; it must not stop code that waits, as that would break it. If the kernel
 * cannot be stopped, it is ended.
 */
export async function interruptCell(
  { kernel, outputs, signer }: InterruptWorld,
  code: RunningCode,
): Promise<void> {
  const { running } = code;
  const heard = outputs.heard();
  kernel.signal("SIGINT");
  if (running === undefined || await within(HEARD_MS, heard, running)) return;
  code.stopped();
  using control = await kernel.connect("control", "DEALER");
  await control.send(signer.made("interrupt_request", {}, {}));
  if (await within(STOPPED_MS, running)) return;
  kernel.signal(STOPPED);
  if (!await within(ENDED_MS, running)) kernel.signal("SIGKILL");
}
