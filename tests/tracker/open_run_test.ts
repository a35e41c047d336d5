import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { countedOnce } from "../../src/tracker/sharing/count_once.ts";
import { assertClose } from "../close.ts";
import { fakeHost, fakeRun, fakeSensor, PLACE } from "./fake_run.ts";

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
