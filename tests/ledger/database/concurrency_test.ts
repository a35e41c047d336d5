import { assert, assertEquals } from "@std/assert";
import { SqliteLedger } from "../../../src/ledger/sqlite_ledger.ts";
import { delay } from "../../delay.ts";
import { writtenAtOnce } from "./concurrency.ts";
import { tempFolder } from "../temp_ledger.ts";

Deno.test("a ledger can be opened, read and closed many times while other processes write into it", async () => {
  using folder = tempFolder();
  const path = `${folder.path}/ledger.db`;
  const writing = writtenAtOnce(path, 3, 100).then(() => true);
  let most = 0;
  for (let isOver = false; !isOver;) {
    const ledger = await SqliteLedger.open(path);
    const totals = await ledger.total({ by: "name" });
    const runs = totals.reduce((sum, total) => sum + total.runs, 0);
    assert(runs >= most, "what was written once is there");
    most = runs;
    assertEquals(ledger.notes, []);
    await ledger.close();
    isOver = await Promise.race([writing, delay(1).then(() => false)]);
  }
  assertEquals((await keptIn(path)).length, 300);
});

async function keptIn(path: string) {
  const ledger = await SqliteLedger.open(path);
  const runs = await ledger.runs();
  await ledger.close();
  return runs;
}

Deno.test("eight processes write into one ledger, and nothing is lost or locked", async () => {
  using folder = tempFolder();
  // With 10,000 each in `tests/bench/ledger_writers.ts`.
  const each = 200;
  const written = await writtenAtOnce(`${folder.path}/ledger.db`, 8, each);
  assertEquals(written.codes, new Array(8).fill(0));
  assertEquals(written.rows, new Array(8).fill(each));
  assertEquals(written.integrity, "ok");
});
