/**
 * For the tests: tracks a run of the whole machine, one of several at once as of a program that was
 * started for each card. All begin when all are ready, one after the other. Prints the id, the
 * energy and the time of its run. Arguments: the path of the ledger, the number of this process
 * from 0 on, and how many there are.
 * @module
 */

import { configure, track } from "../../../mod.ts";
import { delay } from "../../delay.ts";

const [ledger = "", number = "", count = ""] = Deno.args;
configure({ ledger, country: "FR", pue: 1, live: false, intervalMs: 50 });
await Deno.writeTextFile(`${ledger}.ready-${number}`, "");
const untilMs = Date.now() + 60_000;
for (let other = 0; other < Number(count); other += 1) {
  const path = `${ledger}.ready-${other}`;
  while (await Deno.stat(path).catch(() => undefined) === undefined) {
    if (Date.now() > untilMs) throw new Error(`Process ${other} did not come`);
    await delay(10);
  }
}
await delay(Number(number) * 150);
// The second one ends before all others.
const { id, energyKwh, startedAt, coverage } = await track(
  "rank",
  () => delay(number === "1" ? 200 : 600),
  { tags: ["ranks"] },
);
const fromS = startedAt.getTime() / 1000;
const toS = fromS + (coverage?.endS ?? NaN);
Deno.stdout.writeSync(
  new TextEncoder().encode(JSON.stringify({ id, energyKwh, fromS, toS })),
);
