import { assert, assertEquals, assertRejects } from "@std/assert";
import { parse } from "csv-parse/sync";
import { parquetReadObjects } from "hyparquet";
import { keep } from "../../../src/ledger/keep.ts";
import type { Ledger } from "../../../src/ledger/ledger.ts";
import { storedRun, type TempLedger, tempLedger } from "../temp_ledger.ts";
import { fixturePath } from "../import/fixture.ts";

/** A ledger with a run of its own and those of another tool. */
async function filled(): Promise<TempLedger> {
  const temp = await tempLedger();
  await keep(
    temp.path,
    storedRun({
      id: "own",
      name: 'a "name", with\nall of it',
      startedAt: new Date("2026-11-23T07:54:12.345Z"),
    }, ["x", "y"]),
  );
  await temp.ledger.import(fixturePath("codecarbon_3.3.2.csv"));
  return temp;
}

async function csvRows(ledger: Ledger): Promise<Record<string, string>[]> {
  const text = await ledger.export("csv");
  return parse(text, { columns: true }) as unknown as Record<string, string>[];
}

Deno.test("a ledger is exported as CSV, with a row for each run and every figure in full", async () => {
  await using temp = await filled();
  const rows = await csvRows(temp.ledger);
  const own = rows.find(({ id }) => id === "own");
  const run = await temp.ledger.get("own");
  assertEquals(rows.length, 5);
  assertEquals(own?.["name"], 'a "name", with all of it');
  assertEquals(own?.["started_at"], "2026-11-23T07:54:12.345Z");
  assertEquals(Number(own?.["energy_kwh"]), run?.energyKwh);
  assertEquals(Number(own?.["emissions_high_kg"]), run?.emissionsRangeKg?.[1]);
  assertEquals(own?.["region"], "gcp us-central1");
  assertEquals(own?.["tags"], "x y");
  const [other] = rows;
  assertEquals(other?.["origin_tool"], "codecarbon");
  assertEquals(other?.["emissions_low_kg"], "");
});

Deno.test("a ledger is exported as JSON with everything but the samples", async () => {
  await using temp = await filled();
  const runs = JSON.parse(await temp.ledger.export("json"));
  const kept = JSON.parse(JSON.stringify(await temp.ledger.runs()));
  assertEquals(runs, kept);
  assertEquals(runs.length, 5);
});

Deno.test("a ledger is exported as Parquet, with the same cells as the CSV", async () => {
  await using temp = await filled();
  const bytes = await temp.ledger.export("parquet");
  const rows = await parquetReadObjects({ file: bytes.buffer });
  const texts = rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, cell]) => [
        name,
        // A text of several lines is one line in CSV.
        cell instanceof Date
          ? cell.toISOString()
          : String(cell ?? "").replaceAll("\n", " "),
      ]),
    )
  );
  assertEquals(texts, await csvRows(temp.ledger));
});

Deno.test("an empty ledger is exported as headings alone", async () => {
  await using temp = await tempLedger();
  const csv = await temp.ledger.export("csv");
  assert(csv.startsWith("id,name,status,"));
  assertEquals(csv.match(/\n/g)?.length, 1);
  assertEquals(await temp.ledger.export("json"), "[]");
  const bytes = await temp.ledger.export("parquet");
  assertEquals(await parquetReadObjects({ file: bytes.buffer }), []);
});

Deno.test("an unknown format is refused, with the known ones", async () => {
  await using temp = await tempLedger();
  await assertRejects(
    () => temp.ledger.export("xlsx" as "csv"),
    RangeError,
    '"csv", "json" or "parquet": current value is "xlsx"',
  );
});

/** Texts that a spreadsheet runs as a formula, or reads as a number. */
const FORMULAS = [
  '=HYPERLINK("http://example.org","x")',
  "=cmd|' /C calc'!A0",
  "@SUM(A1:A9)",
  "+1",
  "-2",
  "\t=1",
  "\r\n=1",
  "  =1",
  "＝1",
];

Deno.test("no name, tag or reason in the CSV of a ledger is read as a formula", async () => {
  await using temp = await tempLedger();
  for (const text of FORMULAS) {
    await keep(temp.path, storedRun({ name: text, reason: text }, [text]));
  }
  const rows = await csvRows(temp.ledger);
  const cellOf = (text: string) => `'${text.replace(/\s+/g, " ")}`;
  for (const column of ["name", "reason", "tags"]) {
    assertEquals(
      rows.map((row) => row[column]).sort(),
      FORMULAS.map(cellOf).sort(),
    );
  }
});

Deno.test("numbers in the CSV of a ledger stay numbers, also below 0, and unknown figures stay empty", async () => {
  await using temp = await tempLedger();
  const changes = {
    netEmissionsKg: -1,
    offsetPercent: -1e-7,
    energyKwh: 0.1 + 0.2,
  };
  await keep(temp.path, storedRun({ ...changes, budgetKg: undefined }));
  const [row] = await csvRows(temp.ledger);
  assertEquals(row?.["offset_percent"], "-1e-7");
  assertEquals(row?.["energy_kwh"], "0.30000000000000004");
  assertEquals([row?.["reason"], row?.["tags"]], ["", ""]);
});
