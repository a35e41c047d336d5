import type { CellListener } from "../../tracker/setup.ts";
import { kernelBroadcast } from "../../jupyter/broadcast.ts";
import { kernelHelper } from "../../jupyter/kernel_helper.ts";
import {
  type CellMessage,
  type KernelAddress,
  listenToCells,
} from "../../jupyter/cell_messages.ts";

/**
 * Calls back when cells of the notebook begin and end. Outside a kernel, or where the system does
 * not tell how the kernel was started, it never calls.
 * @returns Stops calling
 */
export async function watchCells(listener: CellListener): Promise<() => void> {
  if (!isInKernel()) return () => {};
  const heard = ({ kind, wallMs }: CellMessage) => listener[kind](wallMs);
  try {
    const address = kernelHelper()?.address ?? kernelAddress();
    return listeningThread(
      address,
      heard,
      await listenToCells(address, heard),
    );
  } catch {
    return () => {};
  }
}

/** Whether this code runs in a notebook. */
export function isInKernel(): boolean {
  return kernelBroadcast() !== undefined;
}

/**
 * Starts a thread that takes over the listening.
 * @param here Stops listening on this thread
 */
function listeningThread(
  address: KernelAddress,
  heard: (message: CellMessage) => void,
  here: () => void,
): () => void {
  const module = new URL("../../jupyter/cell_thread.ts", import.meta.url);
  const thread = new Worker(module, { type: "module" });
  thread.onmessage = (
    { data }: MessageEvent<CellMessage | { kind: "ready" }>,
  ) => {
    if (data.kind === "ready") here();
    else heard(data);
  };
  // If the thread fails, this one keeps listening.
  thread.onerror = (event) => event.preventDefault();
  thread.postMessage(address);
  return () => {
    here();
    thread.terminate();
  };
}

/** In the plain kernel: reads the connection file, which the command line of the kernel names. */
function kernelAddress(): KernelAddress {
  const words = Deno.readTextFileSync("/proc/self/cmdline").split("\0");
  const file = words[words.indexOf("--conn") + 1] ?? "";
  return JSON.parse(Deno.readTextFileSync(file));
}
