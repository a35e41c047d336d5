/**
 * Runs within the plain kernel, before the first cell: keeps an interrupt from ending the kernel, ends it with
 * the process in front of it, and brings in what cells are rewritten to use.
 * @module
 */
import { HELPER_NAME } from "../../notebook/kernel_helper.ts";
import { KernelHook } from "./kernel_hook.ts";

const hook = new KernelHook();

Object.defineProperty(globalThis, Symbol.for(HELPER_NAME), { value: hook });

try {
  Deno.addSignalListener("SIGINT", () => void hook.interrupted());
} catch {
  // A system without signals: an interrupt cannot reach a cell there.
}

new Worker(new URL("./watch_parent.ts", import.meta.url), {
  type: "module",
  name: "carboncell",
});
