import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { openLedger, startRun } from "../../mod.ts";
import type { RunHandle } from "../../src/tracker/run.ts";
import { tempFolder } from "../ledger/temp_ledger.ts";
import { denoOutput } from "../tracker/deno_output.ts";
import { STEADY } from "../tracker/steady.ts";

const QUIET = { live: false, country: "FR", replay: STEADY } as const;

Deno.test("a run can be used before its sensors are open", async () => {
  const run = startRun("at once", QUIET);
  assertEquals(run.name, "at once");
  assertEquals([run.energyKwh, run.emissionsKg], [0, 0]);
  assertEquals(run.forecast, undefined);
  assertEquals(run.signal.aborted, false);
  run.log({ loss: 1 });
  const training = run.phase("training");
  run.progress(1, 4);
  assertEquals([...run.steps(3)], [0, 1, 2]);
  training[Symbol.dispose]();
  run.phase("saving");
  assertThrows(() => run.log(loosely({ loss: "low" })), TypeError, '"loss"');
  assertThrows(() => run.progress(NaN, 1), RangeError, "NaN");
  assertThrows(() => run.phase(""), TypeError, '""');
  assertThrows(() => run.steps(-1), RangeError, "-1");
  assertThrows(() => run.snapshot(), Error, '"await run" waits for');
  const ended = await run.stop();
  assertEquals(ended.id, run.id);
  assertEquals(ended.metrics.map(({ loss }) => loss), [1]);
  assertEquals(ended.phases.map(({ name }) => name), ["training", "saving"]);
  assertEquals(await run.stop(), ended);
  assertThrows(() => run.log({ loss: 2 }), Error, "the run has ended");
});

// deno-lint-ignore no-explicit-any
const loosely = (value: unknown) => value as any;

Deno.test("await gives the run itself, as often as one likes", async () => {
  const started = startRun("awaited", QUIET);
  const run = await started;
  assert(await run === run && await started === run);
  assertEquals(run.id, started.id);
  run.log({ loss: 1 });
  assertEquals(run.snapshot().metrics.length, 1);
  started.log({ loss: 2 });
  assertEquals((await run.stop()).metrics.length, 2);
});

Deno.test("a run that is stopped before its sensors are open is closed, and takes nothing more", async () => {
  const run = startRun("short", QUIET);
  const stopped = run.stop();
  assertThrows(() => run.log({ loss: 1 }), Error, "the run has ended");
  assertThrows(() => run.phase("late"), Error, "the run has ended");
  const { status, metrics } = await stopped;
  assertEquals([status, metrics.length], ["finished", 0]);
});

Deno.test("await using closes a run that was never awaited", async () => {
  let outside: RunHandle;
  {
    await using run = startRun("block", QUIET);
    outside = run;
  }
  assertThrows(() => outside.log({ loss: 1 }), Error, "the run has ended");
});

Deno.test("what is wrong with a run is thrown at once", async () => {
  const cases: readonly (readonly [unknown, unknown, string])[] = [
    ["", {}, '""'],
    ["run", { country: "Nowhere" }, "Nowhere"],
    ["run", { budget: 1 }, 'did you mean "budgetKg"'],
    ["run", { provider: "gcp", region: "us-centrall" }, "us-central1"],
    ["run", { carbonIntensity: () => -1 }, "-1"],
  ];
  for (const [name, options, said] of cases) {
    const start = () => startRun(loosely(name), loosely(options));
    assertThrows(start, Error, said);
    await assertRejects(async () => await start(), Error, said);
  }
});

Deno.test("a script that forgets to stop a run ends, and the ledger has the run as interrupted", async () => {
  using folder = tempFolder();
  const path = `${folder.path}/ledger.db`;
  const script = new URL("./forgetful_script.ts", import.meta.url);
  await denoOutput(script, { CARBONCELL_LEDGER: path });
  const ledger = await openLedger(path);
  try {
    const runs = await ledger.runs();
    assertEquals(
      runs.map(({ name, status }) => [name, status]),
      [["forgotten", "interrupted"], ["finished", "finished"]],
    );
    const [forgotten] = runs;

    const { durationS, energyKwh, pue } = forgotten!;
    assert(durationS > 0.8, `${durationS} s`);
    // 400 W
    const joules = energyKwh * 3.6e6 / (pue ?? NaN);
    assert(Math.abs(joules / durationS - 400) < 40, `${joules} J`);
  } finally {
    await ledger.close();
  }
});
