/**
 * A thread that ends the kernel once the process that has started it is gone: also one that was killed, and
 * while a cell blocks.
 * @module
 */

/** How soon, in ms. */
const WITHIN_MS = 1000;

const parent = Deno.ppid;

setInterval(() => {
  if (Deno.ppid !== parent) Deno.kill(Deno.pid, "SIGKILL");
}, WITHIN_MS);
