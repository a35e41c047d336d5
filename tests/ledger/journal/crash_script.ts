/**
 * For the tests: a run that continues until its process is killed, and prints what it has used.
 * Arguments: the path of the ledger.
 * @module
 */

import { LedgerSink } from "../../../src/ledger/ledger_sink.ts";
import { fakeRun, fakeSensor } from "../../tracker/fake_run.ts";

const [path] = Deno.args;
const sink = new LedgerSink(path, { tags: ["crash"] });
const { run, pass } = fakeRun({
  keeper: sink,
  sensors: [
    fakeSensor("fake:card", { component: "accelerator" }),
    fakeSensor("fake:cpu", { method: "model" }),
  ],
  options: { provider: "gcp", region: "us-central1" },
});
const encoder = new TextEncoder();
for (let i = 0;; i += 1) {
  if (i % 50 === 0) run.phase(`phase ${i / 50}`);
  if (i % 10 === 0) run.log({ loss: i });
  pass(0.5, [200 + i % 7 * 30, 40 + i % 3]);
  const said = { timeS: (i + 1) / 2, energyKwh: run.energyKwh };
  Deno.stdout.writeSync(encoder.encode(`${JSON.stringify(said)}\n`));
}
