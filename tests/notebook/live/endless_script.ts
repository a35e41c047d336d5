/**
 * A program whose run lasts until it is interrupted.
 * @module
 */

import { track } from "../../../src/notebook/track.ts";

function say(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(text));
}

try {
  await track("endless", async () => {
    say("under way\n");
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  }, { country: "FR" });
} catch (error) {
  say(`\n${(error as Error).name}\n`);
}
Deno.exit();
