import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { openDatabase } from "../../../src/ledger/database/database.ts";
import { prepared, RunStore } from "../../../src/ledger/database/store.ts";
import { conditionsOf } from "../../../src/ledger/filter.ts";
import { keep } from "../../../src/ledger/keep.ts";
import { trackedRun } from "../../../src/ledger/stored/stored_run.ts";
import { subjectOf } from "../../../src/reports/facts/item_facts.ts";
import { totalOf } from "../../../src/reports/facts/report_total.ts";
import { assertClose } from "../../close.ts";
import {
  byHand,
  recordOf,
  story,
  type Told,
} from "../../tracker/sharing/machines.ts";
import { fromScript } from "../scripts.ts";
import { LedgerSink } from "../../../src/ledger/ledger_sink.ts";
import { fakeHost, fakeRun } from "../../tracker/fake_run.ts";
import { storedRun, tempFolder, tempLedger } from "../temp_ledger.ts";

/** Runs in the order in which they get into the ledger, with those that are selected and deleted. */
const ledgers = story.chain((runs) =>
  fc.record({
    runs: fc.shuffledSubarray([...runs], { minLength: runs.length }),
    selected: fc.subarray([...runs]),
    deleted: fc.subarray([...runs]),
  })
);

Deno.test("the sums of a ledger have each joule once, whatever was selected and deleted", async () => {
  using folder = tempFolder();
  const { database } = await openDatabase(`${folder.path}/ledger.db`);
  const store = new RunStore(database);
  const conditions = conditionsOf({ tag: "selected" });
  fc.assert(
    fc.property(ledgers, ({ runs, selected, deleted }) => {
      const put = (run: Told) => {
        const tags = selected.includes(run) ? ["selected"] : [];
        store.put(prepared(trackedRun(recordOf(run), tags)), "anything");
      };
      runs.forEach(put);
      check(runs, selected);
      deleted.forEach(({ id }) => store.delete(id));
      const left = runs.filter((run) => !deleted.includes(run));
      check(left, selected.filter((run) => left.includes(run)));
      // A run that comes back, such as by an import, is known again.
      deleted.forEach(put);
      check(runs, selected);
      runs.forEach(({ id }) => store.delete(id));
    }),
    { numRuns: 60 },
  );
  database.close();

  function check(all: readonly Told[], selected: readonly Told[]) {
    for (const by of [undefined, "day", "name", "component"] as const) {
      assertClose(sumOf(by), byHand(all), 1e-9);
      assertClose(sumOf(by, conditions), byHand(selected), 1e-9);
    }
    // A report on the same runs counts the same.
    const report = totalOf(store.runs(conditions).map(subjectOf));
    assertClose(report?.energyKwh ?? 0, byHand(selected), 1e-9);
    assertClose(report?.emissionsKg ?? 0, byHand(selected) * 0.4, 1e-9);
  }

  function sumOf(
    by: Parameters<RunStore["totals"]>[0],
    which: Parameters<RunStore["totals"]>[1] = [],
  ) {
    return store.totals(by, which)
      .reduce((sum, { energyKwh }) => sum + energyKwh, 0);
  }
});

Deno.test("a run within a deleted run counts for itself", async () => {
  await using temp = await tempLedger();
  const common = {
    process: { machine: "laptop", pid: "7" },
    pause: undefined,
    scope: "machine",
    cards: [],
  } as const;
  const outer: Told = { ...common, id: "outer", fromS: 0, toS: 10 };
  const inner: Told = { ...common, id: "inner", fromS: 2, toS: 6 };
  for (const run of [inner, outer]) {
    await keep(temp.path, trackedRun(recordOf(run), []));
  }
  const kwh = async () => {
    const [all] = await temp.ledger.total();
    return all?.energyKwh ?? 0;
  };
  assertClose(await kwh(), byHand([outer]));
  assertEquals(
    (await temp.ledger.get("inner"))?.shared.map(({ id }) => id),
    ["outer"],
  );
  await temp.ledger.delete("outer");
  assertClose(await kwh(), byHand([inner]));
  // It still says with which run it was shared.
  assertEquals(
    (await temp.ledger.get("inner"))?.shared.map(({ id }) => id),
    ["outer"],
  );
});

Deno.test("a run that shares with a run of another ledger says so, and counts in full", async () => {
  await using temp = await tempLedger();
  const mark = { timeS: 0, energyKwh: 0, emissionsKg: 0, partsKwh: [] };
  const run = storedRun();
  const { energyKwh, emissionsKg } = run;
  const to = { timeS: 1200, energyKwh, emissionsKg, partsKwh: [] };
  await keep(temp.path, { ...run, shared: [{ id: "away", from: mark, to }] });
  const [kept] = await temp.ledger.runs();
  assertEquals(kept?.shared.map(({ id }) => id), ["away"]);
  assertClose(kept?.sharedEnergyKwh, energyKwh);
  assertClose((await temp.ledger.total())[0]?.energyKwh, energyKwh);
});

Deno.test("a run within one in progress counts until the ledger has its energy", async () => {
  await using temp = await tempLedger();
  const host = fakeHost();
  const options = { country: "FR", pue: 1 };
  const keeper = () => new LedgerSink(temp.path);
  const outer = fakeRun({ keeper: keeper(), host, options });
  outer.pass(10, [3600]);
  const inner = fakeRun({ keeper: keeper(), host, options, startS: 1020 });
  inner.pass(5, [3600]);
  const innerRun = await inner.run.stop();
  assertEquals(innerRun.shared.map(({ id }) => id), [outer.run.id]);
  const joules = async () =>
    ((await temp.ledger.total())[0]?.energyKwh ?? 0) * 3.6e6;
  // The outer run was sampled 10 s after its start, and the inner one began 10 s later.
  assertClose(await joules(), 10 * 3600 + 5 * 3600);
  outer.pass(20, [3600]);
  assertClose(await joules(), 30 * 3600);
  await outer.run.stop();
  assertClose(await joules(), 30 * 3600);
});

Deno.test("of runs of two processes at once, what both count is counted once", async () => {
  await using temp = await tempLedger();
  const ended = await Promise.all(
    ["0", "1"].map((number) =>
      fromScript("database/sharing_script.ts", [temp.path, number]).output()
    ),
  );
  const told = ended.map(({ stdout }) =>
    JSON.parse(new TextDecoder().decode(stdout)) as {
      id: string;
      energyKwh: number;
    }
  );
  const runs = await temp.ledger.runs({ tag: "beside" });
  const [first, second] = runs;
  assertEquals(
    runs.map(({ id }) => id).sort(),
    told.map(({ id }) => id).sort(),
  );
  assertEquals(first?.shared, []);
  assertEquals(
    new Set(second?.shared.map(({ id }) => id)),
    new Set([first?.id]),
  );
  // Both were in progress at once, and what comes after the end of the first is the rest.
  const sharedKwh = second?.sharedEnergyKwh ?? NaN;
  assert(sharedKwh > 0 && sharedKwh <= (second?.energyKwh ?? NaN));
  const bothKwh = told.reduce((sum, { energyKwh }) => sum + energyKwh, 0);
  const total = async () =>
    (await temp.ledger.total({ tag: "beside" }))[0]?.energyKwh ?? NaN;
  assertClose(await total(), bothKwh - sharedKwh, 1e-9);
  const report = totalOf(runs.map(subjectOf));
  assertClose(report?.energyKwh ?? NaN, await total(), 1e-9);
  // Either of them alone counts in full.
  await temp.ledger.delete(first?.id ?? "");
  assertClose(await total(), second?.energyKwh ?? NaN);
});
