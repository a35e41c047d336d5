/**
 * A program that does not stop one of its runs.
 * @module
 */
import { startRun } from "../../mod.ts";
import { delay } from "../delay.ts";
import { STEADY } from "../tracker/steady.ts";

const options = { live: false, replay: STEADY, intervalMs: 100, country: "FR" };
const forgotten = startRun("forgotten", options);
forgotten.log({ loss: 1 });
await delay(500);
const finished = await startRun("finished", options);
await delay(700);
await finished.stop();
