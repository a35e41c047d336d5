import { provideHelper } from "../../jupyter/kernel_helper.ts";
import { waitForLarge } from "../mends/large_outputs.ts";
import { nameCells } from "../mends/named_cells.ts";
import { Helper } from "./helper.ts";
import type { Watched } from "./watch_parent.ts";

/**
 * Runs inside the plain kernel before the first cell. It keeps an interrupt from ending the kernel,
 * ends the kernel together with the process in front of it, and provides the helper.
 * @param connectionDir Folder of the kernel's connection file; it is removed with the kernel
 */
export function begin(connectionDir: string): void {
  nameCells();
  const helper = new Helper();
  provideHelper(helper);
  waitForLarge(connectionDir);
  helper.interrupts.listen();
  const watch = new Worker(new URL("./watch_parent.ts", import.meta.url), {
    type: "module",
    name: "carboncell",
  });
  watch.postMessage({ parent: Deno.ppid, connectionDir } satisfies Watched);
}
