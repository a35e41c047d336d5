import { assertEquals } from "@std/assert";
import { assertClose } from "../close.ts";
import { fakeRun, PLACE } from "./fake_run.ts";

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
