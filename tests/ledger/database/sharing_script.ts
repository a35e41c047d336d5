/**
 * For the tests: tracks a run of the whole machine, and prints its id and energy. Arguments: the
 * path of the ledger, and for how long, in ms.
 * @module
 */

import { configure, track } from "../../../mod.ts";
import { delay } from "../../delay.ts";

const [ledger = "", ms] = Deno.args;
configure({ ledger, country: "FR", pue: 1, live: false, intervalMs: 50 });
const { id, energyKwh } = await track("beside", () => delay(Number(ms)), {
  tags: ["beside"],
});
Deno.stdout.writeSync(
  new TextEncoder().encode(JSON.stringify({ id, energyKwh })),
);
