import { assert, assertEquals, fail } from "@std/assert";
import { LedgerSink } from "../../../src/ledger/ledger_sink.ts";
import {
  countedSince,
  UnsentTicks,
} from "../../../src/tracker/sampling/unsent_ticks_file.ts";
import { assertClose } from "../../close.ts";
import { fakeRun } from "../fake_run.ts";
import { tempFolder, tempLedger } from "../../ledger/temp_ledger.ts";

/** What a sensor has counted at 100 W. */
const at = (timeS: number) => ({ timeS, energyJ: [timeS * 100] });

function emptyFile(folder: string): string {
  const path = `${folder}/unsent`;
  Deno.writeFileSync(path, new Uint8Array());
  return path;
}

Deno.test("the file knows what was counted since the last tick that was taken", () => {
  using folder = tempFolder();
  const path = emptyFile(folder.path);
  using unsent = new UnsentTicks(path, 1, fail);
  const since = (timeS: number) =>
    countedSince(Deno.readFileSync(path), 1, timeS);
  unsent.add(at(1), true);
  assertEquals(since(1), undefined);
  unsent.add(at(2), true);
  assertEquals(since(1), { timeS: 2, energyJ: [100] });
  for (const timeS of [3, 4, 5]) unsent.add(at(timeS), false);
  assertEquals(since(1), { timeS: 5, energyJ: [400] });
  assertEquals(since(4), { timeS: 5, energyJ: [100] });
});

Deno.test("the file begins anew when all was taken, and what it had before does not count again", () => {
  using folder = tempFolder();
  const path = emptyFile(folder.path);
  using unsent = new UnsentTicks(path, 1, fail);
  for (const timeS of [1, 2, 3, 4, 5]) unsent.add(at(timeS), false);
  unsent.add(at(6), true);
  const bytes = Deno.readFileSync(path);
  assertEquals(bytes.length, 5 * 32);
  assertEquals(countedSince(bytes, 1, 5), { timeS: 6, energyJ: [100] });
  assertEquals(countedSince(bytes, 1, 6), undefined);
});

Deno.test("what the sampling thread counts while a cell blocks is part of the run", async () => {
  await using temp = await tempLedger();
  const sink = new LedgerSink(temp.path);
  const { run, pass } = fakeRun({
    keeper: sink,
    options: { provider: "gcp", region: "us-central1" },
  });
  pass(10, [100]);
  const { energyKwh, emissionsKg } = run;
  using unsent = new UnsentTicks(sink.unsentFile, 1, fail);
  // It began to count at another moment, and so from another figure.
  unsent.add({ timeS: 10, energyJ: [7] }, true);
  unsent.add({ timeS: 40, energyJ: [6007] }, false);
  const [blocked] = await temp.ledger.runs();
  // 10 s at 100 W, then 30 s at 200 W
  assertClose(blocked?.energyKwh, energyKwh * 7, 1e-9);
  assertClose(blocked?.emissionsKg, emissionsKg * 7, 1e-9);
  assertEquals(blocked?.durationS, 40);
  const whole = await temp.ledger.get(run.id);
  assertClose(whole?.samples.at(-1)?.powerW, 200);
  await run.stop();
  const left = [...Deno.readDirSync(temp.folder)].map(({ name }) => name);
  assert(!left.includes("ledger.db.open"));
});

Deno.test("a file that cannot be written harms nothing, and is said once", () => {
  const said: string[] = [];
  const path = "/no/such/folder/unsent";
  using unsent = new UnsentTicks(path, 1, (why) => said.push(why));
  unsent.add(at(1), true);
  unsent.add(at(2), false);
  assertEquals(said.length, 1);
});
