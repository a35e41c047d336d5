import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
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

Deno.test("a run by the hour whose process is killed has the prices of its hours", async () => {
  using folder = tempFolder();
  const hours = `${folder.path}/hours.csv`;
  const fromMs = Date.now() - 1_000;
  // 700 and 100 g/kWh in turns of a second: the average of France is less than both.
  const rows = Array.from({ length: 600 }, (_, i) => {
    const time = new Date(fromMs + i * 500).toISOString();
    return `${time},${Math.floor(i / 2) % 2 === 0 ? 700 : 100}`;
  });
  await Deno.writeTextFile(hours, `time,gPerKwh\n${rows.join("\n")}\n`);
  const { run: held } = await trackedCrash(
    `${folder.path}/held.db`,
    "blocked",
    4,
    hours,
  );
  // The hours that nothing could price, as a cell blocked, are named.
  assert(
    /have the carbon intensity of the time before/.test(held.notes.join()),
  );
  const path = `${folder.path}/ledger.db`;
  const { run } = await trackedCrash(path, "free", 4, hours);
  assertEquals([run.status, run.byHour?.zone], ["interrupted", "FR"]);
  assert(run.notes.every((note) => !/average/.test(note)), run.notes.join());
  // It had both, and each is weighted by the energy of its time.
  assert(run.carbonIntensity > 150 && run.carbonIntensity < 650);
  assertAlmostEquals(
    run.emissionsKg,
    run.energyKwh * run.carbonIntensity / 1000,
    1e-12,
  );
});
