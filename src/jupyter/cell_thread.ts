/**
 * A thread that listens to the kernel's cells. The kernel waits for each listener, so a listener
 * on a thread that a cell blocks would hold up everything that the cell prints.
 * @module
 */
import { type KernelAddress, listenToCells } from "./cell_messages.ts";

/** What this thread uses of its global scope. */
interface ListenerScope {
  onmessage: ((event: MessageEvent<KernelAddress>) => void) | null;
  postMessage(message: unknown): void;
}

const scope = globalThis as unknown as ListenerScope;

scope.onmessage = async ({ data }) => {
  await listenToCells(data, (message) => scope.postMessage(message));
  scope.postMessage({ kind: "ready" });
};
