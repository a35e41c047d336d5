import { assertEquals, assertRejects } from "@std/assert";
import type { ImportReport } from "../../../src/ledger/ledger.ts";
import { assertClose } from "../../close.ts";
import { fixturePath } from "./fixture.ts";
import { tempFolder, type TempLedger, tempLedger } from "../temp_ledger.ts";

function counts({ added, replaced, kept }: ImportReport): number[] {
  return [added, replaced, kept];
}

Deno.test("imported runs are in the ledger with their origin, and are summed with the others", async () => {
  await using temp = await tempLedger();
  const file = fixturePath("codecarbon_3.3.2.csv");
  const report = await temp.ledger.import(file);
  assertEquals(counts(report), [4, 0, 0]);
  assertEquals(report.remarks, []);
  assertEquals(report.ids.length, 4);
  const run = await temp.ledger.get(report.ids[0] ?? "");
  assertEquals(run?.origin, {
    tool: "codecarbon",
    version: "3.3.0",
    file: file.pathname,
  });
  assertEquals(run?.samples, []);
  const totals = await temp.ledger.total({ by: "region" });
  assertEquals(totals.map(({ key, runs }) => [key, runs]), [
    ["France", 2],
    ["gcp europe-west9", 1],
    ["ile-de-france, France", 1],
  ]);
  const parts = await temp.ledger.total({ by: "component" });
  // 0.1 kWh of cards, 0.425 of processors, 0.1 of memory
  const byName = new Map(parts.map((part) => [part.key, part.energyKwh]));
  assertClose(byName.get("cpu"), 0.425, 1e-9);
  assertClose(byName.get("memory"), 0.1, 1e-9);
  assertClose(byName.get("accelerator"), 0.1, 1e-9);
});

Deno.test("a file that is imported twice is in the ledger once", async () => {
  await using temp = await tempLedger();
  for (
    const name of [
      "codecarbon_3.3.2.csv",
      "zeus.csv",
      "my_run_21681.785197_2026-11-23T093120Z_carbontracker.log",
    ]
  ) {
    const first = await temp.ledger.import(fixturePath(name));
    const second = await temp.ledger.import(fixturePath(name));
    assertEquals(counts(second), [0, first.added, 0]);
  }
  assertEquals((await temp.ledger.runs()).length, 4 + 4 + 1);
});

Deno.test("runs of which only the energy is known are told apart in the sum of emissions", async () => {
  await using temp = await tempLedger();
  await temp.ledger.import(fixturePath("zeus.csv"));
  const [day] = await temp.ledger.total({ by: "day" });
  assertEquals([day?.runs, day?.withoutEmissions], [4, 4]);
  assertClose(day?.energyKwh, 0.015);
});

async function importText(temp: TempLedger, text: string) {
  const path = `${temp.folder}/emissions.csv`;
  await Deno.writeTextFile(path, text);
  return await temp.ledger.import(path);
}

const HEADINGS = "timestamp,run_id,duration,emissions,energy_consumed\n";

Deno.test("an earlier state of a run does not replace a later one", async () => {
  await using temp = await tempLedger();
  const row = (duration: number) =>
    `${HEADINGS}2024-01-01T00:00:00,x-1,${duration},1,2\n`;
  assertEquals(counts(await importText(temp, row(20))), [1, 0, 0]);
  assertEquals(counts(await importText(temp, row(10))), [0, 0, 1]);
  assertEquals(counts(await importText(temp, row(30))), [0, 1, 0]);
  assertEquals((await temp.ledger.runs())[0]?.durationS, 30);
});

Deno.test("a file with a wrong line adds nothing", async () => {
  await using temp = await tempLedger();
  const text = `${HEADINGS}2024-01-01T00:00:00,x-1,1,1,2\nnonsense,x,1,1,2\n`;
  await assertRejects(() => importText(temp, text), TypeError, "as line 3 ");
  assertEquals(await temp.ledger.runs(), []);
});

Deno.test("a missing file is an error that names it", async () => {
  await using temp = await tempLedger();
  using folder = tempFolder();
  await assertRejects(
    () => temp.ledger.import(`${folder.path}/emissions.csv`),
    Deno.errors.NotFound,
    "emissions.csv",
  );
});
