/**
 * Kills a run at random moments, and looks what the ledger has of it:
 * `deno run -A --import-map=tests/import_map.json tests/bench/ledger_crash.ts [times]`.
 * @module
 */

import { crashed } from "../ledger/crash.ts";
import { say } from "./say.ts";

/** What a run says, in B, before it is killed at the latest: some thousand samples. */
const MOST_BYTES = 300_000;

const [times = "100"] = Deno.args;
const folder = await Deno.makeTempDir();
const missing: number[] = [];
const wrong: string[] = [];
for (let i = 0; i < Number(times); i += 1) {
  const bytes = Math.random() * MOST_BYTES;
  const { last, run, said } = await crashed(`${folder}/${i}.db`, bytes);
  const timeS = run.samples.at(-1)?.timeS ?? 0;
  missing.push(last.timeS - timeS);
  const expected = said.get(timeS) ?? run.energyKwh;
  const isSame = Math.abs(run.energyKwh - expected) <= 1e-9 * expected;
  if (run.status !== "interrupted" || !isSame) wrong.push(`${i}.db`);
}
await Deno.remove(folder, { recursive: true });
say(
  `${times} times killed: ${times} times interrupted with the energy until then, but for ${wrong.length}`,
);
say(`missing at the most: ${Math.max(0, ...missing)} s of the run`);
if (wrong.length > 0) Deno.exit(1);
