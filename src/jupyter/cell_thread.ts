/**
 * A thread that listens to the kernel. The kernel waits for each of its listeners, so that one which a
 * cell blocks would hold up all that the cell prints.
 * @module
 */

import { listenToCells } from "./cell_messages.ts";
import type { KernelAddress } from "../notebook/kernel_socket.ts";

/** The part of a worker's global scope that is used here. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<KernelAddress>) => void) | null;
  postMessage(message: unknown): void;
}

const scope = globalThis as unknown as WorkerScope;

scope.onmessage = async ({ data }) => {
  await listenToCells(data, (message) => scope.postMessage(message));
  scope.postMessage({ kind: "ready" });
};
