/**
 * A run that blocks the event loop, and what it measured, as JSON. A call of its sensors may hang:
 * the program has to end all the same.
 * @module
 */
import { track } from "../../../mod.ts";

const startMs = performance.now();
let openedMs = NaN;
const run = await track("silent", () => {
  openedMs = performance.now() - startMs;
  // It blocks this thread, and leaves the processor to the other one.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2000);
}, { live: false, intervalMs: 50, country: "FR" });
const joules = run.components.map(({ energyKwh }) => energyKwh * 3.6e6);
const ids = run.sensors.map(({ id }) => id);
const { notes, durationS } = run;
const said = JSON.stringify({ openedMs, ids, joules, notes, durationS });
Deno.stdout.writeSync(new TextEncoder().encode(said));
