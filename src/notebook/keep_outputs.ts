/**
 * How long to wait after a cell's result. The kernel hands a result over to the thread
 * that signs and sends it, and reports the cell as done without waiting for that; a headless
 * client stops listening then. Of 150 outputs of up to 1 MB none was lost at 25 ms; a machine
 * busy with other work is given twice that.
 */
const SETTLE_MS = 50;

/** The kernel's own hook that publishes a cell's result: internal, so it may be missing. */
interface KernelInternals {
  broadcastResult(executionCount: number, result: unknown): Promise<void>;
}

let kept = false;

/**
 * Makes the kernel wait until a cell's result has gone out, so that `nbconvert` and
 * its like do not lose it. Does nothing outside a kernel, or twice.
 */
export function keepOutputs(): void {
  if (kept) return;
  kept = true;
  const kernel = kernelInternals();
  if (kernel === undefined) return;
  const publish = kernel.broadcastResult;
  kernel.broadcastResult = async (...result) => {
    await publish.apply(kernel, result);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
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
