import { assert, assertEquals } from "@std/assert";
import { tempFolder } from "../temp_ledger.ts";
import { trackedCrash } from "./tracked_crash.ts";

// A hundred repetitions are in `tests/bench/ledger_crash.ts`.
for (const how of ["blocked", "free"] as const) {
  Deno.test(`of a tracked run whose process is killed, at most the last second is missing: event loop ${how}`, async () => {
    using folder = tempFolder();
    const path = `${folder.path}/ledger.db`;
    const { lastS, run } = await trackedCrash(path, how, 2.5);
    assertEquals([run.name, run.status], ["killed", "interrupted"]);
    assertEquals(run.tags, ["crash"]);
    assert(run.durationS > lastS - 1, `${run.durationS} s of ${lastS} s`);
    // 400 W
    const missingS = lastS - run.itEnergyKwh * 3.6e6 / 400;
    assert(missingS < 1, `the energy of ${missingS} s is missing`);
    const countedS = run.itEnergyKwh * 3.6e6 / 400;
    assert(countedS < run.durationS * 1.02, "no more than was used");
    const left = [...Deno.readDirSync(folder.path)].map(({ name }) => name);
    assertEquals(left, ["ledger.db"]);
  });
}
