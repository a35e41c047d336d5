/**
 * For the tests: tracks a run of the whole machine as soon as another such process is ready, and
 * until that has begun its run too. Prints the id and energy. Arguments: the path of the ledger,
 * and the number of this process, 0 or 1.
 * @module
 */

import { configure, track } from "../../../mod.ts";
import { delay } from "../../delay.ts";

const [ledger = "", number] = Deno.args;
configure({ ledger, country: "FR", pue: 1, live: false, intervalMs: 50 });
await meet("ready");
const { id, energyKwh } = await track("beside", async () => {
  await meet("begun");
  await delay(300);
}, { tags: ["beside"] });
Deno.stdout.writeSync(
  new TextEncoder().encode(JSON.stringify({ id, energyKwh })),
);

/** Waits until both processes are here. */
async function meet(where: string): Promise<void> {
  await Deno.writeTextFile(`${ledger}.${where}-${number}`, "");
  const other = `${ledger}.${where}-${1 - Number(number)}`;
  const untilMs = Date.now() + 60_000;
  while (await Deno.stat(other).catch(() => undefined) === undefined) {
    if (Date.now() > untilMs) {
      throw new Error(`No other process came: ${where}`);
    }
    await delay(10);
  }
}
