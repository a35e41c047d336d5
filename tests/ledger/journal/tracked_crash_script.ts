/**
 * For the tests: tracks a run at 400 W until its process is killed, and prints its duration.
 * Arguments: the path of the ledger, `blocked` if the event loop shall not turn, and a file with
 * the intensity by the hour, if the run has one.
 * @module
 */

import { configure, hourly, track } from "../../../mod.ts";
import { delay } from "../../delay.ts";
import { STEADY } from "../../tracker/steady.ts";

const [ledger = "", how, hours] = Deno.args;
configure({ ledger, country: "FR", pue: 1, live: false, intervalMs: 50 });
const byHour = hours === undefined ? {} : {
  carbonIntensity: hourly.file(hours, { zone: "FR", basis: "lifecycle" }),
};
const encoder = new TextEncoder();

await track("killed", async (run) => {
  const fromMs = performance.now();
  for (;;) {
    if (how === "blocked") block(10);
    else await delay(10);
    // One that blocks does not even ask how much it has used.
    if (how !== "blocked") run.log({ loss: 1 / performance.now() });
    const s = (performance.now() - fromMs) / 1000;
    Deno.stdout.writeSync(encoder.encode(`${s}\n`));
  }
}, { replay: STEADY, tags: ["crash"], ...byHour });

function block(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}
