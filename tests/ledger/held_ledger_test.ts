import { assert, assertEquals, assertRejects } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { keep } from "../../src/ledger/keep.ts";
import { LedgerSink } from "../../src/ledger/ledger_sink.ts";
import { SqliteLedger } from "../../src/ledger/sqlite_ledger.ts";
import { fakeRun } from "../tracker/fake_run.ts";
import { storedRun, tempFolder } from "./temp_ledger.ts";

/** A call must answer within this, in s; it waited for 30 s and longer. */
const SOON_S = 15;

const PLACE = { provider: "gcp", region: "us-central1" };

/** Lets another program hold a ledger, so that nothing can be written, or not even read. */
function held(path: string, how: "writing" | "altogether"): Disposable {
  const database = new DatabaseSync(path);
  if (how === "altogether") database.exec("PRAGMA locking_mode = EXCLUSIVE");
  database.exec("BEGIN EXCLUSIVE");
  return { [Symbol.dispose]: () => database.close() };
}

async function soon<T>(work: () => Promise<T>): Promise<T> {
  const startMs = performance.now();
  const result = await work();
  const tookS = (performance.now() - startMs) / 1000;
  assert(tookS < SOON_S, `it took ${tookS} s`);
  return result;
}

Deno.test("a run ends soon although another program holds the ledger, and is taken in later", async () => {
  for (const how of ["writing", "altogether"] as const) {
    using folder = tempFolder();
    const path = `${folder.path}/ledger.db`;
    await keep(path, storedRun({ id: "before" }));
    const sink = new LedgerSink(path);
    const { run, pass } = fakeRun({ keeper: sink, options: PLACE });
    pass(1, [100]);
    {
      using _ = held(path, how);
      await soon(() => run.stop());
      assertEquals(
        sink.keeping.why,
        "the ledger could not be written (another program holds it): " +
          "the run is added when it is opened next",
      );
    }
    await using ledger = await SqliteLedger.open(path);
    const ids = (await ledger.runs()).map(({ id }) => id);
    assertEquals(ids.toSorted(), ["before", run.id].toSorted());
    assertEquals((await ledger.get(run.id))?.status, "finished");
  }
});

Deno.test("every call of a ledger that another program holds answers soon, with a sentence where it cannot", async () => {
  using folder = tempFolder();
  const path = `${folder.path}/ledger.db`;
  await keep(path, storedRun({ id: "before" }));
  await using ledger = await SqliteLedger.open(path);
  const { run, pass } = fakeRun({
    keeper: new LedgerSink(path),
    options: PLACE,
  });
  pass(1, [100]);
  {
    using _ = held(path, "writing");
    assertEquals((await soon(() => ledger.runs())).length, 1);
    assertEquals(ledger.notes, [
      "runs in progress, or interrupted, are missing or out of date: another program holds it",
    ]);
    const sentence =
      `Cannot use the ledger "${path}" as another program holds it`;
    await soon(() =>
      assertRejects(() => ledger.delete("before"), Error, sentence)
    );
    await soon(async () => {
      await using other = await SqliteLedger.open(path);
      assertEquals((await other.total({ by: "day" })).length, 1);
    });
  }
  assertEquals((await ledger.runs()).length, 2);
  assertEquals(ledger.notes, []);
  await run.stop();
});
