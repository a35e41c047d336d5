import { assert, assertEquals } from "@std/assert";
import { keep } from "../../src/ledger/keep.ts";
import type { Total } from "../../src/ledger/database/totals.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { ledgerCard, type LedgerView } from "../../src/cards/ledger_card.ts";
import { openLedger } from "../../src/notebook/open_ledger.ts";
import { pageOf } from "../page.ts";
import { fixturePath } from "./import/fixture.ts";
import { storedRun, tempFolder } from "./temp_ledger.ts";

type Bundle = Readonly<Record<string, string>>;

const DISPLAY = Symbol.for("Jupyter.display");

/** As the kernel does it. */
async function shown(ledger: Ledger): Promise<Bundle> {
  return await (ledger as unknown as { [DISPLAY](): Promise<Bundle> })
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
      "Emissions over the days",
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
  assert(bundle["text/plain"]?.includes("CO2e"));
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

function total(key: string, changes: Partial<Total> = {}): Total {
  return {
    key,
    runs: 1,
    energyKwh: 1,
    emissionsKg: 0.5,
    withoutEmissions: 0,
    ...changes,
  };
}

function aView(changes: Partial<LedgerView["totals"]> = {}): LedgerView {
  return {
    path: "/ledger.db",
    notes: [],
    runs: [storedRun(), storedRun({ status: "failed" })],
    totals: {
      day: [total("2026-11-01"), total("2026-11-03")],
      name: [total("a"), total("b")],
      region: [total("x", { energyKwh: 2, emissionsKg: 1 })],
      component: [total("cpu", { energyKwh: 2, emissionsKg: 1 })],
      ...changes,
    },
  };
}

Deno.test("the card of a ledger sums its days, and names the groups where there are several", () => {
  const { headline, subline, facts } = ledgerCard(aView());
  assertEquals(headline, "1 kg CO2e");
  assertEquals(
    subline,
    "location-based, operational; 2 runs begun from 2026-11-01 to 2026-11-03 (UTC)",
  );
  assertEquals(
    facts.map(({ label, value, note }) => [label, value, note]),
    [
      ["Runs", "2", "1 finished, 1 failed"],
      ["Energy", "2 kWh", "what overlapping runs share is counted once"],
      ["By name", "a 500 g (50 %), b 500 g (50 %)", undefined],
    ],
  );
});

Deno.test("the card of a ledger says of how many runs it does not know the emissions", () => {
  const day = [total("2026-11-01", { withoutEmissions: 2, emissionsKg: 0 })];
  const { facts } = ledgerCard(aView({ day }));
  assertEquals(
    facts.find(({ label }) => label === "Not counted")?.value,
    "2 runs",
  );
});

Deno.test("the card of a ledger passes on what went against expectation", () => {
  const notes = ["the disk is full"];
  assertEquals(ledgerCard({ ...aView(), notes }).notes, notes);
});

Deno.test("the chart of ten thousand days and runs stays small", async () => {
  const day = Array.from(
    { length: 10_000 },
    (_, i) =>
      total(new Date(Date.UTC(2000, 0, 1 + i)).toISOString().slice(0, 10)),
  );
  const runs = day.map(({ key }) => storedRun({ name: key }));
  const { chart, sections } = ledgerCard({ ...aView({ day }), runs });
  assert((await chart?.svg() ?? "").length < 60_000);
  assertEquals(sections?.[0]?.tables?.[0]?.rows.length, 30);
});
