import type { CellListener } from "../../tracker/setup.ts";
import { kernelBroadcast } from "../../jupyter/broadcast.ts";
import {
  type CellMessage,
  type KernelAddress,
  listenToCells,
} from "../../jupyter/cell_messages.ts";

/**
 * Tells when cells of the notebook begin and end. Tells nothing outside a kernel, and where the system
 * does not say how the kernel was started.
 * @returns Stops telling
 */
export async function watchCells(listener: CellListener): Promise<() => void> {
  if (!isInKernel()) return () => {};
  const heard = ({ kind, wallMs }: CellMessage) => listener[kind](wallMs);
  try {
    const address = kernelAddress();
    return listeningThread(
      address,
      heard,
      await listenToCells(address, heard),
    );
  } catch {
    return () => {};
  }
}

/** Whether this is a notebook. */
export function isInKernel(): boolean {
  return kernelBroadcast() !== undefined;
}

/**
 * A thread that listens in place of this one, as soon as it does.
 * @param here Stops listening on this thread
 */
function listeningThread(
  address: KernelAddress,
  heard: (message: CellMessage) => void,
  here: () => void,
): () => void {
  let stopHere: (() => void) | undefined = here;
  const letGo = () => {
    stopHere?.();
    stopHere = undefined;
  };
  const thread = new Worker(
    new URL("../../jupyter/cell_thread.ts", import.meta.url),
    {
      type: "module",
    },
  );
  thread.onmessage = ({ data }: MessageEvent<CellMessage | Ready>) => {
    if (data.kind === "ready") letGo();
    else heard(data);
  };
  // This thread then goes on to listen.
  thread.onerror = (event) => event.preventDefault();
  thread.postMessage(address);
  return () => {
    letGo();
    thread.terminate();
  };
}

interface Ready {
  readonly kind: "ready";
}

/** The connection file stands on the command line of the kernel. */
function kernelAddress(): KernelAddress {
  const words = Deno.readTextFileSync("/proc/self/cmdline").split("\0");
  const file = words[words.indexOf("--conn") + 1] ?? "";
  return JSON.parse(Deno.readTextFileSync(file));
}
