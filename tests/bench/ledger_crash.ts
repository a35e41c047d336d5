/**
 * Kills processes that track a run at random moments, and checks the runs in the ledger:
 * `deno run -A --import-map=tests/import_map.json tests/bench/ledger_crash.ts [times]`.
 * @module
 */

import { trackedCrash } from "../ledger/journal/tracked_crash.ts";
import { say } from "./say.ts";

/** The latest time at which a process is killed, in s. */
const LATEST_S = 3;
/** The longest time that may be missing, in s. */
const TARGET_S = 1;
/** The power of the run. */
const POWER_W = 400;

const [times = "100"] = Deno.args;
const folder = await Deno.makeTempDir();
const missing = { blocked: [] as number[], free: [] as number[] };
const wrong: string[] = [];
for (let i = 0; i < Number(times); i += 1) {
  const how = i % 2 === 0 ? "blocked" : "free";
  const untilS = Math.random() * LATEST_S;
  const { lastS, run } = await trackedCrash(`${folder}/${i}.db`, how, untilS);
  const countedS = run.itEnergyKwh * 3.6e6 / POWER_W;
  missing[how].push(lastS - countedS);
  if (run.status !== "interrupted") wrong.push(`${i}.db`);
}
await Deno.remove(folder, { recursive: true });
const most = Math.max(...missing.blocked, ...missing.free);
say(`killed ${times} times, not interrupted: ${wrong.length}`);
for (const [how, seconds] of Object.entries(missing)) {
  say(
    `event loop ${how}: the energy of ${
      Math.max(...seconds).toFixed(3)
    } s is missing at the most`,
  );
}
if (wrong.length > 0 || most > TARGET_S) Deno.exit(1);
