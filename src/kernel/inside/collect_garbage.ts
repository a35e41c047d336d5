import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Collects what nothing refers to any more. The rest of a cell that was stopped after it had waited is such a thing:
 * it never settles, and the kernel would wait for it until it is collected.
 */
export async function collectGarbage(): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  // What has just been stopped is still on its way out.
  await new Promise((resolve) => setTimeout(resolve));
  collect();
}
