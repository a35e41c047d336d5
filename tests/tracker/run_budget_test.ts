import { assert, assertEquals, assertThrows } from "@std/assert";
import { trackRun } from "../../src/tracker/track_run.ts";
import { assertClose } from "../close.ts";
import { fakeRun, PLACE } from "./fake_run.ts";

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
