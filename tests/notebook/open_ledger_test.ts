import { assert, assertEquals } from "@std/assert";
import { keep } from "../../src/ledger/keep.ts";
import { openLedger } from "../../src/notebook/open_ledger.ts";
import { fixturePath } from "../ledger/import/fixture.ts";
import { storedRun, tempFolder } from "../ledger/temp_ledger.ts";
import { pageOf } from "../page.ts";

type Bundle = Readonly<Record<string, string>>;

const DISPLAY = Symbol.for("Jupyter.display");

/** As the kernel does it. */
async function shown(value: object): Promise<Bundle> {
  return await (value as unknown as { [DISPLAY](): Promise<Bundle> })
    [DISPLAY]();
}

const logged = { timeS: 1, energyKwh: 0.1, emissionsKg: 0.04 };

Deno.test("a ledger shows itself: its days, its runs and the best of them, with all that they are called escaped", async () => {
  using folder = tempFolder();
  const path = `${folder.path}/ledger.db`;
  const names = ["<script>alert(1)</script>", '"><img src=x>', "plain"];
  for (const [i, name] of names.entries()) {
    await keep(
      path,
      storedRun({
        name,
        startedAt: new Date(Date.UTC(2026, 10, 1 + i)),
        metrics: [{ ...logged, accuracy: 0.8 + i / 100 }],
        place: { name: "<i>here</i>" },
      }),
    );
  }
  await using ledger = await openLedger(path);
  await ledger.import(fixturePath("codecarbon_3.3.2.csv"));
  const bundle = await shown(ledger);
  const html = bundle["text/html"] ?? "";
  assert(!/<script|<img|<i>/.test(html));
  const page = pageOf(html);
  const text = page.querySelector(".carboncell")?.textContent ?? "";
  for (
    const part of [
      "Runs by their emissions",
      "accuracy against emissions",
      "<script>alert(1)</script>",
      "7 finished",
      "4 of codecarbon",
    ]
  ) {
    assert(text.includes(part), part);
  }
  const png = Uint8Array.fromBase64(bundle["image/png"] ?? "");
  assertEquals(String.fromCharCode(...png.slice(1, 4)), "PNG");
  assert(bundle["text/plain"]?.includes("CO₂e"));
});

Deno.test("an import shows what it did, with each line that it left out", async () => {
  using folder = tempFolder();
  const file = `${folder.path}/emissions.csv`;
  await Deno.writeTextFile(
    file,
    "timestamp,project_name,duration,emissions,energy_consumed\n" +
      "2026-11-23T12:00:00Z,a,1,1,1\n2026-11-23T12:00:00Z,b,1,1,<u>\n",
  );
  await using ledger = await openLedger(`${folder.path}/ledger.db`);
  const bundle = await shown(await ledger.import(file));
  assert(!bundle["text/html"]?.includes("<u>"));
  const page = pageOf(bundle["text/html"] ?? "");
  const text = page.querySelector(".carboncell")?.textContent ?? "";
  for (
    const part of ["Import of emissions.csv", "1 run added", "energy_consumed"]
  ) {
    assert(text.includes(part), part);
  }
});

Deno.test("an empty ledger shows that it is one", async () => {
  using folder = tempFolder();
  await using ledger = await openLedger(`${folder.path}/ledger.db`);
  assert((await shown(ledger))["text/plain"]?.includes("No runs yet"));
});

Deno.test("a ledger keeps its display out of its fields", async () => {
  using folder = tempFolder();
  await using ledger = await openLedger(`${folder.path}/ledger.db`);
  assertEquals(Object.getOwnPropertySymbols({ ...ledger }), []);
});
