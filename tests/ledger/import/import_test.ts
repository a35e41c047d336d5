import {
  assertEquals,
  assertMatch,
  assertRejects,
  assertThrows,
} from "@std/assert";
import type { ImportReport } from "../../../src/ledger/ledger.ts";
import { assertClose } from "../../close.ts";
import { fixturePath, importText as readText } from "./fixture.ts";
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

const CODECARBON =
  "timestamp,project_name,duration,emissions,energy_consumed,gpu_energy,cpu_energy,pue,water_consumed\n";
const ZEUS = "start_time,window_name,elapsed_time,gpu0_energy\n";

Deno.test("a run that cannot be is refused with its line and the reason", () => {
  const refused: readonly (readonly [text: string, reason: RegExp])[] = [
    // A part of more energy than the whole, parts that add up to more, and figures beyond sense.
    ["2026-11-23T12:00:00Z,a,1,1,1,1e9,,,", /components/],
    ["2026-11-23T12:00:00Z,a,1,1,1,0.6,0.6,,", /components/],
    ["2026-11-23T12:00:00Z,a,1,1,1e308,,,,", /energyKwh/],
    ["2026-11-23T12:00:00Z,a,1,1e308,1,,,,", /emissionsKg/],
    ["2026-11-23T12:00:00Z,a,1,1,1,,,0,", /pue must be a number >= 1/],
    ["2026-11-23T12:00:00Z,a,1,1,1,,,0.9,", /pue/],
    ["2026-11-23T12:00:00Z,a,1,1,1,,,,1e308", /waterL/],
    ["2026-11-23T12:00:00Z,a,-1,1,1,,,,", /duration/],
    ["2026-11-23T12:00:00Z,a,1,-1,1,,,,", /emissions/],
    ["2026-11-23T12:00:00Z,a,1,nan,1,,,,", /emissions/],
    ["2026-11-23T12:00:00Z,a,1,1,Infinity,,,,", /energy_consumed/],
    ["9999-12-31T23:59:59Z,a,1,1,1,,,,", /timestamp/],
    ["2100-01-01T00:00:00Z,a,1,1,1,,,,", /timestamp/],
    ["2026-11-23T12:00:00Z,a,1e308,1,1,,,,", /duration/],
  ];
  const good = "2026-11-23T12:00:00Z,good,1,1,1,0.5,0.5,1,0\n";
  for (const [row, reason] of refused) {
    const error = assertThrows(
      () => readText(`${CODECARBON}${good}${row}\n`),
      Error,
      'Cannot import "file" as line 3 ',
    );
    assertMatch(error.message, reason);
  }
  for (
    const row of ["1795000000,a,1,1e308", "9e9,a,1,1", "253402300799,a,1,1"]
  ) {
    assertThrows(
      () => readText(`${ZEUS}1795000000,good,1,1\n${row}\n`),
      RangeError,
      'Cannot import "file" as line 3 ',
    );
  }
  assertEquals(readText(CODECARBON + good).runs.length, 1);
});
