import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import type { RunRecord } from "../../src/tracker/run.ts";
import { trackRun } from "../../src/tracker/track_run.ts";
import { assertClose } from "../close.ts";
import { fakeRun, PLACE } from "./fake_run.ts";

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

Deno.test("an error that nothing caught while a run was open is in its notes", async () => {
  let tell: ((error: unknown) => void) | undefined;
  const { run } = fakeRun({
    options: PLACE,
    onLateError: (listener) => {
      tell = listener;
      return () => tell = undefined;
    },
  });
  tell?.(new TypeError("from a timer"));
  const stopping = run.stop();
  // Deno reports a promise that nothing awaits after the cell's own code.
  tell?.("no Error");
  const { notes, status } = await stopping;
  assertEquals(status, "finished");
  assertEquals(notes.slice(-2), [
    "nothing caught this error: TypeError: from a timer",
    'nothing caught this error: "no Error"',
  ]);
  assertEquals(tell, undefined);
});
