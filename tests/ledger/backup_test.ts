import { assertEquals, assertRejects } from "@std/assert";
import { keep } from "../../src/ledger/keep.ts";
import { SqliteLedger } from "../../src/ledger/sqlite_ledger.ts";
import { LedgerSink } from "../../src/ledger/ledger_sink.ts";
import { fakeRun } from "../tracker/fake_run.ts";
import { storedRun, tempLedger } from "./temp_ledger.ts";

import { plain } from "./seen.ts";

Deno.test("a backup holds every run while others are in progress, and nothing is overwritten", async () => {
  await using temp = await tempLedger();
  const run = storedRun({ name: "ended" });
  await keep(temp.path, run);
  const open = fakeRun({
    keeper: new LedgerSink(temp.path),
    options: { country: "FR" },
  });
  open.pass(10, [3600]);
  const path = `${temp.folder}/copy.db`;
  await temp.ledger.backup(path);
  open.pass(10, [3600]);
  await open.run.stop();
  const copy = await SqliteLedger.open(path);
  const [ended, interrupted] = await copy.runs();
  assertEquals(plain(await copy.get(run.id)), plain(run));
  for (const r of [ended, interrupted]) {
    if (r?.name !== "fake") continue;
    assertEquals([r.status, r.durationS], ["interrupted", 10]);
  }
  assertEquals((await copy.runs()).length, 2);
  assertEquals(copy.readOnly, false);
  await copy.close();
  await assertRejects(
    () => temp.ledger.backup(path),
    TypeError,
    "as there is something already",
  );
  await assertRejects(() => temp.ledger.backup(temp.path), TypeError);
  await assertRejects(
    () => temp.ledger.backup(`${temp.folder}/no/where.db`),
    Error,
    "Cannot back up the ledger to",
  );
  // deno-lint-ignore no-explicit-any
  const loose = temp.ledger as any;
  for (const wrong of [undefined, 5, "", {}]) {
    await assertRejects(() => loose.backup(wrong), TypeError, "current value");
  }
  const left = [...Deno.readDirSync(temp.folder)].map(({ name }) => name);
  assertEquals(left.filter((name) => name.endsWith(".part")), []);
});

Deno.test("a plain copy of the file has every run that has ended, also while the ledger is open", async () => {
  await using temp = await tempLedger();
  const other = await SqliteLedger.open(temp.path);
  for (let i = 1; i <= 5; i += 1) {
    await keep(temp.path, storedRun());
    await temp.ledger.runs();
    const path = `${temp.folder}/copy-${i}.db`;
    await Deno.copyFile(temp.path, path);
    await using copy = await SqliteLedger.open(path);
    assertEquals((await copy.runs()).length, i);
  }
  await temp.ledger.delete({ status: "finished" });
  await Deno.copyFile(temp.path, `${temp.folder}/none.db`);
  await using none = await SqliteLedger.open(`${temp.folder}/none.db`);
  assertEquals(await none.runs(), []);
  await other.close();
});
