import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { compare, report, startRun } from "../../mod.ts";
import { comparisonCard } from "../../src/cards/comparison_card.ts";
import { runCard } from "../../src/cards/run_card.ts";
import { cellText } from "../../src/document/document.ts";
import { keep } from "../../src/ledger/keep.ts";
import { LedgerSink } from "../../src/ledger/ledger_sink.ts";
import { paramText, readParam } from "../../src/tracker/params.ts";
import { storedRun, tempLedger } from "../ledger/temp_ledger.ts";
import { names } from "../ledger/seen.ts";
import { aRun } from "../notebook/a_run.ts";
import { fakeRun } from "./fake_run.ts";

const PARAMS = {
  lr: 0.1,
  batch: 32,
  optimizer: "adam",
  "mixed precision": true,
};

Deno.test("run.params() keeps texts, numbers and switches, which later calls add to", async () => {
  const { run } = fakeRun();
  run.params({ lr: 0.1 });
  run.params({ batch: 32, lr: 0.1 });
  assertEquals(run.snapshot().params, { lr: 0.1, batch: 32 });
  const { params } = await run.stop();
  assertEquals(params, { lr: 0.1, batch: 32 });
  assert(Object.isFrozen(params));
  assertThrows(() => run.params({ late: 1 }), Error, "has ended");
});

Deno.test("run.params() refuses what is no parameter, and a second value of one", async () => {
  const { run } = fakeRun();
  const refused: [unknown, string][] = [
    [{}, "params must be an object of values by name"],
    ["lr", "params must be an object"],
    [[1], "params must be an object"],
    [{ lr: NaN }, "params.lr must be text, a finite number, true or false"],
    [{ lr: [0.1] }, "params.lr must be"],
    [{ lr: null }, "params.lr must be"],
  ];
  for (const [params, says] of refused) {
    assertThrows(() => run.params(params as never), TypeError, says);
  }
  run.params({ lr: 0.1, __proto__: undefined } as never);
  assertThrows(
    () => run.params({ lr: 0.2 }),
    RangeError,
    '"lr" is 0.1 already',
  );
  await run.stop();
});

Deno.test("startRun() keeps parameters before its sensors are open", async () => {
  const run = startRun("early", { live: false });
  run.params({ lr: 0.1 });
  assertThrows(() => run.params({ lr: 0.2 }), RangeError, "already");
  assertEquals((await run.stop()).params, { lr: 0.1 });
});

Deno.test("a run whose process was killed keeps its parameters", async () => {
  await using temp = await tempLedger();
  const keeper = new LedgerSink(temp.path);
  const { run, pass } = fakeRun({ keeper });
  pass(1, [100]);
  run.params(PARAMS);
  pass(1, [100]);
  const [running] = await temp.ledger.runs();
  assertEquals([running?.status, running?.params], ["running", PARAMS]);
  await run.stop();
  assertEquals((await temp.ledger.get(run.id))?.params, PARAMS);
});

Deno.test("runs are found by all of their parameters, of the same type", async () => {
  await using temp = await tempLedger();
  for (
    const [name, params] of [["a", PARAMS], ["b", { lr: 0.1 }], [
      "c",
      {},
    ]] as const
  ) {
    await keep(temp.path, storedRun({ name, params }));
  }
  const found = async (params: Record<string, never>) =>
    (await names(temp.ledger, { params })).sort();
  const cases: [Record<string, unknown>, string[]][] = [
    [{ lr: 0.1 }, ["a", "b"]],
    [{ lr: 0.1, batch: 32 }, ["a"]],
    [{ "mixed precision": true }, ["a"]],
    [{ "mixed precision": 1 }, []],
    [{ lr: "0.1" }, []],
    [{ optimizer: "adam' OR 1=1" }, []],
    [{ '"; $.': 1 }, []],
  ];
  for (const [params, wanted] of cases) {
    assertEquals(await found(params as never), wanted, JSON.stringify(params));
  }
  const [total] = await temp.ledger.total({ params: { lr: 0.1 } });
  assertEquals(total?.runs, 2);
});

Deno.test("parameters come back from each export, in columns of their own", async () => {
  await using temp = await tempLedger();
  const params = { ...PARAMS, text: "32", "=name": "=1" };
  await keep(temp.path, storedRun({ name: "a", params }));
  await keep(
    temp.path,
    storedRun({
      name: "b",
      params: { lr: 0.2 },
      startedAt: new Date("2026-11-24"),
    }),
  );
  const csv = await temp.ledger.export("csv");
  const [headings = ""] = csv.split("\n");
  assert(headings.includes("param.lr,param.batch,param.optimizer"), headings);
  for (const format of ["csv", "json", "parquet"] as const) {
    await using other = await tempLedger();
    const path = `${other.folder}/runs.${format}`;
    const content = await temp.ledger.export(format as "csv");
    await Deno.writeFile(
      path,
      typeof content === "string" ? new TextEncoder().encode(content) : content,
    );
    await other.ledger.import(path);
    const back = await other.ledger.runs();
    assertEquals(back.map((run) => run.params), [params, { lr: 0.2 }], format);
  }
});

Deno.test("a parameter in a table is read as it was", () => {
  const value = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
    fc.boolean(),
  );
  fc.assert(fc.property(value, (value) => {
    assertEquals(readParam(paramText(value)), value);
  }));
});

Deno.test("cards, comparisons and reports show parameters", async () => {
  const card = runCard(aRun({ params: PARAMS }));
  const rows = card.sections?.find(({ id }) => id === "params")?.tables?.[0]
    ?.rows;
  assertEquals(
    rows?.map(({ name, value }) => [cellText(name), cellText(value)]),
    [["lr", "0.1"], ["batch", "32"], ["optimizer", "adam"], [
      "mixed precision",
      "true",
    ]],
  );
  assertEquals(
    runCard(aRun()).sections?.some(({ id }) => id === "params"),
    false,
  );
  const runs = {
    a: aRun({ params: PARAMS }),
    b: aRun({ id: "2", params: { ...PARAMS, lr: 0.2 } }),
  };
  // Only those that differ are columns.
  const [table] = comparisonCard(compare(runs)).sections?.[0]?.tables ?? [];
  const at = Object.entries(table?.columns ?? {}).flatMap(([key, name]) =>
    ["lr", "batch"].includes(name) ? [key] : []
  );
  assertEquals(
    table?.rows.map((row) => at.map((key) => cellText(row[key]))),
    [["0.1"], ["0.2"]],
  );
  const page = report(runs.a);
  assert((await page.markdown()).includes("lr 0.1, batch 32, optimizer adam"));
  const [headings = "", first = ""] = (await page.csv({ form: "tidy" })).split(
    "\n",
  );
  assertEquals(
    first.split(",")[headings.split(",").indexOf("param.batch")],
    "32",
  );
});
