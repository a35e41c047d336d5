import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { delay } from "../delay.ts";
import { configure, startRun, track } from "../../mod.ts";
import type { Recording } from "../../src/sensors/replay.ts";
import { denoOutput } from "./deno_output.ts";
import { STEADY } from "./steady.ts";
import { assertClose } from "../close.ts";

const QUIET = { live: false, country: "FR", intervalMs: 50 } as const;

Deno.test("track() measures what it is told to play: 400 W", async () => {
  const run = await track("steady", () => delay(900), {
    ...QUIET,
    replay: STEADY,
  });
  assertEquals(run.status, "finished");
  // What two threads make of one moment differs by a millisecond.
  assertClose(run.itEnergyKwh * 3.6e6 / run.durationS, 400, 0.01);
  assertEquals(run.measuredShare, 1);
  assertEquals(run.components.map((c) => c.name), [
    "A100 SXM4 80GB",
    "processor",
  ]);
});

Deno.test("a run that blocks the event loop has its samples, its energy and its budget", async (t) => {
  const { blocked, stopped, seen } = JSON.parse(
    await denoOutput(new URL("blocking_script.ts", import.meta.url)),
  );
  await t.step("samples and energy", () => {
    assert(blocked.samples.length >= 8, `${blocked.samples.length} samples`);
    assertClose(blocked.itEnergyKwh * 3.6e6 / blocked.durationS, 400, 0.01);
  });
  await t.step("budget", () => {
    assertEquals(stopped.status, "aborted");
    // a step lasts at least 50 ms, and longer on a busy machine
    assert(seen.length > 0 && seen.length < 60, `${seen.length} steps`);
    assert(stopped.emissionsKg > 11e-6 && stopped.emissionsKg < 22e-6);
  });
});

Deno.test("a function that is over at once is measured too", async () => {
  const run = await track("short", () => 42, { ...QUIET, replay: STEADY });
  assertEquals(run.value, 42);
  assert(run.durationS > 0 && run.durationS < 1);
  assertClose(run.itEnergyKwh * 3.6e6 / run.durationS, 400, 0.05);
});

Deno.test("a recording of a run plays it again", async () => {
  const path = await Deno.makeTempFile({ suffix: ".json" });
  try {
    const first = await track("first", () => delay(400), {
      ...QUIET,
      replay: STEADY,
    });
    await first.record(path);
    const replay = JSON.parse(await Deno.readTextFile(path));
    assertEquals(
      replay.sensors.map((s: Recording["sensors"][number]) => s.id),
      ["nvml:0", "hwmon:cpu"],
    );
    const again = await track("again", () => delay(200), { ...QUIET, replay });
    assertClose(again.itEnergyKwh * 3.6e6 / again.durationS, 400, 0.02);
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("the machine's own sensors measure a run over several stretches", async () => {
  const run = await startRun("several", QUIET);
  run.phase("busy");
  await delay(300);
  run.phase("waiting");
  await delay(300);
  const ended = await run.stop();
  assertEquals(ended.phases.map((phase) => phase.name), ["busy", "waiting"]);
  assert(ended.itEnergyKwh > 0);
  assertEquals(
    ended.sensors.map((sensor) => sensor.component).includes("cpu"),
    true,
  );
  assertEquals(ended.attribution, "machine");
});

Deno.test("attribution by process counts no more than the machine", async () => {
  const [machine, process] = await Promise.all([
    track("machine", () => delay(400), QUIET),
    track("process", () => delay(400), { ...QUIET, attribution: "process" }),
  ]);
  assertEquals(process.attribution, "process");
  assert(process.itEnergyKwh <= machine.itEnergyKwh * 1.05);
});

Deno.test("what a function throws is what track() throws", async () => {
  const error = new Error("out of memory");
  const caught = await assertRejects(() =>
    track("fails", () => Promise.reject(error), QUIET)
  );
  assert(caught === error);
});

Deno.test("a run without a name has its function's", async () => {
  const named = await track(function train() {
    return 1;
  }, QUIET);
  assertEquals(named.name, "train");
  const unnamed = await track(() => 1, QUIET);
  assertEquals(unnamed.name, "run");
});

Deno.test("the configured place and interval hold for runs that name none", async () => {
  configure({ country: "SE", intervalMs: 20, live: false });
  try {
    const here = await track("here", () => delay(200));
    assertEquals(here.place.name, "Sweden");
    assert(here.samples.length > 4);
    const there = await track("there", () => 1, { country: "FR" });
    assertEquals(there.place.name, "France");
  } finally {
    configure({});
  }
});

Deno.test("a run is frozen, and shows itself", async () => {
  const run = await track("shown", () => 1, { ...QUIET, replay: STEADY });
  assert(Object.isFrozen(run));
  assert(!JSON.stringify(run).includes("display"));
  const display = (run as unknown as Record<symbol, () => Promise<unknown>>)[
    Symbol.for("Jupyter.display")
  ];
  const bundle = await display?.call(run) as Record<string, string>;
  assertEquals(Object.keys(bundle).sort(), [
    "image/png",
    "text/html",
    "text/markdown",
    "text/plain",
  ]);
});

Deno.test("options that do not fit are named, with what does", async (t) => {
  const cases: [Record<string, unknown>, ErrorConstructor, string][] = [
    [{ intervalMs: 5 }, RangeError, "intervalMs must be a number from 20"],
    [{ budgetKg: 0 }, RangeError, "budgetKg must be a finite number > 0"],
    [{ budget: 1 }, TypeError, 'did you mean "budgetKg"'],
    [{ onBudget: "stop" }, RangeError, '"abort" or "warn"'],
    [{ attribution: "user" }, RangeError, '"machine" or "process"'],
    [{ carbonIntensity: "low" }, TypeError, "carbonIntensity"],
    [{ carbonIntensity: () => -1 }, RangeError, "-1"],
    [{ provider: "gcp", region: "us-centrall" }, RangeError, "us-central1"],
    [{ country: "Frankreich-Nord" }, RangeError, "Frankreich-Nord"],
    [{ provider: "gcp" }, TypeError, "needs a region"],
    [{ replay: { version: 2 } }, TypeError, "recording"],
    [{ live: 1 }, TypeError, "live must be true or false"],
  ];
  for (const [options, ErrorClass, said] of cases) {
    await t.step(said, async () => {
      let called = false;
      const error: Error = await assertRejects(
        () => track("bad", () => called = true, options),
        ErrorClass,
      );
      assert(error.message.includes(said), error.message);
      assertEquals(called, false);
    });
  }
});

Deno.test("a name or a function that is none is named", async () => {
  // deno-lint-ignore no-explicit-any
  const loose = track as any;
  const cases: [unknown[], string][] = [
    [["only a name"], "undefined"],
    [["", () => 1], '""'],
    [[7, () => 1], "7"],
    [["name", { country: "FR" }], "country"],
    [["name", () => 1, 5], "5"],
  ];
  for (const [given, said] of cases) {
    const error: Error = await assertRejects(() => loose(...given), TypeError);
    assert(error.message.includes(said), error.message);
  }
  // deno-lint-ignore no-explicit-any
  assertThrows(() => (startRun as any)(), TypeError, "undefined");
  assertThrows(() => configure({ intervalMs: 1 }), RangeError, "intervalMs");
});

Deno.test("a run that outlasts the recording it plays says so in its notes", async () => {
  const replay: Recording = {
    ...STEADY,
    sensors: [{ ...STEADY.sensors[1]!, readings: [[0, 100], [0.1, 100]] }],
  };
  const run = await track("long", () => delay(300), { ...QUIET, replay });
  assertEquals(run.notes, [
    "replay:hwmon:cpu: the recording is over, and its last power is used from here on",
  ]);
});
