/**
 * A thread that ends the kernel once the process that has started it is gone: also one that was killed, and
 * while a cell blocks.
 * @module
 */

/** How soon, in ms. */
const WITHIN_MS = 1000;

/** The part of a worker's global scope that is used here. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<string>) => void) | null;
}

const parent = Deno.ppid;

(globalThis as unknown as WorkerScope).onmessage = ({ data: dir }) => {
  setInterval(() => {
    if (Deno.ppid !== parent) end(dir);
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
