import { assert, assertEquals, assertRejects } from "@std/assert";
import { keep } from "../../../src/ledger/keep.ts";
import { LedgerSink } from "../../../src/ledger/ledger_sink.ts";
import type { ImportReport } from "../../../src/ledger/ledger.ts";
import {
  trackedRun,
  type WholeRun,
} from "../../../src/ledger/stored/stored_run.ts";
import { assertClose } from "../../close.ts";
import { fakeRun } from "../../tracker/fake_run.ts";
import { byHand, recordOf, type Told } from "../../tracker/sharing/machines.ts";
import { storedRun, type TempLedger, tempLedger } from "../temp_ledger.ts";
import { fixturePath } from "./fixture.ts";

function counts({ added, replaced, kept }: ImportReport): number[] {
  return [added, replaced, kept];
}

/** Fields that are `undefined` are as good as absent. */
function plain(run: WholeRun | undefined): unknown {
  return JSON.parse(JSON.stringify(run));
}

async function kwh({ ledger }: TempLedger): Promise<number> {
  return (await ledger.total())[0]?.energyKwh ?? 0;
}

const TOLD: readonly Told[] = [
  ["outer", "7", 0, 10],
  ["inner", "7", 2, 5],
  ["beside", "8", 8, 14],
].map(([id, pid, fromS, toS]) => ({
  id: id as string,
  process: { machine: "laptop", pid: pid as string },
  fromS: fromS as number,
  toS: toS as number,
  pause: undefined,
  scope: "machine",
  cards: [0],
}));

/** Keeps runs that overlap, with everything that a run can have. */
async function fill(temp: TempLedger, runs: readonly Told[] = TOLD) {
  for (const run of runs) {
    await keep(
      temp.path,
      trackedRun({
        ...recordOf(run),
        name: `=${run.id}`,
        project: "thesis",
        metrics: [{ timeS: 1, energyKwh: 0, emissionsKg: 0, loss: NaN }],
      }, ["a", "b"]),
    );
  }
}

Deno.test("two ledgers are merged: nothing twice, ids and samples kept", async () => {
  await using laptop = await tempLedger();
  await using server = await tempLedger();
  await fill(laptop, TOLD.slice(0, 2));
  await fill(server, TOLD.slice(1));
  await server.ledger.import(fixturePath("zeus.csv"));
  const zeusKwh = await kwh(server) - byHand(TOLD.slice(1));
  assertEquals(counts(await laptop.ledger.import(server.path)), [5, 0, 1]);
  assertClose(await kwh(laptop), byHand(TOLD) + zeusKwh, 1e-9);
  for (const { id } of TOLD) {
    const from = id === "outer" ? laptop : server;
    const run = await laptop.ledger.get(id);
    assertEquals(run?.samples, (await from.ledger.get(id))?.samples);
  }
  // Runs of the two files now know of each other.
  const beside = await laptop.ledger.get("beside");
  assertEquals(beside?.shared.map(({ id }) => id), ["outer"]);
  assertEquals(counts(await laptop.ledger.import(server.path)), [0, 0, 6]);
  // And back: both have the same then.
  await server.ledger.import(laptop.path);
  assertEquals(
    (await server.ledger.runs()).map(({ id }) => id),
    (await laptop.ledger.runs()).map(({ id }) => id),
  );
  assertClose(await kwh(server), await kwh(laptop), 1e-9);
});

Deno.test("a run in progress in another ledger comes with what it has used, and whole when it has ended", async () => {
  await using here = await tempLedger();
  await using there = await tempLedger();
  const { run, pass } = fakeRun({
    keeper: new LedgerSink(there.path),
    options: { country: "FR" },
  });
  pass(10, [3600]);
  assertEquals(counts(await here.ledger.import(there.path)), [1, 0, 0]);
  const [part] = await here.ledger.runs();
  assertEquals([part?.status, part?.durationS], ["interrupted", 10]);
  pass(10, [3600]);
  await run.stop();
  assertEquals(counts(await here.ledger.import(there.path)), [0, 1, 0]);
  const [whole] = await here.ledger.runs();
  assertEquals([whole?.status, whole?.durationS], ["finished", 20]);
});

Deno.test("what a ledger exports comes back: the same ids and sums, and nothing twice", async (t) => {
  for (const format of ["json", "csv", "parquet"] as const) {
    await t.step(format, async () => {
      await using from = await tempLedger();
      await fill(from);
      await from.ledger.import(fixturePath("codecarbon_3.3.2.csv"));
      await from.ledger.import(fixturePath("zeus.csv"));
      const file = `${from.folder}/runs.${format}`;
      const content = await from.ledger.export(format as "csv");
      await Deno.writeFile(
        file,
        typeof content === "string"
          ? new TextEncoder().encode(content)
          : content,
      );
      await using to = await tempLedger();
      assertEquals(counts(await to.ledger.import(file)), [11, 0, 0]);
      assertEquals(counts(await to.ledger.import(file)), [0, 0, 11]);
      assertClose(await kwh(to), await kwh(from), 1e-9);
      const [mine, theirs] = [await from.ledger.runs(), await to.ledger.runs()];
      for (const [i, run] of mine.entries()) {
        const other = theirs[i];
        assertEquals(
          [other?.id, other?.name, other?.status, other?.tags],
          [run.id, run.name, run.status, run.tags],
        );
        assertEquals(other?.startedAt, run.startedAt);
        assertClose(other?.energyKwh, run.energyKwh);
        assertEquals(other?.emissionsKg, run.emissionsKg);
        assertEquals(other?.place.country, run.place.country);
      }
      assertEquals((await to.ledger.runs({ project: "thesis" })).length, 3);
      // A part of what is in the file counts in full.
      await to.ledger.delete("outer");
      await from.ledger.delete("outer");
      assertClose(await kwh(to), await kwh(from), 1e-9);
      // The ledger's own runs know more, and stay as they are.
      await fill(from);
      const before = plain(await from.ledger.get("outer"));
      assertEquals(counts(await from.ledger.import(file)), [0, 0, 11]);
      assertEquals(plain(await from.ledger.get("outer")), before);
      // Where a table came first, the whole run replaces it.
      if (format === "csv") {
        assertEquals(counts(await to.ledger.import(from.path)), [1, 10, 0]);
        assert((await to.ledger.get("inner"))?.samples.length !== 0);
      }
    });
  }
});

Deno.test("an exported run as JSON comes back with all but its samples", async () => {
  await using from = await tempLedger();
  await fill(from);
  await keep(from.path, storedRun({ id: "plain", reason: "x", notes: ["n"] }));
  const file = `${from.folder}/runs.json`;
  await Deno.writeTextFile(file, await from.ledger.export("json"));
  await using to = await tempLedger();
  await to.ledger.import(file);
  for (const run of await from.ledger.runs()) {
    const { samples, ...other } = await to.ledger.get(run.id) as WholeRun;
    assertEquals(samples, []);
    assertEquals(plain(other as WholeRun), plain(run as WholeRun));
    assertEquals(other.metrics, run.metrics);
  }
});

Deno.test("what is none of these files is refused with a sentence", async () => {
  await using temp = await tempLedger();
  const write = async (name: string, content: string) => {
    await Deno.writeTextFile(`${temp.folder}/${name}`, content);
    return `${temp.folder}/${name}`;
  };
  const cases: [string, string, string][] = [
    ["a.json", "[1, 2", "begins no JSON"],
    ["b.json", "[1]", "run 1 cannot be: it must be an object"],
    ["c.json", '[{"id":"x"}]', "run 1 cannot be"],
    ["d.json", '{"runs": []}', "as line 1 must begin"],
    ["e.parquet", "PAR1 and then nothing", "begins no Parquet file"],
    ["f.db", "SQLite format 3\0 and then nothing", "Cannot"],
    [
      "g.csv",
      "id,name,status,reason,started_at,duration_s,energy_kwh\nx,n,gone,,2026-01-01T00:00:00Z,1,1\n",
      "line 2 must have one of",
    ],
  ];
  for (const [name, content, words] of cases) {
    const file = await write(name, content);
    await assertRejects(() => temp.ledger.import(file), Error, words, name);
  }
  await assertRejects(
    () => temp.ledger.import(temp.path),
    TypeError,
    "into itself",
  );
  assertEquals(await temp.ledger.runs(), []);
});

Deno.test("the sound runs of an edited export go in, and the others are named", async () => {
  await using from = await tempLedger();
  await from.ledger.import(fixturePath("codecarbon_3.3.2.csv"));
  const csv = await from.ledger.export("csv");
  const runs = JSON.parse(await from.ledger.export("json"));
  // Of 0.0525, 0.105, 0.2575 and 0.21 kWh the first has a wrong duration, or energy.
  const german = csv.trim().replaceAll("0.0525", "much").split("\n").map((
    line,
  ) => line.replaceAll(",", ";").replace(/(\d)\.(\d)(?=\d*;)/g, "$1,$2"));
  const edited: readonly [name: string, text: string][] = [
    ["a.csv", csv.replace(",3600.5,", ",soon,")],
    ["b.csv", german.join("\r\n")],
    [
      "c.json",
      JSON.stringify([{ ...runs[0], energyKwh: "much" }, ...runs.slice(1)]),
    ],
  ];
  for (const [name, text] of edited) {
    await using to = await tempLedger();
    await Deno.writeTextFile(`${to.folder}/${name}`, text);
    const { added, leftOut, remarks } = await to.ledger.import(
      `${to.folder}/${name}`,
    );
    assertEquals([added, leftOut, remarks.length], [3, 1, 1], name);
    assertClose(await kwh(to), 0.5725, 1e-9);
  }
});
