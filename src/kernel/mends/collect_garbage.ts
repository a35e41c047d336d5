/**
 * Mends: the kernel waits for a cell that was stopped after it had awaited something. The rest of
 * such a cell never settles. V8 gives up on it once nothing refers to it and it is collected.
 * Seen in: Deno 2.9.6. Upstream: https://github.com/denoland/deno/issues/24491
 * Can go when: "a cell that is stopped after a wait never ends" in `plain_kernel_test.ts` fails.
 * @module
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Collects everything that nothing refers to any more. */
export async function collectGarbage(): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  // The cell that has just been stopped must unwind first.
  await new Promise((resolve) => setTimeout(resolve));
  collect();
}
