import { kernelHelper } from "../../jupyter/kernel_helper.ts";
import { type CellMark, ShownRuns } from "./shown_runs.ts";

/**
 * How long to wait after a cell's result. The kernel hands a result over to the thread
 * that signs and sends it, and reports the cell as done without waiting for that; a headless
 * client stops listening then. Of 150 outputs of up to 1 MB none was lost at 25 ms; a machine
 * busy with other work is given twice that.
 */
export const SETTLE_MS = 50;

/** Waits until what was sent last has gone out; the kernel helper sees to that itself. */
export function settled(): Promise<void> {
  if (kernelHelper() !== undefined) return Promise.resolve();
  return new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
}

/** The kernel's own hook that publishes a cell's result: internal, so it may be missing. */
export interface KernelInternals {
  /** Publishes what a cell ends in. */
  broadcastResult(executionCount: number, result: unknown): Promise<void>;
}

const shownRuns = new ShownRuns(() => performance.now());
let kept = false;

/**
 * Makes the kernel wait until a cell's result has gone out, so that `nbconvert` and
 * its like do not lose it, and leave out a run that stands under the cell already. Does nothing
 * outside a kernel, or twice.
 */
export function keepOutputs(): void {
  if (kept) return;
  kept = true;
  const kernel = kernelInternals();
  if (kernel !== undefined) wrapKernel(kernel, shownRuns, settled);
}

/**
 * Puts the leaving out and the waiting around a kernel's hook.
 * @param kernel Whose hook
 * @param runs Knows what to leave out
 * @param wait Until what was sent has gone out
 */
export function wrapKernel(
  kernel: KernelInternals,
  runs: ShownRuns,
  wait: () => Promise<void>,
): void {
  const publish = kernel.broadcastResult;
  kernel.broadcastResult = async (...call) => {
    if (!runs.finished(...call)) await publish.apply(kernel, call);
    await wait();
  };
}

/** The cell that runs now. */
export function currentCell(): CellMark {
  return shownRuns.cell;
}

/**
 * The final card of a run stands in an output.
 * @param id The run's
 * @param cell In which the output was made
 */
export function cardStands(id: string, cell: CellMark): void {
  shownRuns.cardStands(id, cell);
}

/**
 * Says that this is what the user is given of a run that has ended: as the result of the cell that
 * shows it already, it is not shown a second time. Does nothing if no live view has shown it.
 * @param run As `track` and `stop` return it
 */
export function markShown(run: { readonly id: string }): void {
  shownRuns.mark(run);
}

function kernelInternals(): KernelInternals | undefined {
  const runtime = Deno as unknown as Record<PropertyKey, unknown>;
  const internal = runtime[runtime["internal"] as PropertyKey] as
    | { jupyter?: Partial<KernelInternals> }
    | undefined;
  return typeof internal?.jupyter?.broadcastResult === "function"
    ? internal.jupyter as KernelInternals
    : undefined;
}
