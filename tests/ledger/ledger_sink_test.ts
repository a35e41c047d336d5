import { assert, assertEquals, assertStringIncludes, fail } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { LedgerSink } from "../../src/ledger/ledger_sink.ts";
import { MIGRATIONS } from "../../src/ledger/database/migrations.ts";
import { SqliteLedger } from "../../src/ledger/sqlite_ledger.ts";
import { UnsentTicks } from "../../src/tracker/sampling/unsent_ticks_file.ts";
import { assertClose } from "../close.ts";
import { fakeHost, fakeRun, fakeSensor } from "../tracker/fake_run.ts";
import { tempFolder, tempLedger } from "./temp_ledger.ts";

const PLACE = { provider: "gcp", region: "us-central1" };

Deno.test("a run is in the ledger once it has ended, with its tags and its course", async () => {
  await using temp = await tempLedger();
  const sink = new LedgerSink(temp.path, { tags: ["night"] });
  const { run, pass } = fakeRun({ keeper: sink, options: PLACE });
  pass(1, [100]);
  pass(1, [300]);
  const ended = await run.stop();
  assertEquals(sink.keeping.path, temp.path);
  assertEquals(sink.keeping.why, undefined);
  const kept = await temp.ledger.get(run.id);
  assertEquals(kept?.status, "finished");
  assertEquals(kept?.tags, ["night"]);
  assertEquals(kept?.energyKwh, ended.energyKwh);
  assertEquals(kept?.samples, ended.samples);
});

Deno.test("a run in progress is in the ledger with what it has used so far", async () => {
  await using temp = await tempLedger();
  const sink = new LedgerSink(temp.path);
  const { run, pass } = fakeRun({ keeper: sink, options: PLACE });
  pass(1, [100]);
  const [first] = await temp.ledger.runs({ status: "running" });
  assertEquals(first?.id, run.id);
  assertEquals(first?.energyKwh, run.snapshot().energyKwh);
  pass(9, [100]);
  const [total] = await temp.ledger.total({ by: "name" });
  assertEquals(total?.energyKwh, run.snapshot().energyKwh);
  await run.stop();
  assertEquals(await temp.ledger.runs({ status: "running" }), []);
});

Deno.test("a run in progress cannot be deleted", async () => {
  await using temp = await tempLedger();
  const { run } = fakeRun({
    keeper: new LedgerSink(temp.path),
    options: PLACE,
  });
  const error = await temp.ledger.delete(run.id).catch((error) => error);
  assert(error instanceof RangeError);
  assertStringIncludes(error.message, "as it is in progress");
  await run.stop();
  assert(await temp.ledger.delete(run.id));
});

Deno.test("no other file stays beside the ledger when its runs have ended", async () => {
  using folder = tempFolder();
  const path = `${folder.path}/ledger.db`;
  const runs = [1, 2].map(() =>
    fakeRun({ keeper: new LedgerSink(path), options: PLACE })
  );
  for (const { run, pass } of runs) {
    pass(1, [1]);
    await run.stop();
  }
  const left = [...Deno.readDirSync(folder.path)].map(({ name }) => name);
  assertEquals(left, ["ledger.db"]);
});

Deno.test("a run is interrupted if its journal was removed while it was in progress", async () => {
  await using temp = await tempLedger();
  const { run, pass } = fakeRun({
    keeper: new LedgerSink(temp.path),
    options: PLACE,
  });
  pass(1, [100]);
  await temp.ledger.runs();
  await Deno.remove(`${temp.path}.open`, { recursive: true });
  const [cut] = await temp.ledger.runs();
  assertEquals(cut?.status, "interrupted");
  await run.stop(); // the run itself knows better
  assertEquals((await temp.ledger.runs())[0]?.status, "finished");
});

Deno.test("where nothing can be written the run continues, and the sink says why it is not saved", async () => {
  using folder = tempFolder();
  const file = `${folder.path}/file`;
  await Deno.writeTextFile(file, "no folder");
  for (const place of [`${file}/ledger.db`, "/proc/none/ledger.db"]) {
    const sink = new LedgerSink(place);
    const { run, pass } = fakeRun({ keeper: sink, options: PLACE });
    pass(1, [100]);
    assertEquals(sink.keeping.path, undefined);
    assertStringIncludes(sink.keeping.why ?? "", "Cannot open the ledger");
    const ended = await run.stop();
    assertEquals(ended.status, "finished");
    assertEquals(ended.notes, []);
    assertEquals(sink.keeping.path, undefined);
    assertStringIncludes(sink.keeping.why ?? "", "Cannot open the ledger");
  }
});

Deno.test("an impossible place for the ledger harms no run", async () => {
  for (const place of ["", 5 as unknown as string]) {
    const sink = new LedgerSink(place);
    assertEquals(sink.keeping.path, undefined);
    assertStringIncludes(sink.keeping.why ?? "", "must be the path of a file");
    const { run } = fakeRun({ keeper: sink });
    assertEquals((await run.stop()).notes, []);
  }
});

Deno.test("a ledger of a newer version does not change, and takes the run in once it can be read", async () => {
  using folder = tempFolder();
  const path = `${folder.path}/ledger.db`;
  await (await SqliteLedger.open(path)).close();
  setVersion(path, 99);
  const before = await Deno.readFile(path);
  const sink = new LedgerSink(path);
  const { run, pass } = fakeRun({ keeper: sink, options: PLACE });
  pass(1, [100]);
  await run.stop();
  assertEquals(sink.keeping.path, path);
  assertStringIncludes(sink.keeping.why ?? "", "a newer version");
  assertStringIncludes(sink.keeping.why ?? "", "when it is opened next");
  assertEquals(await Deno.readFile(path), before);
  setVersion(path, MIGRATIONS.length);
  const ledger = await SqliteLedger.open(path);
  const kept = await ledger.get(run.id);
  assertEquals(kept?.status, "finished");
  assertEquals(kept?.energyKwh, run.energyKwh);
  assertEquals(kept?.samples.length, 3);
  await ledger.close();
});

function setVersion(path: string, version: number): void {
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA user_version = ${version}`);
  database.close();
}

Deno.test("a disk that becomes full during a run does not harm the run", async () => {
  await using temp = await tempLedger();
  const sink = new LedgerSink(temp.path);
  const { run, pass } = fakeRun({ keeper: sink, options: PLACE });
  pass(1, [100]);
  const full = new Deno.errors.WriteZero("No space left (os error 28)");
  const write = Deno.FsFile.prototype.writeSync;
  Deno.FsFile.prototype.writeSync = () => {
    throw full;
  };
  try {
    pass(1, [100]);
    assertEquals(sink.keeping.path, undefined);
    assertEquals(
      sink.keeping.why,
      "it is not saved while it runs: the disk is full",
    );
  } finally {
    Deno.FsFile.prototype.writeSync = write;
  }
  await run.stop(); // by then there is room again
  assertEquals(sink.keeping.path, temp.path);
  assertEquals((await temp.ledger.runs())[0]?.energyKwh, run.energyKwh);
});

Deno.test("an unreadable journal does not keep the ledger from opening", async () => {
  await using temp = await tempLedger();
  const folder = `${temp.path}.open`;
  await Deno.mkdir(folder);
  await Deno.writeTextFile(`${folder}/a.run`, "");
  await Deno.writeTextFile(`${folder}/b.run`, "not JSON\n{}\n");
  await Deno.writeTextFile(
    `${folder}/c.run`,
    '{"kind":"state","record":"{}"}\n',
  );
  assertEquals(await temp.ledger.runs(), []);
  const left = [...Deno.readDirSync(folder)].map(({ name }) => name);
  assert(left.includes("b.unfit"), "what cannot be read stays");
});

Deno.test("the ledger of a run in progress has every row that was logged before the last sample", async () => {
  await using temp = await tempLedger();
  const sink = new LedgerSink(temp.path);
  const { run, pass, wait } = fakeRun({ keeper: sink, options: PLACE });
  for (let i = 0; i < 3000; i += 1) run.log({ loss: i });
  pass(1, [100]);
  wait(0.5, [100]);
  run.log({ loss: 3000 });
  pass(0.5, [100]);
  run.log({ loss: 3001 }); // its energy is not known yet
  const kept = await temp.ledger.get(run.id);
  assertEquals(kept?.metrics.length, 3001);
  assertEquals(kept?.metrics.map(({ loss }) => loss), [...Array(3001).keys()]);
  // 150 J of 100 W
  assertEquals(kept?.metrics.at(-1)?.timeS, 1.5);
  assertClose(kept?.metrics.at(-1)?.energyKwh, run.energyKwh * 1.5 / 2);
  const ended = await run.stop();
  assertEquals((await temp.ledger.get(run.id))?.metrics, [...ended.metrics]);
});

/** 100 g/kWh for the first half hour of a fake run, then 200 g/kWh. */
const BY_TIME = {
  country: "FR",
  pue: 1,
  carbonIntensity: (at: Date) => at.getTime() < 2_800_000 ? 100 : 200,
};

/** The footprint of a run and all that its cards say, without how it ended and its course. */
function figuresOf(run: object): unknown {
  const own = ["status", "reason", "samples", "keeping", "tags", "origin"];
  const rest = Object.entries(run).filter(([key]) => !own.includes(key));
  return JSON.parse(JSON.stringify(Object.fromEntries(rest)));
}

Deno.test("a run in progress, and one that was killed, have the mean intensity of the user's function in the ledger", async () => {
  await using temp = await tempLedger();
  const { run, pass } = fakeRun({
    keeper: new LedgerSink(temp.path),
    options: BY_TIME,
  });
  // 0.5 kWh at 100 g/kWh, and then 0.5 kWh at 200 g/kWh.
  pass(1800, [1000]);
  pass(1200, [1500]);
  const killed = `${temp.folder}/killed.db`;
  await Deno.mkdir(`${killed}.open`);
  for (const { name } of Deno.readDirSync(`${temp.path}.open`)) {
    Deno.copyFileSync(`${temp.path}.open/${name}`, `${killed}.open/${name}`);
  }
  for (
    const [path, status] of [[temp.path, "running"], [
      killed,
      "interrupted",
    ]] as const
  ) {
    await using ledger = await SqliteLedger.open(path);
    const kept = await ledger.get(run.id);
    if (kept?.origin !== undefined) throw new Error("it was tracked");
    assertEquals(kept?.status, status);
    assertClose(kept?.emissionsKg, 0.15);
    assertClose(kept?.carbonIntensity, 150);
    const figure = kept?.sources.find(({ role }) => role === "intensity");
    assertClose(figure?.value, 150);
    assert(figure?.what.includes("mean"));
    assertEquals(figuresOf(kept ?? {}), figuresOf(run.snapshot()));
  }
  await run.stop();
});

Deno.test("a run in progress has the figures in the ledger that it has itself", async () => {
  await using temp = await tempLedger();
  const { run, pass, endCell, beginCell } = fakeRun({
    keeper: new LedgerSink(temp.path),
    sensors: [
      fakeSensor("nvml:0", { component: "accelerator" }),
      fakeSensor("cpu:load", { method: "model" }),
    ],
    options: {
      ...PLACE,
      offsetPercent: 40,
      budgetKg: 1,
      attribution: "process",
    },
  });
  const isEqual = async () => {
    const kept = await temp.ledger.get(run.id);
    assertEquals(figuresOf(kept ?? {}), figuresOf(run.snapshot()));
  };
  await isEqual();
  run.phase("first");
  run.log({ loss: 1 });
  pass(7, [300, 100]);
  await isEqual();
  pass(7, [200, 100], { notes: ["a counter was set back"] });
  endCell();
  pass(7, [100, 50]);
  beginCell();
  run.phase("second")[Symbol.dispose]();
  pass(7, [300, 100]);
  pass(7, [300, 100]);
  await isEqual();
  await run.stop();
});

Deno.test("a phase that has ended stays as long as it was in the ledger of a run in progress", async () => {
  await using temp = await tempLedger();
  const { run, pass } = fakeRun({
    keeper: new LedgerSink(temp.path),
    options: PLACE,
  });
  {
    using _ = run.phase("load");
    pass(6, [100]);
    await temp.ledger.runs();
  }
  for (let i = 0; i < 6; i += 1) pass(1, [100]);
  const [kept] = await temp.ledger.runs();
  assertEquals(kept?.phases.map(({ endS }) => endS), [6]);
  await run.stop();
});

Deno.test("the ledger of a run in progress knows what it shares with an earlier run, and until when", async () => {
  await using temp = await tempLedger();
  const host = fakeHost();
  const keeper = () => new LedgerSink(temp.path);
  const outer = fakeRun({ keeper: keeper(), host, options: PLACE });
  const inner = fakeRun({
    keeper: keeper(),
    host,
    startS: 1000.5,
    options: PLACE,
  });
  outer.pass(6.5, [100]);
  inner.pass(6, [100]);
  const shared = async () => {
    const kept = await temp.ledger.get(inner.run.id);
    return (kept?.sharedEnergyKwh ?? NaN) * 3.6e6 / 1.1; // J of computing, PUE 1.1
  };
  assertClose(await shared(), 600);
  await outer.run.stop();
  inner.pass(6, [100]);
  assertClose(await shared(), 600);
  assertEquals(
    (await temp.ledger.get(inner.run.id))?.sharedEmissionsKg,
    inner.run.snapshot().sharedEmissionsKg,
  );
  await inner.run.stop();
});

Deno.test("what was counted while a cell blocked has the last intensity of the user's function", async () => {
  await using temp = await tempLedger();
  const { run, pass } = fakeRun({
    keeper: new LedgerSink(temp.path),
    options: BY_TIME,
  });
  pass(1800, [1000]);
  pass(1200, [1500]);
  const path = `${temp.path}.open/${run.id}.tape`;
  using unsent = new UnsentTicks(path, 1, fail);
  // 0.25 kWh more, after the 1 kWh that the main thread has taken.
  unsent.add({ timeS: 3000, energyJ: [3.6e6] }, true);
  unsent.add({ timeS: 3900, energyJ: [4.5e6] }, false);
  const [kept] = await temp.ledger.runs();
  assertEquals(kept?.durationS, 3900);
  assertClose(kept?.energyKwh, 1.25);
  assertClose(kept?.emissionsKg, 0.05 + 0.1 + 0.05);
  await run.stop();
});
