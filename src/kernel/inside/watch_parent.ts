/**
 * A thread that ends the kernel once the process that started it is gone, even if that process was
 * killed and a cell blocks the kernel.
 * @module
 */

/** Time between two looks, in ms. */
const LOOK_MS = 1000;

/** What the thread watches. */
export interface Watched {
  /** Id of the process that started the kernel. It may be gone before this thread begins. */
  readonly parent: number;
  /** Folder of the kernel's connection file. */
  readonly connectionDir: string;
}

(globalThis as unknown as Pick<Worker, "onmessage">).onmessage = (
  { data }: MessageEvent<Watched>,
) => {
  setInterval(() => {
    if (Deno.ppid !== data.parent) end(data.connectionDir);
  }, LOOK_MS);
};

function end(dir: string): void {
  try {
    Deno.removeSync(dir, { recursive: true });
  } catch {
    // The process has removed it.
  }
  Deno.kill(Deno.pid, "SIGKILL");
}
