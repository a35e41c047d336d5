import { assert, assertEquals } from "@std/assert";
import { compareRegions, openLedger, report } from "../../mod.ts";
import { assertClose } from "../close.ts";
import { storedRun, tempFolder } from "./temp_ledger.ts";
import { fromScript } from "./scripts.ts";
import { migrate, MIGRATIONS } from "../../src/ledger/database/migrations.ts";
import { prepared } from "../../src/ledger/database/store.ts";
import { DatabaseSync } from "node:sqlite";

type Ledger = Awaited<ReturnType<typeof openLedger>>;
type StoredRun = Awaited<ReturnType<Ledger["runs"]>>[number];

const FILES = new URL("./files/v0.1.0/", import.meta.url);

/** kWh of a second at 400 W and PUE 1.2. */
const KWH_PER_S = 400 * 1.2 / 3.6e6;

/** Its emissions at 100 g/kWh, in kg. */
const KG_PER_S = KWH_PER_S * 0.1;

/** Opens a copy of the ledger that version 0.1.0 wrote. */
async function withOldLedger(
  look: (ledger: Ledger, folder: string) => Promise<void>,
): Promise<void> {
  using folder = tempFolder();
  const open = "ledger.db.open";
  await Deno.mkdir(`${folder.path}/${open}`);
  await Deno.copyFile(new URL("ledger.db", FILES), `${folder.path}/ledger.db`);
  for await (const { name } of Deno.readDir(new URL(open, FILES))) {
    const file = `${open}/${name}`;
    await Deno.copyFile(new URL(file, FILES), `${folder.path}/${file}`);
  }
  await using ledger = await openLedger(`${folder.path}/ledger.db`);
  await look(ledger, folder.path);
}

function found(runs: readonly StoredRun[], name: string): StoredRun {
  const run = runs.find((run) => run.name === name);
  if (run === undefined) throw new Error(`the ledger has no ${name}`);
  return run;
}

Deno.test("a ledger of version 0.1.0 opens, and its runs have their figures", async () => {
  await withOldLedger(async (ledger) => {
    assertEquals(ledger.notes, []);
    const runs = await ledger.runs();
    assertEquals(runs.length, 10);
    const seconds = { evaluation: 5, "fine-tuning": 9, killed: 12 };
    for (const [name, durationS] of Object.entries(seconds)) {
      const run = found(runs, name);
      assertEquals(run.durationS, durationS);
      assertClose(run.energyKwh, durationS * KWH_PER_S);
      assertClose(run.emissionsKg, durationS * KG_PER_S);
    }
    const [finished] = await ledger.runs({ tag: "thesis" });
    assertEquals([finished?.status, finished?.durationS], ["finished", 15]);
    assertEquals(finished?.phases.map(({ name }) => name), ["load", "train"]);
    assertEquals(finished?.metrics.map(({ loss }) => loss), [1, 0.5, NaN]);
    const [failed] = await ledger.runs({ status: "failed" });
    assertEquals(failed?.reason, "Error: out of memory");
    const [aborted] = await ledger.runs({ status: "aborted" });
    assertEquals(aborted?.name, "training");
    const imported = runs.filter(({ origin }) => origin !== undefined);
    assertEquals(imported.length, 4);
    assertEquals(imported[0]?.origin?.tool, "codecarbon");
  });
});

Deno.test("a run of version 0.1.0 whose intensity changed with time keeps its mean", async () => {
  await withOldLedger(async (ledger) => {
    const run = found(await ledger.runs(), "by the hour");
    // 10 s at 100 g/kWh, 10 s at 200 g/kWh.
    assertClose(run.carbonIntensity, 150);
    assertClose(run.emissionsKg, 30 * KG_PER_S);
    const whole = await ledger.get(run.id);
    assertEquals(whole?.samples.length, 22);
    assertEquals(whole?.samples.at(-1)?.timeS, 20);
  });
});

Deno.test("a run that was killed under version 0.1.0 is taken in, up to what was counted while a cell blocked", async () => {
  await withOldLedger(async (ledger, folder) => {
    const [killed] = await ledger.runs({ status: "interrupted" });
    const run = await ledger.get(killed?.id ?? "");
    if (run === undefined || run.origin !== undefined) throw new Error("none");
    assertEquals(run.name, "killed");
    assertEquals(run.tags, ["killed"]);
    assertEquals(run.reason, "its process ended before the run did");
    assertEquals(run.measuredShare, 0.75);
    assertClose(run.itEnergyKwh, 12 * 400 / 3.6e6);
    const parts = run.components.map(({ name, energyKwh }) =>
      [name, energyKwh * 3.6e6] as const
    );
    for (const [i, watts] of [300, 100].entries()) {
      assertClose(parts[i]?.[1], 12 * watts);
    }
    assertEquals([run.pue, run.carbonIntensity], [1.2, 100]);
    assertClose(run.emissionsKg, 12 * KG_PER_S);
    const [low, high] = run.emissionsRangeKg;
    assert(low < run.emissionsKg && run.emissionsKg < high);
    assertEquals(
      run.phases.map(({ name, startS, endS }) => [name, startS, endS]),
      [
        ["load", 0, 4],
        ["train", 4, 12],
      ],
    );
    assertClose(run.phases[1]?.emissionsKg, 8 * KG_PER_S);
    assertEquals(run.metrics.length, 5);
    assertEquals(run.samples.at(-1)?.timeS, 12);
    // 12 s of 400 W, and 3.6737 L/kWh of the French grid.
    assertClose(run.waterL, 12 * 400 / 3.6e6 * 1.2 * 3.6737);
    assertEquals(run.sources.map(({ value }) => value), [
      100, // W of the processor
      100, // g/kWh
      1.2, // PUE
      0, // L/kWh on site
      3.6737, // L/kWh of the grid
    ]);
    const left = [...Deno.readDirSync(folder)].map(({ name }) => name);
    assert(!left.includes("ledger.db.open"));
  });
});

Deno.test("totals of a ledger of version 0.1.0 count what two runs share once", async () => {
  await withOldLedger(async (ledger) => {
    const days = await ledger.total({ by: "day" });
    const [first] = days;
    assertEquals([first?.key, first?.runs], ["1970-01-01", 6]);
    // 15 s, 9 s, 9 s, 20 s and 12 s; the 5 s of the evaluation are within the 15 s.
    assertClose(first?.energyKwh, 65 * KWH_PER_S);
    // 10 of the 20 s at twice the intensity.
    assertClose(first?.emissionsKg, 75 * KG_PER_S);
    const parts = await ledger.total({ by: "component" });
    const cpu = parts.find(({ key }) => key === "cpu");
    assertEquals(cpu?.runs, 10);
  });
});

Deno.test("a ledger of version 0.1.0 can be exported and reported on", async () => {
  await withOldLedger(async (ledger) => {
    const csv = await ledger.export("csv");
    assertEquals(csv.trimEnd().split(/\r?\n/).length, 11);
    assertEquals(JSON.parse(await ledger.export("json")).length, 10);
    assert((await ledger.export("parquet")).length > 0);
    const runs = await ledger.runs();
    const document = report(runs);
    const html = await document.html();
    for (const part of ["evaluation", "killed", "France"]) {
      assert(html.includes(part), part);
    }
    assertEquals((await document.csv()).trimEnd().split("\n").length, 11);
    assert((await document.markdown()).includes("CO₂e"));
  });
});

Deno.test("a run of version 0.1.0 is compared with other places by the figures that it was given", async () => {
  await withOldLedger(async (ledger) => {
    const run = found(await ledger.runs(), "fine-tuning");
    if (run.origin !== undefined) throw new Error("imported");
    const roles = run.sources.map(({ role, given }) => [role, given]);
    assertEquals(roles, [
      ["power", false],
      ["intensity", true],
      ["pue", true],
      ["offset", true],
      ["wueSite", false],
      ["wueGrid", false],
    ]);
    // The user's own PUE holds everywhere: 9 s at 400 W and 1.2.
    const { rows } = compareRegions(run, { provider: "gcp" });
    for (const row of rows) assertClose(row.energyKwh, 9 * KWH_PER_S);
    const markdown = await report([run]).markdown();
    assert(markdown.includes("by the user"));
  });
});

Deno.test("a ledger of version 0.1.0 that cannot be written can be read", async () => {
  using folder = tempFolder();
  const path = `${folder.path}/ledger.db`;
  await Deno.copyFile(new URL("ledger.db", FILES), path);
  const before = await Deno.readFile(path);
  const reader = fromScript("permitted_script.ts", [path], ["--allow-read"]);
  const { stdout } = await reader.output();
  const { opened } = JSON.parse(new TextDecoder().decode(stdout));
  assertEquals([opened.readOnly, opened.runs], [true, 9]);
  assertEquals(await Deno.readFile(path), before);
});

Deno.test("nested runs of version 0.1.0 are named by their times, and sum as they did", async () => {
  using folder = tempFolder();
  const path = `${folder.path}/ledger.db`;
  const database = new DatabaseSync(path);
  migrate(database, MIGRATIONS.slice(0, 1));
  const insert = (
    id: string,
    startedS: number,
    durationS: number,
    energyKwh: number,
    sharedKwh: number,
  ) => {
    const run = prepared(storedRun({
      id,
      startedAt: new Date(startedS * 1000),
      durationS,
      energyKwh,
      emissionsKg: energyKwh / 10,
      sharedEnergyKwh: sharedKwh,
      sharedEmissionsKg: sharedKwh / 10,
    }));
    const { country: _, project: __, notebook: ___, ...row } = run.row;
    const { calls_kwh: ____, calls_kg: _____, ...known } = row;
    const old = {
      ...known,
      shared_energy_kwh: sharedKwh,
      shared_emissions_kg: sharedKwh / 10,
    };
    const columns = Object.keys(old);
    database.prepare(
      `INSERT INTO run (${columns.join()})
       VALUES (${columns.map((column) => `:${column}`).join()})`,
    ).run(old);
    database.prepare(
      "INSERT INTO detail VALUES (last_insert_rowid(), ?, ?, ?, ?)",
    ).run(run.record, run.metrics, run.components, run.samples);
  };
  // Within the first run; until the end of both; in no run that is still there.
  insert("outer", 0, 2000, 10, 0);
  insert("longer", 500, 3000, 12, 6);
  insert("inner", 1000, 1200, 3, 3);
  insert("orphan", 9000, 1200, 2, 2);
  database.close();
  await using ledger = await openLedger(path);
  const kwh = async () => (await ledger.total({}))[0]?.energyKwh;
  assertClose(await kwh(), 10 + 12 - 6 + 0 + 2);
  const inner = await ledger.get("inner");
  assertEquals(
    inner?.shared.map(({ id }) => id).sort(),
    ["longer", "outer"],
  );
  await ledger.delete("outer");
  // 12, and the inner run lies within it.
  assertClose(await kwh(), 12 + 2);
});
