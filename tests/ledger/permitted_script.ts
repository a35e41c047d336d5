/**
 * Tracks a run and reads the ledger with whatever Deno allows, and says how it went: for the tests.
 * Arguments: the path of the ledger, or nothing.
 * @module
 */

import { LedgerSink } from "../../src/ledger/ledger_sink.ts";
import { SqliteLedger } from "../../src/ledger/sqlite_ledger.ts";
import { fakeRun } from "../tracker/fake_run.ts";

const [path] = Deno.args;
const sink = new LedgerSink(path);
const { run, pass } = fakeRun({ keeper: sink });
pass(1, [100]);
const { status, notes } = await run.stop();
const opened = await SqliteLedger.open(path).then(
  async (ledger) => ({
    readOnly: ledger.readOnly,
    runs: (await ledger.runs()).length,
    deleted: await ledger.delete("x").catch(({ message }) => message),
  }),
  ({ message }) => message,
);
const said = { status, notes, keeping: sink.keeping, opened };
await Deno.stdout.write(new TextEncoder().encode(JSON.stringify(said)));
