/**
 * A thread that ends the kernel once the process that has started it is gone: also one that was killed, and
 * while a cell blocks.
 * @module
 */

/** How soon, in ms. */
const WITHIN_MS = 1000;

/** The part of a worker's global scope that is used here. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<Watched>) => void) | null;
}

/** What is watched. */
export interface Watched {
  /** The process that has started the kernel: it may be gone before this thread begins. */
  readonly parent: number;
  /** Folder of the kernel's connection file. */
  readonly connectionDir: string;
}

(globalThis as unknown as WorkerScope).onmessage = ({ data }) => {
  setInterval(() => {
    if (Deno.ppid !== data.parent) end(data.connectionDir);
  }, WITHIN_MS);
};

function end(dir: string): void {
  try {
    Deno.removeSync(dir, { recursive: true });
  } catch {
    // It has gone with the process.
  }
  Deno.kill(Deno.pid, "SIGKILL");
}
