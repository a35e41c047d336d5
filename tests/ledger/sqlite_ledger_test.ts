import { assert, assertEquals, assertRejects } from "@std/assert";
import { keep } from "../../src/ledger/keep.ts";
import type { RunFilter } from "../../src/ledger/ledger.ts";
import { SqliteLedger } from "../../src/ledger/sqlite_ledger.ts";
import { samplesOf } from "../notebook/a_run.ts";
import { LedgerSink } from "../../src/ledger/ledger_sink.ts";
import { fakeRun } from "../tracker/fake_run.ts";
import { storedRun, tempFolder, tempLedger } from "./temp_ledger.ts";
import { names, plain } from "./seen.ts";

Deno.test("a run comes back as it was kept, with its samples", async () => {
  await using temp = await tempLedger();
  const run = storedRun({
    phases: [{
      name: "warm-up",
      startS: 0,
      endS: 1,
      energyKwh: 1e-7,
      emissionsKg: 1e-8,
    }],
    notes: ["a note"],
    budgetKg: 1,
  }, ["a", "b"]);
  await keep(temp.path, run);
  const kept = await temp.ledger.get(run.id);
  assertEquals(plain(kept), plain(run));
  assertEquals(kept?.samples, run.samples);
  assertEquals(kept?.startedAt, run.startedAt);
});

Deno.test("numbers come back to the last bit, and so do NaN and infinity", async () => {
  await using temp = await tempLedger();
  const row = { timeS: 1 / 3, energyKwh: 5e-324, emissionsKg: 1.1 };
  const metrics = [
    { ...row, loss: NaN },
    { ...row, loss: Infinity },
    { ...row, loss: -Infinity, __proto__: 3 },
    { ...row, "__proto__x": -0.1, constructor: 4 },
  ];
  const run = storedRun({ metrics });
  await keep(temp.path, run);
  assertEquals((await temp.ledger.get(run.id))?.metrics, metrics);
});

Deno.test("samples of components that come and go come back as they were", async () => {
  await using temp = await tempLedger();
  const parts = [{}, { memory: 3, cpu: 0 }];
  const samples = samplesOf(2, 10, 1, 1).map((sample, i) => ({
    ...sample,
    componentPowerW: parts[i] ?? {},
  }));
  const run = storedRun({ samples });
  await keep(temp.path, run);
  assertEquals((await temp.ledger.get(run.id))?.samples, samples);
});

Deno.test("what the ledger does not have is undefined", async () => {
  await using temp = await tempLedger();
  assertEquals(await temp.ledger.get("nothing"), undefined);
  assertEquals(await temp.ledger.runs(), []);
  assertEquals(await temp.ledger.total({ by: "day" }), []);
});

Deno.test("a run that is kept twice is in the ledger once", async () => {
  await using temp = await tempLedger();
  const run = storedRun({ name: "first" });
  await keep(temp.path, run);
  await keep(temp.path, { ...run, name: "second" });
  assertEquals(await names(temp.ledger), ["second"]);
});

Deno.test("several runs are deleted by a filter, and those in progress stay", async () => {
  await using temp = await tempLedger();
  for (const name of ["a", "b", "c"]) {
    await keep(temp.path, storedRun({ name }, name === "a" ? [] : ["test"]));
  }
  const { run, pass } = fakeRun({
    keeper: new LedgerSink(temp.path, { tags: ["test"] }),
    options: { country: "FR" },
  });
  pass(1, [100]);
  assertEquals(await temp.ledger.delete({ tag: "test" }), 2);
  assertEquals((await names(temp.ledger)).sort(), ["a", "fake"]);
  await run.stop();
  assertEquals(await temp.ledger.delete({ tag: "nothing" }), 0);
  for (const all of [{}, { tag: undefined }]) {
    await assertRejects(
      () => temp.ledger.delete(all as RunFilter),
      TypeError,
      "Cannot delete all runs at once: give at least one filter",
    );
  }
  assertEquals((await names(temp.ledger)).length, 2);
});

Deno.test("get() and delete() without a proper id say what they want", async () => {
  await using temp = await tempLedger();
  // deno-lint-ignore no-explicit-any
  const loose = temp.ledger as any;
  for (const id of [undefined, null, 7, "", ["x"], true, Symbol("x")]) {
    await assertRejects(() => loose.get(id), TypeError, "must be text");
    if (Array.isArray(id)) continue;
    await assertRejects(() => loose.delete(id), TypeError, "must be text");
  }
  await assertRejects(() => loose.get({ id: "x" }), TypeError, "must be text");
  await assertRejects(() => loose.delete(["x"]), TypeError);
});

Deno.test("a deleted run is gone with all its data", async () => {
  await using temp = await tempLedger();
  const run = storedRun();
  await keep(temp.path, run);
  assert(await temp.ledger.delete(run.id));
  assert(!await temp.ledger.delete(run.id));
  assertEquals(await temp.ledger.get(run.id), undefined);
  assertEquals(await temp.ledger.total({ by: "component" }), []);
});

Deno.test("a closed ledger says so, and can be closed again", async () => {
  await using temp = await tempLedger();
  await temp.ledger.close();
  await temp.ledger.close();
  await assertRejects(() => temp.ledger.runs(), TypeError, "as it is closed");
});

Deno.test("names, tags and ids that look like SQL are nothing but text", async () => {
  await using temp = await tempLedger();
  const nasty = [
    "'; DROP TABLE run; --",
    '" OR 1=1 --',
    "%_[a-z]*",
    "\u0000after",
    "\ud800 half a pair",
    "<script>alert(1)</script>",
    "\n\r\t",
    "😀".repeat(500),
  ];
  for (const text of nasty) {
    await keep(
      temp.path,
      storedRun({ name: text, reason: text }, [text]),
    );
  }
  for (const text of nasty) {
    const [byName] = await temp.ledger.runs({ name: text });
    assertEquals(byName?.name, text);
    assertEquals((await temp.ledger.runs({ tag: text })).length, 1);
    assertEquals(await temp.ledger.get(text), undefined);
    assertEquals(await temp.ledger.delete(text), false);
  }
  assertEquals((await temp.ledger.runs()).length, nasty.length);
});

Deno.test("a ledger is created together with its folder", async () => {
  using folder = tempFolder();
  const path = `${folder.path}/a/b/ledger.db`;
  await keep(path, storedRun());
  const ledger = await SqliteLedger.open(path);
  assertEquals((await ledger.runs()).length, 1);
  await ledger.close();
});

Deno.test("runs() leaves out the samples, so that many runs can be read", async () => {
  await using temp = await tempLedger();
  await keep(temp.path, storedRun());
  const [run] = await temp.ledger.runs();
  assertEquals(run?.status, "finished");
  assert(!("samples" in Object(run)));
});
