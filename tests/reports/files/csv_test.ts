import { assert, assertEquals, assertRejects } from "@std/assert";
import { estimateJob } from "../../../src/estimate/estimate.ts";
import { report } from "../../../src/notebook/report.ts";
import { assertClose } from "../../close.ts";
import {
  everywhereAtGoogle,
  importedRun,
  JOB,
  scratchAgainstFineTuning,
  shortRun,
  trainingRun,
} from "../experiments.ts";
import { HOSTILE } from "../hostile.ts";
import { askPeer } from "../peers.ts";
import { withFile } from "../written.ts";

type Row = Readonly<Record<string, string | number | null>>;

/** What pandas and CodeCarbon make of a file. */
interface ReadCsv {
  readonly columns: readonly string[];
  readonly head: readonly string[];
  readonly rows: readonly Row[];
  readonly projects: Readonly<
    Record<string, { readonly total: Readonly<Record<string, number>> }>
  >;
  readonly files: readonly string[];
  readonly after: readonly (readonly [id: string, kg: number])[];
}

function readBack(csv: string): Promise<ReadCsv> {
  return withFile("emissions.csv", csv, (path) => askPeer("read_csv.py", path));
}

Deno.test("CodeCarbon finds its own 38 columns in their order, appends to the file and updates it", async () => {
  const csv = await report([trainingRun(), shortRun()]).csv();
  const { columns, head, files, after } = await readBack(csv);
  assertEquals(head.length, 38);
  assertEquals(head, columns);
  // A file whose columns it does not know would have been put aside as a .bak.
  assertEquals(files, ["emissions.csv"]);
  assertEquals(after.map(([id]) => id), [trainingRun().id, "run-1", "own"]);
  assertEquals(after.at(-1)?.[1], 1.5);
});

Deno.test("pandas reads a run in s, kg, kg/s, W, kWh and L", async () => {
  const csv = await report([trainingRun(), shortRun(), estimateJob(JOB)]).csv();
  const { rows } = await readBack(csv);
  assertEquals(rows.length, 2); // a plan is not among the runs
  const run = rows[0] as Row;
  const figures: Readonly<Record<string, number>> = {
    duration: 10_800,
    // 4.5 kWh × 1.37 × 41.5 g/kWh
    emissions: 4.5 * 1.37 * 0.0415,
    emissions_rate: 4.5 * 1.37 * 0.0415 / 10_800,
    // powers are those of the hardware, energies those of the facility
    gpu_power: 4 / 3 * 1000,
    cpu_power: 150,
    ram_power: 50 / 3,
    gpu_energy: 4 * 1.37,
    cpu_energy: 0.45 * 1.37,
    ram_energy: 0.05 * 1.37,
    energy_consumed: 4.5 * 1.37,
    gpu_count: 4,
    pue: 1.37,
  };
  for (const [column, value] of Object.entries(figures)) {
    assertClose(run[column] as number, value, 1e-9);
  }
  const words = {
    timestamp: "2026-11-20T12:15:00",
    project_name: "fine-tune, seed 1",
    country_name: "France",
    country_iso_code: "FRA",
    region: "Paris",
    cloud_provider: "scaleway",
    cloud_region: "fr-par",
    on_cloud: "Y",
    gpu_model: "4 x H100 SXM5",
    cpu_model: "AMD EPYC 9334",
    tracking_mode: "machine",
    codecarbon_version: "carboncell 0.1.0",
    os: null,
    longitude: null,
  };
  for (const [column, text] of Object.entries(words)) {
    assertEquals(run[column], text, column);
  }
});

Deno.test("CodeCarbon's dashboard sums up the runs of a name", async () => {
  const again = trainingRun({ id: "again" });
  const { projects } = await readBack(
    await report([trainingRun(), again, shortRun()]).csv(),
  );
  assertEquals(Object.keys(projects), ["fine-tune, seed 1", "fine-tune"]);
  const { total } = projects["fine-tune, seed 1"]!;
  assertClose(total["duration"], 21_600);
  assertClose(total["emissions"], 2 * 4.5 * 1.37 * 0.0415, 1e-9);
});

Deno.test("where nothing ran, the file holds the estimates and says so", async () => {
  const { rows } = await readBack(await report(estimateJob(JOB)).csv());
  assertEquals(rows[0]?.["tracking_mode"], "estimate");
  assertEquals(rows[0]?.["gpu_model"], "8 x A100 SXM4 80GB");
  assertClose(rows[0]?.["energy_consumed"] as number, 422.4, 1e-9);
});

Deno.test("a run that was imported is exported as it was", async () => {
  const { rows } = await readBack(await report(importedRun()).csv());
  const [run] = rows as [Row];
  assertEquals(run["emissions"], 0.5);
  assertEquals(run["energy_consumed"], 1.2);
  assertClose(run["gpu_energy"] as number, 0.9);
  assertEquals(run["codecarbon_version"], "codecarbon 3.3.2");
});

Deno.test("no text from outside becomes a formula, and none moves a column", async () => {
  const runs = HOSTILE.map((name, i) => shortRunCalled(name, `run ${i}`));
  const csv = await report(runs).csv();
  const { rows, head } = await readBack(csv);
  assertEquals(rows.length, HOSTILE.length);
  assertEquals(head.length, 38);
  for (const [i, row] of rows.entries()) {
    assertEquals(row["run_id"], `run ${i}`);
    assertEquals(row["on_cloud"], "Y");
    assert(!/^\s*[=+\-@＝]/.test(String(row["project_name"])));
  }
  assertEquals(csv.split("\n").length, HOSTILE.length + 2);
});

function shortRunCalled(name: string, id: string) {
  return { ...shortRun(), name, id };
}

interface ReadTidy {
  readonly types: Readonly<Record<string, string>>;
  readonly names: readonly string[];
  readonly sums: readonly (readonly [string, number, number, number])[];
}

Deno.test("the rows of the tidy table add up to their items", async () => {
  const comparison = scratchAgainstFineTuning();
  const items = [trainingRun(), shortRun(), estimateJob(JOB), importedRun()];
  const csv = await report([...items, comparison, everywhereAtGoogle()])
    .csv({ form: "tidy" });
  const { types, sums } = await withFile(
    "tidy.csv",
    csv,
    (path) => askPeer<ReadTidy>("read_tidy.py", path),
  );
  assertEquals(new Set(Object.values(types)), new Set(["float64"]));
  const sumOf = (group: string, item: number) =>
    sums.find(([g, i]) => g === group && i === item)!;
  items.forEach((item, i) => {
    const [, , kwh, kg] = sumOf("items", i + 1);
    assertClose(kg, item.emissionsKg as number, 1e-9);
    assertClose(kwh, "itEnergyKwh" in item ? item.itEnergyKwh : 1, 1e-9);
  });
  const [, , , kg] = sumOf("comparison 1", 2);
  assertClose(kg, comparison.rows[1]?.estimate.emissionsKg as number, 1e-9);
  assertEquals(sums.filter(([group]) => group === "places 1").length, 44);
});

Deno.test("the tidy table has a row for what no component accounts for", async () => {
  const run = { ...importedRun(), components: [] };
  const csv = await report(run).csv({ form: "tidy" });
  const [head = "", row = "", end] = csv.split("\n");
  assertEquals(end, "");
  const cells = row.split(",");
  const at = (column: string) => cells[head.split(",").indexOf(column)];
  assertEquals([at("component"), at("method")], ["", ""]);
  assertEquals([at("emissions_kg"), at("emissions_low_kg")], ["0.5", ""]);
  assertEquals(at("origin"), "codecarbon");
});

Deno.test("a form of CSV that does not exist is refused", async () => {
  await assertRejects(
    () => report(shortRun()).csv({ form: "wide" as "tidy" }),
    RangeError,
    'Cannot write CSV as form must be "codecarbon" or "tidy": current value is "wide"',
  );
  await assertRejects(
    () => report(scratchAgainstFineTuning()).csv(),
    RangeError,
    "only comparisons",
  );
});
