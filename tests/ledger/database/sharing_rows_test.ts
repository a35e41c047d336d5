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
import { stubNvml } from "../../sensors/stub_nvml.ts";
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

/**
 * Runs in the order in which they get into the ledger, with those that are selected and deleted.
 */
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
    checkWhole(all);
    // A report on the same runs counts the same.
    const report = totalOf(store.runs(conditions).map(subjectOf));
    assertClose(report?.energyKwh ?? 0, byHand(selected), 1e-9);
    assertClose(report?.emissionsKg ?? 0, byHand(selected) * 0.4, 1e-9);
  }

  /** What is counted and what is left out are what the runs count. */
  function checkWhole(all: readonly Told[]) {
    const wholeKwh = all.reduce((sum, run) => sum + recordOf(run).energyKwh, 0);
    const sum = store.totals("component", [])
      .reduce(
        (kwh, { energyKwh, leftOutKwh }) => kwh + energyKwh + leftOutKwh,
        0,
      );
    assertClose(sum, wholeKwh, 1e-9);
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

Deno.test("of the ranks of a program on one machine, what several count is counted once", async () => {
  await using temp = await tempLedger();
  await using stub = await stubNvml();
  const env = stub.environment({ cards: ["A100"], loads: ["constant:250"] });
  const ended = await Promise.all(
    ["0", "1", "2", "3"].map((rank) =>
      fromScript("database/sharing_script.ts", [temp.path, rank, "4"], ["-A"], {
        ...env,
        RANK: rank,
        LOCAL_RANK: rank,
        SLURM_PROCID: rank,
      }).output()
    ),
  );
  const told = ended.map(({ stdout }) =>
    JSON.parse(new TextDecoder().decode(stdout)) as Readonly<
      Record<"energyKwh" | "fromS" | "toS", number>
    >
  ).sort((a, b) => a.fromS - b.fromS);
  // The time in which any of them ran, by hand
  let ranS = 0;
  let untilS = 0;
  for (const { fromS, toS } of told) {
    ranS += Math.max(0, toS - Math.max(fromS, untilS));
    untilS = Math.max(untilS, toS);
  }
  const [card] = await temp.ledger.total({ by: "component" });
  assertEquals(card?.key, "accelerator");
  assertClose(card?.energyKwh, 250 * ranS / 3.6e6, 0.05);
  const runs = await temp.ledger.runs({ tag: "ranks" });
  const [first, ...others] = runs;
  assertEquals(first?.shared, []);
  for (const { shared } of others) assert(shared.length > 0);
  const total = async () => (await temp.ledger.total({ tag: "ranks" }))[0];
  const { energyKwh = NaN, leftOutKwh = NaN } = await total() ?? {};
  const allKwh = told.reduce((sum, run) => sum + run.energyKwh, 0);
  assertClose(energyKwh + leftOutKwh, allKwh, 1e-9);
  const report = totalOf(runs.map(subjectOf));
  assertClose(report?.energyKwh, energyKwh, 1e-9);
  // The last of them alone counts in full.
  for (const { id } of runs.slice(0, 3)) await temp.ledger.delete(id);
  assertClose((await total())?.energyKwh, runs[3]?.energyKwh ?? NaN);
});
