import { assert, assertEquals } from "@std/assert";
import { headlineText } from "../../src/document/document.ts";
import { ledgerCard, type LedgerView } from "../../src/cards/ledger_card.ts";
import type { Total } from "../../src/ledger/database/totals.ts";
import { storedRun } from "../ledger/temp_ledger.ts";

function total(key: string, changes: Partial<Total> = {}): Total {
  return {
    key,
    runs: 1,
    energyKwh: 1,
    emissionsKg: 0.5,
    withoutEmissions: 0,
    leftOutKwh: 0,
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
  const card = ledgerCard(aView());
  const { subline, facts } = card;
  assertEquals(headlineText(card), "1 kg CO2e");
  assertEquals(
    subline,
    "2 runs begun from 2026-11-01 to 2026-11-03 (UTC)",
  );
  assertEquals(
    facts.map(({ label, value, note }) => [label, value, note]),
    [
      ["Runs", "2", "1 finished, 1 failed"],
      ["Energy", "2 kWh", "counted once where runs overlap"],
      ["By name", "a 500 g (50 %)", "b 500 g (50 %)"],
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
