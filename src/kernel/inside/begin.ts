import { HELPER_NAME } from "../../jupyter/kernel_helper.ts";
import { KernelHook } from "./kernel_hook.ts";
import { waitForLarge } from "./large_outputs.ts";
import type { Watched } from "./watch_parent.ts";

/**
 * Runs within the plain kernel, before the first cell: keeps an interrupt from ending the kernel, ends it with
 * the process in front of it, and brings in what cells are rewritten to use.
 * @param connectionDir Folder of the kernel's connection file, which nobody else could remove then
 */
export function begin(connectionDir: string): void {
  const hook = new KernelHook();
  Object.defineProperty(globalThis, Symbol.for(HELPER_NAME), { value: hook });
  waitForLarge(connectionDir);
  hook.listen();
  const watch = new Worker(new URL("./watch_parent.ts", import.meta.url), {
    type: "module",
    name: "carboncell",
  });
  watch.postMessage({ parent: Deno.ppid, connectionDir } satisfies Watched);
}
