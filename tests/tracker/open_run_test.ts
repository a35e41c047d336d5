import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { RunRecord } from "../../src/tracker/run.ts";
import { countedOnce } from "../../src/tracker/sharing/count_once.ts";
import { trackRun } from "../../src/tracker/track_run.ts";
import { assertClose } from "../close.ts";
import { fakeHost, fakeRun, fakeSensor } from "./fake_run.ts";

/** 1 kWh of computing is 1.5 kWh of the facility, and emits 0.6 kg. */
const PLACE = { carbonIntensity: 400, pue: 1.5 };

Deno.test("a run emits energy × PUE × carbon intensity", async () => {
  const { run, pass } = fakeRun({ options: PLACE });
  pass(1800, [1000]);
  pass(1800, [1000]);
  assertClose(run.energyKwh, 1.5);
  assertClose(run.emissionsKg, 0.6);
  const ended = await run.stop();
  assertClose(ended.itEnergyKwh, 1);
  assertClose(ended.energyKwh, 1.5);
  assertClose(ended.emissionsKg, 0.6);
  assertEquals(ended.durationS, 3600);
  assertEquals(ended.status, "finished");
  assertEquals(ended.startedAt, new Date(1_000_000));
});

Deno.test("energy of several sensors is summed, and the measured share is that of counters and gauges", async () => {
  const { run, pass } = fakeRun({
    options: PLACE,
    sensors: [
      fakeSensor("nvml:0", { component: "accelerator" }),
      fakeSensor("nvml:1", { component: "accelerator", method: "gauge" }),
      fakeSensor("memory-model", { component: "memory", method: "model" }),
    ],
  });
  pass(3600, [300, 300, 200]);
  const { itEnergyKwh, components, measuredShare, samples } = await run.stop();
  assertClose(itEnergyKwh, 0.8);
  assertClose(measuredShare, 0.75);
  assertEquals(components.map((c) => c.method), [
    "measured",
    "measured",
    "modelled",
  ]);
  assertClose(samples[1]?.componentPowerW.accelerator, 600);
  assertClose(samples[1]?.componentPowerW.memory, 200);
  assertClose(samples[1]?.powerW, 800);
});

Deno.test("what an intensity that changes emits is booked tick by tick", async () => {
  const noon = 1_000_000 + 3600 * 1000;
  const { run, pass } = fakeRun({
    options: {
      pue: 1,
      carbonIntensity: (at) => at.getTime() < noon ? 100 : 300,
    },
  });
  pass(3600, [1000]);
  pass(3600, [3000]);
  const { emissionsKg, carbonIntensity } = await run.stop();
  assertClose(emissionsKg, 0.1 + 0.9);
  assertClose(carbonIntensity, 1000 / 4);
});

Deno.test("an intensity whose function fails keeps its last value, and says so", async () => {
  let calls = 0;
  const { run, pass } = fakeRun({
    options: {
      pue: 1,
      carbonIntensity: () => {
        calls += 1;
        if (calls > 3) throw new Error("no more grid");
        return 200;
      },
    },
  });
  pass(3600, [1000]);
  pass(3600, [1000]);
  pass(3600, [1000]);
  const { emissionsKg, notes } = await run.stop();
  assertClose(emissionsKg, 0.6);
  assertEquals(notes.length, 1);
  assert(notes[0]?.includes("no more grid"));
});

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

Deno.test("stopping twice is stopping once", async () => {
  const fake = fakeRun();
  const first = fake.run.stop();
  fake.wait(3600, [1000]);
  assertEquals(await fake.run.stop(), await first);
  assert(await fake.run.stop() === await first);
  assertEquals(fake.stops, 1);
});

Deno.test("await using ends a run with its block", async () => {
  const fake = fakeRun();
  {
    await using run = fake.run;
    run.log({ accuracy: 1 });
  }
  assertEquals(fake.stops, 1);
});

Deno.test("what is used between cells is idle, apart from the run", async () => {
  const { run, pass, wait, endCell, beginCell } = fakeRun({ options: PLACE });
  wait(1800, [1000]);
  endCell();
  pass(0, [0]);
  pass(1800, [100]);
  wait(1800, [100]);
  beginCell();
  pass(0, [0]);
  pass(1800, [1000]);
  const { durationS, energyKwh, idle, emissionsKg } = await run.stop();
  assertEquals(durationS, 3600);
  assertClose(energyKwh, 1.5);
  assertClose(emissionsKg, 0.6);
  assertEquals(idle.durationS, 3600);
  assertClose(idle.energyKwh, 0.15);
  assertClose(idle.emissionsKg, 0.06);
});

Deno.test("a report shows that a cell is running", async () => {
  const { run, wait, pass, endCell } = fakeRun({ options: PLACE });
  pass(60, [1000]);
  endCell();
  wait(30, [1000]);
  run.log({ loss: 1 });
  pass(30, [1000]);
  const { durationS, idle } = await run.stop();
  assertEquals(idle.durationS, 30);
  assertEquals(durationS, 90);
});

Deno.test("a cell that blocks the event loop is no idleness: its CPU time shows", async () => {
  const { run, pass, endCell } = fakeRun({ options: PLACE });
  pass(60, [1000]);
  endCell();
  pass(60, [1000], { ownCpuS: 1 });
  pass(60, [1000], { ownCpuS: 60 });
  run.log({ loss: 1 });
  const { durationS, idle } = await run.stop();
  assertEquals(idle.durationS, 60);
  assertEquals(durationS, 120);
});

Deno.test("a report of a cell that comes late or twice changes nothing", async () => {
  const { run, pass, endCell, beginCell } = fakeRun({ options: PLACE });
  pass(60, [1000]);
  endCell();
  endCell();
  pass(60, [1000]);
  beginCell();
  pass(60, [1000]);
  beginCell();
  pass(60, [1000]);
  const { durationS, idle } = await run.stop();
  assertEquals(idle.durationS, 60);
  assertEquals(durationS, 180);
});

Deno.test("a long idle time is booked while it lasts", async () => {
  const { run, pass, endCell } = fakeRun({ options: PLACE });
  pass(60, [1000]);
  endCell();
  for (let i = 0; i < 5000; i += 1) pass(1, [100]);
  assertEquals(run.snapshot().idle.durationS, 5000);
  const { idle, durationS } = await run.stop();
  assertClose(idle.energyKwh, 5000 * 100 / 3.6e6 * 1.5);
  assertEquals(durationS, 60);
});

Deno.test("an inner run's energy belongs to both runs, and to one of them in a sum", async () => {
  const host = fakeHost();
  const outer = fakeRun({ options: PLACE, host });
  outer.pass(3600, [1000]);
  const inner = fakeRun({ options: PLACE, host, startS: 4600 });
  outer.pass(3600, [1000]);
  inner.pass(3600, [1000]);
  const innerRun = await inner.run.stop();
  const outerRun = await outer.run.stop();
  assertClose(innerRun.sharedEnergyKwh, innerRun.energyKwh);
  assertClose(innerRun.sharedEmissionsKg, 0.6);
  assertEquals(outerRun.sharedEnergyKwh, 0);
  assertEquals(innerRun.shared.map(({ id }) => id), [outerRun.id]);
  const counted = countedOnce([innerRun, outerRun]);
  assertEquals(counted.get(innerRun.id)?.emissionsKg, 0);
  assertClose(counted.get(outerRun.id)?.emissionsKg, 1.2);
  assertClose(countedOnce([innerRun]).get(innerRun.id)?.emissionsKg, 0.6);
});

Deno.test("a run that lasts longer than the one before shares only the time of both", async () => {
  const host = fakeHost();
  const first = fakeRun({ options: PLACE, host });
  const second = fakeRun({ options: PLACE, host, startS: 1000.5 });
  first.pass(3600.5, [1000]);
  second.pass(3600, [1000]);
  await first.run.stop();
  second.pass(3600, [1000]);
  const { sharedEmissionsKg, emissionsKg } = await second.run.stop();
  assertClose(emissionsKg, 1.2);
  assertClose(sharedEmissionsKg, 0.6);
});

Deno.test("a budget that is spent fires the signal, with a reason that says it", async () => {
  const { run, pass } = fakeRun({ options: { ...PLACE, budgetKg: 0.5 } });
  pass(1800, [1000]);
  assertEquals(run.signal.aborted, false);
  pass(1800, [1000]);
  assertEquals(run.signal.aborted, true);
  assertEquals(run.signal.reason.name, "AbortError");
  assert(
    run.signal.reason.message.includes("the budget of 500 g CO2e is spent"),
  );
  const { status, reason, emissionsKg, budgetKg } = await run.stop();
  assertEquals(status, "aborted");
  assertEquals(reason, "the budget of 500 g CO2e is spent");
  assertEquals(budgetKg, 0.5);
  assertClose(emissionsKg, 0.6);
});

Deno.test("steps, progress and log are where a run without budget stops", async () => {
  const { run, pass } = fakeRun({ options: { ...PLACE, budgetKg: 0.5 } });
  pass(3600, [1000]);
  assertThrows(() => run.log({ loss: 1 }), DOMException, "budget");
  assertThrows(() => run.progress(1, 2), DOMException, "budget");
  assertThrows(() => [...run.steps(2)], DOMException, "budget");
  await run.stop();
});

Deno.test("with onBudget warn the run continues and says so", async () => {
  const { run, pass } = fakeRun({
    options: { ...PLACE, budgetKg: 0.5, onBudget: "warn" },
  });
  pass(3600, [1000]);
  pass(3600, [1000]);
  run.log({ loss: 1 });
  assertEquals(run.signal.aborted, false);
  const { status, notes } = await run.stop();
  assertEquals(status, "finished");
  assertEquals(notes, ["the budget of 500 g CO2e is spent"]);
});

Deno.test("a tracked function whose budget is spent is aborted, and all until then is kept", async () => {
  const { run, pass } = fakeRun({ options: { ...PLACE, budgetKg: 0.5 } });
  const ended = await trackRun(run, (run) => {
    for (const epoch of run.steps(10)) {
      run.log({ epoch });
      pass(1800, [1000]);
    }
    return "all of it";
  });
  assertEquals(ended.status, "aborted");
  assertEquals(ended.value, undefined);
  assertEquals(ended.metrics.length, 2);
  assertClose(ended.emissionsKg, 0.6);
});

Deno.test("a tracked function that heeds the signal itself is aborted with its value", async () => {
  const { run, pass } = fakeRun({ options: { ...PLACE, budgetKg: 0.5 } });
  const ended = await trackRun(run, (run) => {
    let epochs = 0;
    while (!run.signal.aborted) {
      epochs += 1;
      pass(1800, [1000]);
    }
    return epochs;
  });
  assertEquals(ended.status, "aborted");
  assertEquals(ended.value, 2);
});

Deno.test("what a function throws is thrown as it was, after the run is closed as failed", async () => {
  const told: RunRecord[] = [];
  const { run, pass } = fakeRun({
    options: PLACE,
    sinks: [{
      sampled: () => {},
      ended: (run) => Promise.resolve(void told.push(run)),
    }],
  });
  const error = new RangeError("loss is NaN");
  const caught = await assertRejects(() =>
    trackRun(run, () => {
      pass(3600, [1000]);
      throw error;
    })
  );
  assert(caught === error);
  assertEquals(told.map(({ status, reason }) => [status, reason]), [[
    "failed",
    "loss is NaN",
  ]]);
  assertClose(told[0]?.emissionsKg, 0.6);
});

Deno.test("a run that is stopped within its function ends there, with the function's value", async () => {
  const { run, pass } = fakeRun({ options: PLACE });
  const ended = await trackRun(run, async (run) => {
    pass(3600, [1000]);
    await run.stop();
    pass(3600, [1000]);
    return 42;
  });
  assertEquals(ended.value, 42);
  assertClose(ended.emissionsKg, 0.6);
});

Deno.test("a listener that fails does not harm the run", async () => {
  const { run, pass } = fakeRun({
    options: PLACE,
    sinks: [{
      sampled: () => {
        throw new Error("no screen");
      },
      ended: () => Promise.reject(new Error("no screen")),
    }],
  });
  pass(3600, [1000]);
  const { emissionsKg, notes } = await run.stop();
  assertClose(emissionsKg, 0.6);
  assertEquals(notes, ["a view of the run failed: no screen"]);
});

Deno.test("a clock that is set back and a machine that sleeps give notes, and no negative energy", async () => {
  const { run, pass } = fakeRun({ options: PLACE });
  pass(10, [1000]);
  pass(10, [1000], { wallMs: 1_000_000 - 3_600_000 });
  pass(10, [1000]);
  const { notes, emissionsKg } = await run.stop();
  assertClose(emissionsKg, 30 / 3600 * 0.6);
  assertEquals(notes.length, 2);
  assert(notes[0]?.includes("set back by 3620 s"));
});

Deno.test("the same note is kept once, and never more than fifty", async () => {
  const { run, pass } = fakeRun();
  for (let i = 0; i < 200; i += 1) {
    pass(1, [1], { notes: ["again", `note ${i}`] });
  }
  const { notes } = await run.stop();
  assertEquals(notes.length, 50);
  assertEquals(notes.filter((note) => note === "again").length, 1);
});

Deno.test("a run without a place emits by the world's average, assumed and with its spread", async () => {
  const { run, pass } = fakeRun();
  pass(3600, [1000]);
  const { sources, emissionsRangeKg, emissionsKg, place } = await run.stop();
  assertEquals(place.name, "World");
  const intensity = sources.find((s) => s.what.includes("carbon intensity"));
  assertEquals(intensity?.assumed, true);
  assert(intensity?.source.includes("configure("));
  const [low, high] = emissionsRangeKg;
  // The grids of the world lie apart by more than ten times.
  assert(high / low > 10 && low < emissionsKg && emissionsKg < high);
});

Deno.test("samples and sums agree, whatever is used when", () => {
  const stretches = fc.array(
    fc.record({
      seconds: fc.double({ min: 0.02, max: 1e5, noNaN: true }),
      watts: fc.double({ min: 0, max: 1e4, noNaN: true }),
    }),
    { minLength: 1, maxLength: 50 },
  );
  return fc.assert(
    fc.asyncProperty(stretches, async (list) => {
      const { run, pass } = fakeRun({ options: PLACE });
      for (const { seconds, watts } of list) pass(seconds, [watts]);
      const { samples, energyKwh, emissionsKg } = await run.stop();
      const joules = list.reduce((sum, s) => sum + s.seconds * s.watts, 0);
      assertClose(energyKwh, joules / 3.6e6 * 1.5, 1e-9);
      assertClose(samples.at(-1)?.energyKwh, energyKwh, 1e-9);
      assertClose(samples.at(-1)?.emissionsKg, emissionsKg, 1e-9);
      samples.forEach((sample, i) => {
        const before = samples[i - 1];
        assert(before === undefined || sample.timeS >= before.timeS);
        assert(
          before === undefined || sample.emissionsKg >= before.emissionsKg,
        );
      });
    }),
    { numRuns: 50 },
  );
});

Deno.test("a sum is never smaller than a shared part", async () => {
  const host = fakeHost();
  const outer = fakeRun({ host });
  const inner = fakeRun({
    sensors: [fakeSensor("a"), fakeSensor("b")],
    host,
    startS: 1000.5,
  });
  for (let i = 1; i < 50; i += 1) inner.pass(0.1 * i, [1 / 3, 7 / 9]);
  const { sharedEnergyKwh, energyKwh, sharedEmissionsKg, emissionsKg } =
    await inner.run.stop();
  await outer.run.stop();
  assert(sharedEnergyKwh <= energyKwh);
  assert(sharedEmissionsKg <= emissionsKg);
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

Deno.test("what comes after the end belongs to no run", async () => {
  const { run } = fakeRun();
  await run.stop();
  assertThrows(() => run.log({ loss: 1 }), Error, "the run has ended");
  assertThrows(() => run.phase("late"), Error, "the run has ended");
});

Deno.test("a run that has ended cannot be changed, but for its value", async () => {
  const { run, pass } = fakeRun();
  pass(1, [100]);
  run.log({ loss: 1 });
  const ended = await run.close({
    status: "finished",
    value: { weights: [1] },
  });
  assert(Object.isFrozen(ended.samples) && Object.isFrozen(ended.metrics[0]));
  assertEquals(Object.isFrozen(ended.value), false);
});

Deno.test("a sensor that sees this process alone is named in the notes", async () => {
  const { run } = fakeRun({
    sensors: [fakeSensor("cpu-model", {
      method: "model",
      ownProcessOnly: true,
    })],
  });
  const { notes } = await run.stop();
  assert(notes[0]?.includes("only this process could be measured"));
});
