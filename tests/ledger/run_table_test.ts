import { assert, assertEquals, assertRejects } from "@std/assert";
import { openLedger, UnknownNameError } from "../../mod.ts";
import { keep } from "../../src/ledger/keep.ts";
import type { RunTableOptions } from "../../src/ledger/run_table.ts";
import { pageOf } from "../page.ts";
import { storedRun, tempLedger } from "./temp_ledger.ts";

const at = (day: number) => new Date(Date.UTC(2026, 10, day));
const logged = (accuracy: number) => [{
  timeS: 1,
  energyKwh: 0.1,
  emissionsKg: 0.1,
  accuracy,
}];

const RUNS = [
  storedRun({
    name: "run 9",
    startedAt: at(1),
    emissionsKg: 0.5,
    params: { lr: 0.1 },
    metrics: logged(0.8),
  }),
  storedRun({
    name: "run 10",
    startedAt: at(2),
    emissionsKg: 2,
    metrics: [...logged(0.1), ...logged(0.9)],
  }),
  storedRun({ name: "other", startedAt: at(3), emissionsKg: 1, metrics: [] }),
];

async function withRuns(
  test: (ledger: Awaited<ReturnType<typeof openLedger>>) => Promise<void>,
): Promise<void> {
  await using temp = await tempLedger();
  for (const run of RUNS) await keep(temp.path, run);
  await using ledger = await openLedger(temp.path);
  await test(ledger);
}

Deno.test("ledger.table() has the latest run first, and other orders by choice", async () => {
  await withRuns(async (ledger) => {
    const names = async (options?: RunTableOptions) =>
      (await ledger.table(options)).rows.map(({ name }) => name);
    assertEquals(await names(), ["other", "run 10", "run 9"]);
    assertEquals(await names({ sort: "emissionsKg" }), [
      "run 9",
      "other",
      "run 10",
    ]);
    // Numbers in names are in the order of numbers.
    assertEquals(await names({ sort: "name" }), ["other", "run 9", "run 10"]);
    // A run without the metric is last either way.
    assertEquals(await names({ sort: "accuracy" }), [
      "run 9",
      "run 10",
      "other",
    ]);
    assertEquals(await names({ sort: "-accuracy" }), [
      "run 10",
      "run 9",
      "other",
    ]);
    assertEquals(await names({ name: "run 9" }), ["run 9"]);
  });
});

Deno.test("ledger.table() has fields, parameters and the last values of metrics as columns", async () => {
  await withRuns(async (ledger) => {
    const table = await ledger.table({
      columns: ["name", "lr", "accuracy"],
      sort: "startedAt",
      limit: 2,
    });
    assertEquals(table.count, 3);
    assertEquals(table.rows, [
      { name: "run 9", lr: 0.1, accuracy: 0.8 },
      { name: "run 10", lr: undefined, accuracy: 0.9 },
    ]);
  });
});

Deno.test("ledger.table() shows itself as a plain table that names its order", async () => {
  await withRuns(async (ledger) => {
    const table = await ledger.table({ sort: "-emissionsKg" });
    const display = Symbol.for("Jupyter.display");
    const bundle = await (table as unknown as {
      [display](): Promise<Record<string, string>>;
    })[display]();
    const page = pageOf(bundle["text/html"] ?? "");
    const headings = [...page.querySelectorAll("th")]
      .map((it) => it.textContent);
    assert(headings.includes("emissions ↓"), headings.join());
    assertEquals([...page.querySelectorAll("tbody tr")].length, 3);
    assert(bundle["text/plain"]?.includes("run 10"));
    assert(bundle["text/markdown"]?.includes("| run 10 |"));
  });
});

Deno.test("ledger.table() refuses columns, orders and limits that are none", async () => {
  await withRuns(async (ledger) => {
    const error = await assertRejects(
      () => ledger.table({ columns: ["acuracy"] }),
      UnknownNameError,
    );
    assertEquals(error.suggestions[0], "accuracy");
    await assertRejects(
      () => ledger.table({ sort: "-emissons" }),
      UnknownNameError,
    );
    const refused = (options: unknown, says: string) =>
      assertRejects(
        () => ledger.table(options as RunTableOptions),
        Error,
        says,
      );
    await refused({ columns: [] }, "columns must be a list of names");
    await refused({ sort: 3 }, "sort must be a column");
    await refused({ limit: 0 }, "limit must be >= 1");
    await refused({ filter: "x" }, "filter");
  });
});
