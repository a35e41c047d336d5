/**
 * A program with a run, as a user would start it: says what it is told to by its argument.
 * @module
 */

import { liveView } from "../../../src/notebook/live/live.ts";
import { aLiveRun, aRun } from "../a_run.ts";

function say(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(text));
}

const view = liveView(() => undefined);
say("before\n");
view?.sampled(() => aLiveRun());
for (let line = 1; line <= 9; line++) say(`line ${line}\n`);
for (let done = 1; done <= 9; done++) say(`\rbar ${"#".repeat(done)}`);
if (Deno.args[0] === "throw") throw new Error("A fault of the user's");
if (Deno.args[0] === "exit") Deno.exit(0);
await view?.ended(aRun());
say("\nafter\n");
