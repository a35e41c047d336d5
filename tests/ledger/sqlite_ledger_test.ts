import { assert, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { keep } from "../../src/ledger/keep.ts";
import type { GroupBy } from "../../src/ledger/database/totals.ts";
import type { Ledger, RunFilter } from "../../src/ledger/ledger.ts";
import { SqliteLedger } from "../../src/ledger/sqlite_ledger.ts";
import type { WholeRun } from "../../src/ledger/stored/stored_run.ts";
import { assertClose } from "../close.ts";
import { samplesOf } from "../notebook/a_run.ts";
import { LedgerSink } from "../../src/ledger/ledger_sink.ts";
import { fakeRun } from "../tracker/fake_run.ts";
import { storedRun, tempFolder, tempLedger } from "./temp_ledger.ts";

/** Fields that are `undefined` are as good as absent. */
function plain(run: WholeRun | undefined): unknown {
  return JSON.parse(JSON.stringify(run));
}

async function names(ledger: Ledger, filter?: RunFilter): Promise<string[]> {
  return (await ledger.runs(filter)).map(({ name }) => name);
}

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

Deno.test("runs are found by name, status, tag and start, and come in the order of their start", async () => {
  await using temp = await tempLedger();
  const at = (day: number) => new Date(Date.UTC(2026, 10, day));
  const runs = [
    storedRun({ name: "c", startedAt: at(3), status: "failed" }, ["night"]),
    storedRun({ name: "a", startedAt: at(1) }, ["day", "big"]),
    storedRun({ name: "b", startedAt: at(2), status: "aborted" }, ["day"]),
  ];
  for (const run of runs) await keep(temp.path, run);
  const found = (filter?: RunFilter) => names(temp.ledger, filter);
  assertEquals(await found(), ["a", "b", "c"]);
  assertEquals(await found({ name: "b" }), ["b"]);
  assertEquals(await found({ status: "failed" }), ["c"]);
  assertEquals(await found({ tag: "day" }), ["a", "b"]);
  assertEquals(await found({ tag: "da" }), []);
  assertEquals(await found({ since: at(2) }), ["b", "c"]);
  assertEquals(await found({ since: "2026-11-03" }), ["c"]);
  assertEquals(await found({ since: at(2), tag: "day" }), ["b"]);
});

Deno.test("a month's questions: until, week, month, project, notebook and country", async () => {
  await using temp = await tempLedger();
  const at = (text: string) => new Date(text);
  const norway = { name: "Norway", country: "NO" };
  const runs = [
    storedRun({ name: "a", startedAt: at("2026-10-31T23:30:00Z") }, ["x"]),
    storedRun({ name: "b", startedAt: at("2026-11-01T00:00:00Z") }, ["x", "y"]),
    storedRun({
      name: "c",
      startedAt: at("2026-11-29T12:00:00Z"),
      project: "thesis",
    }),
    storedRun({
      name: "d",
      startedAt: at("2026-11-30T23:59:59Z"),
      place: norway,
      notebook: "~/a.ipynb",
    }),
  ];
  for (const run of runs) await keep(temp.path, run);
  const found = async (filter: RunFilter) =>
    (await names(temp.ledger, filter)).join("");
  const cases: [RunFilter, string][] = [
    [{ until: "2026-11-29" }, "abc"],
    [{ until: "2026-11-29T12:00Z" }, "ab"],
    [{ until: at("2026-11-29T12:00:01Z") }, "abc"],
    [{ since: "2026-11-01", until: "2026-11-30" }, "bcd"],
    [{ since: "2026-11-01 01:00:00+01:00" }, "bcd"],
    [{ month: "2026-11" }, "bcd"],
    [{ week: "2026-W44" }, "ab"], // 26 October to 1 November
    [{ week: "2026-W48" }, "c"],
    [{ project: "thesis" }, "c"],
    [{ notebook: "~/a.ipynb" }, "d"],
    [{ country: "Norway" }, "d"],
    [{ country: "NO" }, "d"],
    [{ month: "2026-11", tag: "x" }, "b"],
  ];
  for (const [filter, wanted] of cases) {
    assertEquals(await found(filter), wanted, JSON.stringify(filter));
  }
  const groups = async (by: GroupBy, filter: RunFilter = {}) =>
    (await temp.ledger.total({ by, ...filter }))
      .map(({ key, runs }) => `${key} ${runs}`).sort();
  assertEquals(await groups("month"), ["2026-10 1", "2026-11 3"]);
  assertEquals(await groups("week"), [
    "2026-W44 2",
    "2026-W48 1",
    "2026-W49 1",
  ]);
  assertEquals(await groups("tag"), ["unknown 2", "x 2", "y 1"]);
  assertEquals(await groups("project"), ["thesis 1", "unknown 3"]);
  assertEquals(await groups("notebook"), ["unknown 3", "~/a.ipynb 1"]);
  assertEquals(await groups("country"), ["NO 1", "US 3"]);
  assertEquals(await groups("status"), ["finished 4"]);
  assertEquals(await groups("day", { month: "2026-10" }), ["2026-10-31 1"]);
  const [all] = await temp.ledger.total({ tag: "x" });
  assertEquals([all?.key, all?.runs], ["all", 2]);
});

Deno.test("days, weeks and months are those of the configured time zone", async () => {
  using folder = tempFolder();
  const path = `${folder.path}/ledger.db`;
  // Half past eleven of 31 October in London is half past midnight of 1 November in Paris.
  await keep(path, storedRun({ startedAt: new Date("2026-10-31T23:30:00Z") }));
  const keys = async (timeZone: string) => {
    await using ledger = await SqliteLedger.open(path, () => timeZone);
    const key = async (by: GroupBy) => (await ledger.total({ by }))[0]?.key;
    return [
      await key("day"),
      await key("week"),
      await key("month"),
      (await ledger.runs({ month: "2026-11" })).length,
      (await ledger.runs({ until: "2026-10-31" })).length,
      (await ledger.runs({ since: "2026-11-01T00:15" })).length,
    ];
  };
  assertEquals(await keys("UTC"), [
    "2026-10-31",
    "2026-W44",
    "2026-10",
    0,
    1,
    0,
  ]);
  assertEquals(await keys("Europe/Paris"), [
    "2026-11-01",
    "2026-W44",
    "2026-11",
    1,
    0,
    1,
  ]);
  assertEquals((await keys("Pacific/Kiritimati"))[0], "2026-11-01");
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

Deno.test("a backup holds every run while others are in progress, and nothing is overwritten", async () => {
  await using temp = await tempLedger();
  const run = storedRun({ name: "ended" });
  await keep(temp.path, run);
  const open = fakeRun({
    keeper: new LedgerSink(temp.path),
    options: { country: "FR" },
  });
  open.pass(10, [3600]);
  const path = `${temp.folder}/copy.db`;
  await temp.ledger.backup(path);
  open.pass(10, [3600]);
  await open.run.stop();
  const copy = await SqliteLedger.open(path);
  const [ended, interrupted] = await copy.runs();
  assertEquals(plain(await copy.get(run.id)), plain(run));
  for (const r of [ended, interrupted]) {
    if (r?.name !== "fake") continue;
    assertEquals([r.status, r.durationS], ["interrupted", 10]);
  }
  assertEquals((await copy.runs()).length, 2);
  assertEquals(copy.readOnly, false);
  await copy.close();
  await assertRejects(
    () => temp.ledger.backup(path),
    TypeError,
    "as there is something already",
  );
  await assertRejects(() => temp.ledger.backup(temp.path), TypeError);
  await assertRejects(
    () => temp.ledger.backup(`${temp.folder}/no/where.db`),
    Error,
    "Cannot back up the ledger to",
  );
  // deno-lint-ignore no-explicit-any
  const loose = temp.ledger as any;
  for (const wrong of [undefined, 5, "", {}]) {
    await assertRejects(() => loose.backup(wrong), TypeError, "current value");
  }
  const left = [...Deno.readDirSync(temp.folder)].map(({ name }) => name);
  assertEquals(left.filter((name) => name.endsWith(".part")), []);
});

Deno.test("a plain copy of the file has every run that has ended, also while the ledger is open", async () => {
  await using temp = await tempLedger();
  const other = await SqliteLedger.open(temp.path);
  for (let i = 1; i <= 5; i += 1) {
    await keep(temp.path, storedRun());
    await temp.ledger.runs();
    const path = `${temp.folder}/copy-${i}.db`;
    await Deno.copyFile(temp.path, path);
    await using copy = await SqliteLedger.open(path);
    assertEquals((await copy.runs()).length, i);
  }
  await temp.ledger.delete({ status: "finished" });
  await Deno.copyFile(temp.path, `${temp.folder}/none.db`);
  await using none = await SqliteLedger.open(`${temp.folder}/none.db`);
  assertEquals(await none.runs(), []);
  await other.close();
});

Deno.test("a wrong filter is refused, with what is wanted", async () => {
  await using temp = await tempLedger();
  const wrong: [unknown, typeof TypeError | typeof RangeError, string][] = [
    [{ nam: "x" }, TypeError, 'did you mean "name"?'],
    [{ since: "yesterday" }, RangeError, "since must be a Date or an ISO date"],
    [{ since: 5 }, TypeError, "since must be a Date or an ISO date"],
    [{ since: "11/12/2026" }, RangeError, 'such as "2026-11-01": current'],
    [{ since: "7" }, RangeError, 'current value is "7"'],
    [{ since: "2026" }, RangeError, "since must be"],
    [{ since: "2026-02-30" }, RangeError, "since must be"],
    [{ since: "2026-11-01T25:00" }, RangeError, "since must be"],
    [{ since: new Date(NaN) }, RangeError, "since must be"],
    [{ since: "" }, RangeError, "since must be"],
    [{ until: "tomorrow" }, RangeError, "until must be"],
    [{ until: null }, TypeError, "until must be"],
    [{ month: "November" }, RangeError, 'a month such as "2026-11"'],
    [{ month: "2026-13" }, RangeError, "month must be"],
    [{ week: "2026-W54" }, RangeError, 'an ISO week such as "2026-W48"'],
    [{ week: "2026-W00" }, RangeError, "week must be"],
    [{ week: "48" }, RangeError, "week must be"],
    [{ country: "Norwey" }, RangeError, "Norway"],
    [{ status: "done" }, RangeError, '"finished"'],
    [{ tag: 1 }, TypeError, "tag must be a tag, as text"],
    ["x", TypeError, "an object of filters"],
  ];
  for (const [filter, Class, words] of wrong) {
    const look = () => temp.ledger.runs(filter as RunFilter);
    await assertRejects(look, Class, words);
  }
  await assertRejects(
    () => temp.ledger.total({ by: "year" as GroupBy }),
    RangeError,
    'by must be "day", "week", "month", "name", "region", "component", "tag", "project", ' +
      '"notebook", "country" or "status": current value is "year"',
  );
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

Deno.test("runs are summed by day, name and region, without what two of them share", async () => {
  await using temp = await tempLedger();
  const base = storedRun({
    name: "outer",
    startedAt: new Date("2026-11-23T23:59:59Z"),
    energyKwh: 3,
    emissionsKg: 0.9,
  });
  const inner = storedRun({
    name: "inner",
    startedAt: new Date("2026-11-24T00:00:01Z"),
    energyKwh: 2,
    emissionsKg: 0.6,
    shared: [stretch(base.id, 1.5, 0.5)],
    place: { name: "Iceland" },
  });
  for (const run of [inner, base]) await keep(temp.path, run);
  const total = async (by: GroupBy) =>
    (await temp.ledger.total({ by }))
      .map(({ key, runs, energyKwh }) => [key, runs, energyKwh]);
  assertEquals(await total("day"), [
    ["2026-11-23", 1, 3],
    ["2026-11-24", 1, 0.5],
  ]);
  assertEquals(await total("name"), [["outer", 1, 3], ["inner", 1, 0.5]]);
  assertEquals(await total("region"), [
    ["gcp us-central1", 1, 3],
    ["Iceland", 1, 0.5],
  ]);
});

Deno.test("components are summed with their share of the facility's overhead", async () => {
  await using temp = await tempLedger();
  // 0.1 kWh of computing in Iowa, of which 5/6 by the card; PUE 1.1.
  const run = storedRun();
  await keep(temp.path, run);
  const [card, cpu] = await temp.ledger.total({ by: "component" });
  assertEquals([card?.key, cpu?.key], ["accelerator", "cpu"]);
  assertClose(card?.energyKwh, 0.11 * 5 / 6);
  assertClose(cpu?.energyKwh, 0.11 / 6);
});

/** The beginning of a run, which another run counts too. */
function stretch(id: string, energyKwh: number, emissionsKg: number) {
  return {
    id,
    from: { timeS: 0, energyKwh: 0, emissionsKg: 0, partsKwh: [] },
    to: { timeS: 60, energyKwh, emissionsKg, partsKwh: [] },
  };
}

const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
const arbitraryRun = fc.record({
  name: fc.constantFrom("a", "b", "c"),
  day: fc.integer({ min: 0, max: 40 }),
  energyKwh: amount,
  emissionsKg: amount,
  shared: fc.double({ min: 0, max: 1, noNaN: true }),
  parts: fc.array(
    fc.record({
      component: fc.constantFrom("accelerator", "cpu", "memory"),
      energyKwh: amount,
    }),
    { maxLength: 5 },
  ),
  region: fc.constantFrom("x", "y"),
});

Deno.test("the totals of any grouping add up to what all runs used, shared energy once", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(arbitraryRun, { maxLength: 12 }),
      async (given) => {
        await using temp = await tempLedger();
        // All others lie within this one.
        const around = storedRun({ energyKwh: 2, emissionsKg: 1 });
        await keep(temp.path, around);
        let { energyKwh, emissionsKg } = around;
        for (const { shared, parts, day, region, ...rest } of given) {
          const sharedKwh = rest.energyKwh * shared;
          const sharedKg = rest.emissionsKg * shared;
          energyKwh += rest.energyKwh - sharedKwh;
          emissionsKg += rest.emissionsKg - sharedKg;
          const part = { name: "", method: "measured", source: "" } as const;
          await keep(
            temp.path,
            storedRun({
              ...rest,
              startedAt: new Date(Date.UTC(2026, 0, day)),
              place: { name: region },
              shared: [stretch(around.id, sharedKwh, sharedKg)],
              components: parts.map((p) => ({ ...part, ...p })),
            }),
          );
        }
        for (const by of ["day", "name", "region", "component"] as const) {
          const groups = await temp.ledger.total({ by });
          const sum = (of: (group: typeof groups[number]) => number) =>
            groups.reduce((all, group) => all + of(group), 0);
          // Sums of numbers of very different size, taken in other orders.
          assertClose(sum((g) => g.energyKwh) + 1, energyKwh + 1, 1e-9);
          assertClose(sum((g) => g.emissionsKg) + 1, emissionsKg + 1, 1e-9);
          if (by !== "component") {
            assertEquals(
              sum((g) => g.runs),
              given.length + 1,
            );
          }
        }
      },
    ),
    { numRuns: 30 },
  );
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
