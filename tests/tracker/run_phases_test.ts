import { assert, assertEquals, assertThrows } from "@std/assert";
import { assertClose } from "../close.ts";
import { fakeRun, PLACE } from "./fake_run.ts";

Deno.test("metrics are kept with what had been emitted at that moment, between two samples", async () => {
  const { run, pass, wait } = fakeRun({ options: PLACE });
  wait(900, [1000]);
  run.log({ loss: 0.5, accuracy: NaN });
  pass(2700, [1000]);
  run.log({ loss: 0.25 });
  const { metrics } = await run.stop();
  assertEquals(metrics.map((row) => row.timeS), [900, 3600]);
  assertClose(metrics[0]?.emissionsKg, 0.15);
  assertClose(metrics[1]?.emissionsKg, 0.6);
  assertEquals(metrics[0]?.loss, 0.5);
  assert(Number.isNaN(metrics[0]?.accuracy));
});

Deno.test("phases share out the energy, each ended by the next or by its block", async () => {
  const { run, pass, wait } = fakeRun({ options: PLACE });
  run.phase("training");
  wait(1800, [1000]);
  {
    using _ = run.phase("validation");
    pass(1800, [1000]);
  }
  pass(3600, [1000]);
  const { phases } = await run.stop();
  assertEquals(
    phases.map(({ name, startS, endS }) => [name, startS, endS]),
    [["training", 0, 1800], ["validation", 1800, 3600]],
  );
  assertClose(phases[0]?.energyKwh, 0.75);
  assertClose(phases[1]?.emissionsKg, 0.3);
});

Deno.test("no phase has negative energy, though the clock of the thread that samples is behind", async () => {
  const { run, pass, wait } = fakeRun({ options: PLACE });
  run.phase("training");
  wait(1, [1000]);
  run.phase("validation");
  wait(0.5, [1000]);
  run.phase("saving");
  // Between the beginning and the end of the validation.
  pass(0, [0], { timeS: 1.25, energyJ: [1250] });
  const { phases } = run.snapshot();
  assertClose(phases[0]?.energyKwh, 1000 / 3.6e6 * 1.5);
  assertClose(phases[1]?.energyKwh, 250 / 3.6e6 * 1.5);
  assertEquals(phases[2]?.energyKwh, 0);
  await run.stop();
});

Deno.test("a phase in progress ends with the run", async () => {
  const { run, pass } = fakeRun({ options: PLACE });
  run.phase("all of it");
  pass(3600, [1000]);
  assertEquals(run.snapshot().phases[0]?.endS, 3600);
  const { phases } = await run.stop();
  assertClose(phases[0]?.emissionsKg, 0.6);
});

Deno.test("bad reports say what was given and what is wanted", async (t) => {
  const { run } = fakeRun();
  // deno-lint-ignore no-explicit-any
  const loose = run as any;
  const cases: [string, () => unknown, ErrorConstructor, string][] = [
    ["steps", () => [...run.steps(-1)], RangeError, "-1"],
    ["steps", () => [...run.steps(2.5)], RangeError, "2.5"],
    ["steps", () => [...loose.steps("3")], TypeError, '"3"'],
    ["progress", () => run.progress(NaN, 3), RangeError, "NaN"],
    ["progress", () => run.progress(1, 0), RangeError, "total"],
    ["progress", () => loose.progress("1", 3), TypeError, '"1"'],
    ["log", () => loose.log(3), TypeError, "3"],
    ["log", () => loose.log({ loss: "low" }), TypeError, '"loss"'],
    ["log", () => run.log({ emissionsKg: 1 }), RangeError, "emissionsKg"],
    ["phase", () => run.phase(""), TypeError, '""'],
    ["phase", () => loose.phase(7), TypeError, "7"],
  ];
  for (const [what, call, ErrorClass, said] of cases) {
    await t.step(`${what}: ${said}`, () => {
      const error: Error = assertThrows(call, ErrorClass as ErrorConstructor);
      assert(error.message.includes(said), error.message);
    });
  }
  await run.stop();
});

Deno.test("the batches of an epoch are parts of its step", async () => {
  const { run, pass } = fakeRun({ options: PLACE });
  const seen: number[] = [];
  for (const epoch of run.steps(4)) {
    for (const _ of run.steps(5)) pass(10, [1000]);
    pass(0, [0]);
    if (epoch > 0) seen.push(run.forecast?.durationS ?? NaN);
  }
  // 4 epochs of 5 batches of 10 s
  for (const durationS of seen) assertClose(durationS, 200, 1e-6);
  assertClose(run.forecast?.progress, 1);
  await run.stop();
});

Deno.test("a loop that is left early is no part of what follows", async () => {
  const { run, pass } = fakeRun({ options: PLACE });
  for (const step of run.steps(10)) {
    pass(10, [1000]);
    if (step === 1) break;
  }
  for (const _ of run.steps(4)) pass(10, [1000]);
  assertClose(run.forecast?.durationS, 60, 1e-6);
  await run.stop();
});
