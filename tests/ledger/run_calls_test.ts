import { assert, assertEquals } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { report } from "../../mod.ts";
import { journalFolder } from "../../src/ledger/journal/files.ts";
import { recoveredRun } from "../../src/ledger/journal/recover.ts";
import { LedgerSink } from "../../src/ledger/ledger_sink.ts";
import { SqliteLedger } from "../../src/ledger/sqlite_ledger.ts";
import { keep } from "../../src/ledger/keep.ts";
import type {
  TrackedRun,
  WholeRun,
} from "../../src/ledger/stored/stored_run.ts";
import type { RunCall } from "../../src/tracker/calls/run_call.ts";
import { withCalls } from "../../src/tracker/calls/with_calls.ts";
import { VERSION } from "../../src/version.ts";
import { assertClose } from "../close.ts";
import { aRun } from "../notebook/a_run.ts";
import { CANARIES, modelServer } from "../tracker/calls/model_server.ts";
import { fakeHost, fakeRun, PLACE } from "../tracker/fake_run.ts";
import { storedRun, tempFolder, tempLedger } from "./temp_ledger.ts";

/** A run that the ledger keeps, by the clock of calls. */
function keptRun(path: string, host = fakeHost()) {
  return fakeRun({
    options: PLACE,
    keeper: new LedgerSink(path),
    startS: performance.now() / 1000,
    host,
  });
}

/** A run with two calls to each of two models. */
async function calledLedger() {
  const temp = await tempLedger();
  await using server = modelServer();
  const { run, pass } = keptRun(temp.path);
  pass(3600, [1000]);
  for (const model of ["gpt-4o", "gpt-4o", "gpt-4o-mini", "gpt-99"]) {
    await server.call(model);
  }
  return { temp, run: await run.stop() };
}

Deno.test("the ledger keeps each call, and sums them by model and beside the machine", async () => {
  const { temp, run } = await calledLedger();
  await using _ = temp;
  const { ledger } = temp;
  const kept = await ledger.get(run.id);
  assertEquals(
    kept?.calls?.map(({ model, energyKwh }) => [model, energyKwh]),
    run.calls.map(({ model, energyKwh }) => [model, energyKwh]),
  );
  const models = await ledger.total({ by: "model" });
  const [machine, large, small, unknown] = models;
  assertEquals(models.map(({ key }) => key), [
    "machine",
    "gpt-4o",
    "gpt-4o-mini",
    "gpt-99",
  ]);
  assertClose(machine?.emissionsKg, 0.6);
  assertClose(large?.emissionsKg, 2 * run.calls[0]!.emissionsKg!);
  assertEquals([large?.calls, large?.inputTokens, large?.outputTokens], [
    2,
    2000,
    1000,
  ]);
  assertEquals([small?.calls, unknown?.calls, unknown?.callsNotCounted], [
    1,
    0,
    1,
  ]);
  const parts = await ledger.total({ by: "component" });
  assertEquals(parts.map(({ key }) => key), ["cpu", "calls"]);
  for (const totals of [models, parts, await ledger.total()]) {
    const sum = totals.reduce((kg, { emissionsKg }) => kg + emissionsKg, 0);
    assertClose(sum, run.emissionsKg);
  }
  assertEquals(await ledger.delete(run.id), true);
  assertEquals(await ledger.total({ by: "model" }), []);
});

Deno.test("a call of nested runs counts once in every sum, also when one of them is deleted", async () => {
  await using temp = await tempLedger();
  await using server = modelServer();
  const host = fakeHost();
  const outer = keptRun(temp.path, host);
  await server.call();
  const inner = keptRun(temp.path, host);
  await server.call();
  await server.call();
  const innerRun = await inner.run.stop();
  const outerRun = await outer.run.stop();
  const oneKg = outerRun.calls[0]!.emissionsKg!;
  const sum = async (by?: "model" | "name") =>
    (await temp.ledger.total(by && { by }))
      .reduce((kg, { emissionsKg }) => kg + emissionsKg, 0);
  assertClose(await sum(), 3 * oneKg);
  assertClose(await sum("model"), 3 * oneKg);
  assertClose(await sum("name"), 3 * oneKg);
  const kept = await temp.ledger.get(innerRun.id);
  assertClose(kept?.sharedEmissionsKg, 2 * oneKg);
  await temp.ledger.delete(outerRun.id);
  assertClose(await sum("model"), 2 * oneKg);
});

Deno.test("calls come back from every export, and from another ledger", async () => {
  const { temp, run } = await calledLedger();
  await using _ = temp;
  const files = {
    json: await temp.ledger.export("json"),
    csv: await temp.ledger.export("csv"),
    parquet: await temp.ledger.export("parquet"),
  };
  for (const [format, content] of Object.entries(files)) {
    const path = `${temp.folder}/runs.${format}`;
    if (typeof content === "string") await Deno.writeTextFile(path, content);
    else await Deno.writeFile(path, content);
    await assertComesBack(path, run);
  }
  await assertComesBack(temp.path, run);
});

async function assertComesBack(
  path: string,
  run: { readonly id: string; readonly calls: readonly RunCall[] },
) {
  await using other = await tempLedger();
  await other.ledger.import(path);
  const [kept] = await other.ledger.runs();
  assertEquals(kept?.id, run.id);
  assertEquals(
    kept?.calls?.map(({ id, inputTokens }) => [id, inputTokens]),
    run.calls.map(({ id, inputTokens }) => [id, inputTokens]),
    path,
  );
  const models = await other.ledger.total({ by: "model" });
  const large = models.find(({ key }) => key === "gpt-4o");
  assertClose(large?.emissionsKg, 2 * run.calls[0]!.emissionsKg!);
  assertEquals((await other.ledger.import(path)).kept, 1);
}

Deno.test("the calls of a process that is killed are in its journal as soon as they end", async () => {
  using folder = tempFolder();
  const path = `${folder.path}/ledger.db`;
  await using server = modelServer();
  const { run, pass } = keptRun(path);
  pass(1, [1000]);
  await server.call();
  // What a kill would leave: no sample has come since the call.
  const left = recoveredRun(journalFolder(path), run.id, "interrupted");
  assertEquals(left?.calls?.length, 1);
  assertClose(left?.energyKwh, run.energyKwh);
  assertClose(left?.emissionsKg, run.emissionsKg);
  await run.stop();
});

Deno.test("nothing of a prompt, an answer, a key or a header is kept or exported", async () => {
  using folder = tempFolder();
  const path = `${folder.path}/ledger.db`;
  await using server = modelServer();
  const { run, pass } = keptRun(path);
  pass(1, [1000]);
  await server.call();
  await server.call("gpt-99");
  const journal = journalFolder(path);
  for (const { name } of Deno.readDirSync(journal)) {
    assertPrivate(await Deno.readFile(`${journal}/${name}`));
  }
  const ended = await run.stop();
  await using ledger = await SqliteLedger.open(path);
  const document = report([ended]);
  const texts = [
    await ledger.export("json"),
    await ledger.export("csv"),
    await document.html(),
    await document.csv(),
    await document.markdown(),
    await document.latex(),
    await document.json(),
    Deno.inspect(ended, { depth: 20, iterableLimit: 1000 }),
  ];
  for (const text of texts) assertPrivate(new TextEncoder().encode(text));
  assertPrivate(await ledger.export("parquet"));
  await ledger.close();
  for (const { name, isFile } of Deno.readDirSync(folder.path)) {
    if (isFile) assertPrivate(await Deno.readFile(`${folder.path}/${name}`));
  }
});

function assertPrivate(bytes: Uint8Array<ArrayBuffer>) {
  const text = new TextDecoder("latin1").decode(bytes);
  for (const canary of Object.values(CANARIES)) assert(!text.includes(canary));
}

Deno.test("calls that were changed in the file are found, and summed as their runs have them", async () => {
  const { temp, run } = await calledLedger();
  await using _ = temp;
  const database = new DatabaseSync(temp.path);
  database.exec("UPDATE call SET energy_kwh = energy_kwh * 2");
  database.close();
  const models = await temp.ledger.total({ by: "model" });
  const large = models.find(({ key }) => key === "gpt-4o");
  assertClose(large?.energyKwh, 2 * run.calls[0]!.energyKwh!);
});

Deno.test("an edited export whose calls cannot be is left out, and says why", async () => {
  const { temp, run } = await calledLedger();
  await using _ = temp;
  const [whole] = JSON.parse(await temp.ledger.export("json"));
  const edits: readonly ((calls: RunCall[]) => unknown)[] = [
    (calls) => calls.map((call) => ({ ...call, energyKwh: 1e3 })),
    (calls) => [...calls, calls[0]],
    (calls) => calls.map(({ id: _, ...call }) => call),
    (calls) => calls.map((call) => ({ ...call, emissionsKg: -1 })),
    () => "none",
  ];
  await using other = await tempLedger();
  const path = `${temp.folder}/edited.json`;
  for (const edit of edits) {
    const edited = { ...whole, id: "edited", calls: edit(whole.calls) };
    await Deno.writeTextFile(path, JSON.stringify([whole, edited]));
    const { leftOut, remarks } = await other.ledger.import(path);
    assertEquals(leftOut, 1);
    assert(remarks[0]?.what.includes("calls"), remarks[0]?.what);
  }
  const [total] = await other.ledger.total();
  assertClose(total?.emissionsKg, run.emissionsKg);
});

Deno.test("recompute() says what calls were and are, and keeps both", async () => {
  const { temp, run } = await calledLedger();
  await using _ = temp;
  const { ledger } = temp;
  const same = await ledger.recompute();
  assertEquals(same.map(({ id, changed }) => [id, changed]), [[run.id, false]]);
  // As an older method had it: twice as much of each call, and one model not known.
  const calls = run.calls.map((call): RunCall =>
    call.model === "gpt-4o"
      ? {
        ...call,
        energyKwh: 2 * call.energyKwh!,
        itEnergyKwh: 2 * call.itEnergyKwh!,
        emissionsKg: 2 * call.emissionsKg!,
      }
      : call
  );
  const version = { carboncell: "0.1.0", data: "2026-01-01" };
  const old = storedRun({
    ...withCalls(aRun(), calls),
    id: "old",
    calls,
    callsVersion: version,
  });
  await keep(temp.path, old);
  const rows = await ledger.recompute();
  assertEquals(rows.map(({ changed }) => changed), [true, false].toSorted());
  const row = rows.find(({ id }) => id === "old");
  assertEquals([row?.old.version, row?.new.version], [version, VERSION]);
  const sumKg = run.calls.reduce((kg, c) => kg + (c.emissionsKg ?? 0), 0);
  const added = 2 * run.calls[0]!.emissionsKg!;
  assertClose(row?.old.emissionsKg, sumKg + added);
  assertClose(row?.new.emissionsKg, sumKg);
  const kept = await ledger.get("old") as WholeRun & TrackedRun;
  assertClose(kept.emissionsKg, aRun().emissionsKg + sumKg, 1e-9);
  assertClose(kept.recomputed?.[0]?.callsEmissionsKg, sumKg + added);
  assertClose(kept.recomputed?.[0]?.emissionsKg, old.emissionsKg);
  assertEquals(kept.callsVersion, VERSION);
  assert(kept.notes.some((note) => note.includes("computed anew")));
  const again = await ledger.recompute();
  assertEquals(again.map(({ changed }) => changed), [false, false]);
});
