import { assert, assertEquals } from "@std/assert";
import { assertClose } from "../../close.ts";
import { crashed } from "./crash.ts";
import { tempFolder } from "../temp_ledger.ts";

/** A hundred repetitions are in `tests/bench/ledger_crash.ts`: each takes a process. */
const TIMES = 8;

Deno.test("a run whose process is killed at any moment is interrupted, with all that it used until then", async () => {
  using folder = tempFolder();
  for (let i = 0; i < TIMES; i += 1) {
    const path = `${folder.path}/${i}.db`;
    const { last, said, run } = await crashed(path, 1 + 8000 * i ** 2);
    assertEquals(run.status, "interrupted");
    assertEquals(run.reason, "its process ended before the run did");
    assertEquals(run.tags, ["crash"]);
    const timeS = run.samples.at(-1)?.timeS ?? 0;
    assertEquals(timeS, run.durationS);
    // It says so once it is written; the next sample may have been written too.
    assert(timeS >= last.timeS && timeS <= last.timeS + 0.5);
    if (timeS === last.timeS) assertClose(run.energyKwh, last.energyKwh);
    assert(said.size > 0);
  }
});

Deno.test("an interrupted run has its components, metrics and phases, and what follows from its energy", async () => {
  using folder = tempFolder();
  const { run } = await crashed(`${folder.path}/ledger.db`, 60_000);
  const parts = run.components.map(({ energyKwh }) => energyKwh);
  assertClose(parts[0]! + parts[1]!, run.itEnergyKwh, 1e-9);
  assertClose(run.itEnergyKwh * run.pue, run.energyKwh, 1e-9);
  assertClose(
    run.energyKwh * run.carbonIntensity / 1000,
    run.emissionsKg,
    1e-9,
  );
  assertClose(run.measuredShare, parts[0]! / run.itEnergyKwh, 1e-9);
  const [low, high] = run.emissionsRangeKg;
  assert(low < run.emissionsKg && run.emissionsKg < high);
  assert(run.waterL > 0 && run.equivalents.length > 0);
  assert(run.metrics.length > 1 && run.phases.length > 1);
  assertEquals(run.metrics[1]?.["loss"], 10);
  const last = run.phases.at(-1);
  assertClose(last?.endS, run.durationS);
  const inPhases = run.phases.reduce((sum, p) => sum + p.energyKwh, 0);
  assertClose(inPhases, run.energyKwh, 1e-6);
});

Deno.test("the files of an interrupted run are gone once it is taken in", async () => {
  using folder = tempFolder();
  await crashed(`${folder.path}/ledger.db`, 1000);
  const left = [...Deno.readDirSync(folder.path)].map(({ name }) => name);
  assertEquals(left, ["ledger.db"]);
});
