/**
 * Mends, in the plain kernel: it says that a cell has ended before the cell's outputs are sent. A
 * front end that stops listening then, such as nbconvert, loses them. Our own kernel mends this in
 * `cell_outputs.ts`.
 * Seen in: Deno 2.9.6. Upstream: no issue found.
 * Can go when: "a cell ends before its outputs" in `plain_kernel_test.ts` fails.
 * @module
 */
import { kernelHelper } from "../../jupyter/kernel_helper.ts";
import { ShownRuns } from "./shown_runs.ts";

/**
 * How long to wait after a cell's result. The kernel passes the result to another thread, which
 * sends it, and does not wait for that. Of 150 outputs of up to 1 MB none was lost at 25 ms. On a
 * busy machine one of some hundreds was lost at 50 ms.
 */
const SETTLE_MS = 100;

/** Waits until the last output is sent. With the helper no wait is needed. */
export function settled(): Promise<void> {
  if (kernelHelper() !== undefined) return Promise.resolve();
  return new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
}

/** The kernel's internal functions; they may be missing. */
export interface KernelInternals {
  /** Publishes the result of a cell. */
  broadcastResult(executionCount: number, result: unknown): Promise<void>;
}

/** The runs of this notebook. */
export const shownRuns: ShownRuns = new ShownRuns();
let kept = false;

/**
 * Makes the kernel wait until a cell's result is sent, and leave out a result that is a run whose
 * card the cell shows already. Does nothing outside a kernel, or when called again.
 */
export function keepOutputs(): void {
  if (kept) return;
  kept = true;
  const kernel = kernelInternals();
  if (kernel === undefined) return;
  wrapKernel(kernel, shownRuns, settled);
  kernelHelper()?.onCellEnd(() => shownRuns.cellEnded());
}

/**
 * Wraps the function that publishes results.
 * @param kernel Has that function
 * @param runs Knows which results to leave out
 * @param wait Waits until the result is sent
 */
export function wrapKernel(
  kernel: KernelInternals,
  runs: ShownRuns,
  wait: () => Promise<void>,
): void {
  const publish = kernel.broadcastResult;
  kernel.broadcastResult = async (count, result) => {
    // Nothing is published for `undefined`, but our own kernel ends the cell there.
    const isShown = runs.hasResult(count, result);
    await publish.call(kernel, count, isShown ? undefined : result);
    await wait();
  };
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
