import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertThrows,
} from "@std/assert";
import type { ImportReport } from "../../../src/ledger/ledger.ts";
import { assertClose } from "../../close.ts";
import { textOf } from "../../../src/ledger/import/source_file.ts";
import { fixturePath, importText as readText, leftOutOf } from "./fixture.ts";
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
    assertEquals(counts(second), [0, 0, first.added]);
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

Deno.test("a wrong line is left out and named, and the others are imported", async () => {
  await using temp = await tempLedger();
  const text = `${HEADINGS}2024-01-01T00:00:00,x-1,1,1,2\nnonsense,x,1,1,2\n`;
  const { added, remarks } = await importText(temp, text);
  assertEquals(added, 1);
  assertEquals(remarks.map(({ line }) => line), [3]);
  assertMatch(remarks[0]?.what ?? "", /^is left out as it must have a date/);
  assertEquals((await temp.ledger.runs()).length, 1);
});

Deno.test("a file without a sound line adds nothing", async () => {
  await using temp = await tempLedger();
  const text = `${HEADINGS}nonsense,x,1,1,2\n`;
  await assertRejects(() => importText(temp, text), TypeError, "as line 2 ");
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
    ["2026-11-23T12:00:00Z,a,1,1,Infinity,,,,", /energy_consumed/],
    ["9999-12-31T23:59:59Z,a,1,1,1,,,,", /timestamp/],
    ["2100-01-01T00:00:00Z,a,1,1,1,,,,", /timestamp/],
    ["2026-11-23T12:00:00Z,a,1e308,1,1,,,,", /duration/],
  ];
  const good = "2026-11-23T12:00:00Z,good,1,1,1,0.5,0.5,1,0\n";
  for (const [row, reason] of refused) {
    const [fault = "", ...more] = leftOutOf(`${CODECARBON}${good}${row}\n`);
    assertEquals(more, []);
    assertMatch(fault, /^line 3 /);
    assertMatch(fault, reason);
  }
  for (
    const row of ["1795000000,a,1,1e308", "9e9,a,1,1", "253402300799,a,1,1"]
  ) {
    const [fault = ""] = leftOutOf(`${ZEUS}1795000000,good,1,1\n${row}\n`);
    assertMatch(fault, /^line 3 /);
  }
  assertEquals(readText(CODECARBON + good).runs.length, 1);
});

/** Far more than it takes, and far less than it took. */
const LONG_S = 20;

Deno.test("files that no tool writes are refused soon, with a sentence", async () => {
  await using temp = await tempLedger();
  const headings = CODECARBON.trim();
  const row = "2026-11-23T12:00:00Z,a,1,1,1,,,,\n";
  const big = `${temp.folder}/big.csv`;
  await Deno.writeTextFile(big, CODECARBON);
  await Deno.truncate(big, 200_000_000);
  const startMs = performance.now();
  await assertRejects(() => temp.ledger.import(big), RangeError, "so split it");
  const texts: readonly (readonly [text: string, why: string])[] = [
    [`${headings}${",c".repeat(100_000)}\n${row}`, "line 1 must have at most"],
    [`${headings}${",c".repeat(2000)}\n${row}`, "at most 1000 columns"],
    [`${CODECARBON}${"x".repeat(2_000_000)}\n`, "line 2 must have at most"],
    [CODECARBON + "\n".repeat(600_000), "is one too many"],
    [`${CODECARBON}${'"'.repeat(99_999)}\n`, "line 2 opens a quote"],
    [
      CODECARBON + '2026-11-23T12:00:00Z,"a,1\n'.repeat(50_000),
      "opens a quote",
    ],
  ];
  for (const [text, why] of texts) {
    const path = `${temp.folder}/text.csv`;
    await Deno.writeTextFile(path, text);
    await assertRejects(() => temp.ledger.import(path), Error, why);
  }
  assert(performance.now() - startMs < LONG_S * 1000);
});

Deno.test("a log of carbontracker with many runs is read in linear time", () => {
  const block = "2026-11-23 09:31:20 - \nActual consumption for 1 epoch(s):\n" +
    "\tTime:\t0:00:05\n\tEnergy:\t0.000009 kWh\n\tCO2eq:\t0.1 g\n";
  const text = `2026-11-23 09:31:20 - x\n${block.repeat(20_000)}`;
  const startMs = performance.now();
  assertEquals(readText(text).runs.length, 20_000);
  // With a search of all lines for each run, it took more than a minute.
  assert(performance.now() - startMs < LONG_S * 1000);
});

Deno.test("what is not a file is refused with a sentence", async () => {
  await using temp = await tempLedger();
  for (
    const [place, why] of [
      ["/dev/zero", "it is not a file"],
      [temp.folder, "it is not a file"],
      [`${temp.path}/x.csv`, "a part of its path is a file"],
      [new URL("https://example.org/a.csv"), "must begin with file://"],
    ] as const
  ) {
    await assertRejects(() => temp.ledger.import(place), Error, why);
  }
  assertThrows(
    () => textOf("x", new Uint8Array([65, 0, 66])),
    SyntaxError,
    "is not text",
  );
});

Deno.test("a file without time zone that is imported under another one moves nothing, and that is said", async () => {
  await using temp = await tempLedger();
  const row = (duration: number) =>
    `${HEADINGS}2024-01-01T01:00:00,x-1,${duration},1,2\n`;
  const zone = Deno.env.get("TZ");
  const under = async (name: string, duration: number) => {
    Deno.env.set("TZ", name);
    try {
      return await importText(temp, row(duration));
    } finally {
      if (zone === undefined) Deno.env.delete("TZ");
      else Deno.env.set("TZ", zone);
    }
  };
  const start = async () =>
    (await temp.ledger.runs())[0]?.startedAt.toISOString();
  assertEquals((await under("Europe/Paris", 60)).remarks, []);
  assertEquals(await start(), "2023-12-31T23:59:00.000Z");
  const again = await under("America/New_York", 60);
  assertEquals(counts(again), [0, 0, 1]);
  assertEquals(again.remarks, [{
    line: 1,
    what:
      "names no time zone, and in the one of this machine 1 run would begin " +
      "6 h later than in the ledger: it keeps its runs",
  }]);
  assertEquals(await start(), "2023-12-31T23:59:00.000Z");
  // A longer state of the run is better, and that it moves is said too.
  const longer = await under("America/New_York", 120);
  assertEquals(counts(longer), [0, 1, 0]);
  assertMatch(
    longer.remarks[0]?.what ?? "",
    /the longer runs of the file are taken/,
  );
});
