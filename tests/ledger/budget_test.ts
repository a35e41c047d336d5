import { assert, assertEquals, assertThrows } from "@std/assert";
import { configure, openLedger } from "../../mod.ts";
import { runCard } from "../../src/cards/run_card.ts";
import { finalLine } from "../../src/cards/run_line.ts";
import { keep } from "../../src/ledger/keep.ts";
import { LedgerSink } from "../../src/ledger/ledger_sink.ts";
import type { Budget } from "../../src/ledger/budget.ts";
import { fakeRun } from "../tracker/fake_run.ts";
import { aRun } from "../notebook/a_run.ts";
import { storedRun, tempLedger } from "./temp_ledger.ts";

/** A run of a fake clock, which begins in January 1970, with what is used of a budget then. */
async function endedWith(
  path: string,
  budget: Budget & { readonly project?: string },
  tags: readonly string[] = [],
) {
  const keeper = new LedgerSink(path, {
    tags,
    budget: { timeZone: "UTC", ...budget },
  });
  const { run, pass } = fakeRun({ keeper });
  pass(1, [100]);
  return await run.stop();
}

Deno.test("a run that has ended says what is used of the month's budget, with the earlier runs", async () => {
  await using temp = await tempLedger();
  const at = (month: string) => new Date(`${month}-15T12:00:00Z`);
  const kept = [
    storedRun({ startedAt: at("1970-01"), emissionsKg: 1, project: "a" }),
    storedRun({ startedAt: at("1970-01"), emissionsKg: 2 }, ["x"]),
    storedRun({ startedAt: at("1970-02"), emissionsKg: 4, project: "a" }),
  ];
  for (const run of kept) await keep(temp.path, run);
  const used = async (
    budget: Partial<Budget> & { readonly project?: string },
  ) => {
    const run = await endedWith(temp.path, { kg: 5, per: "month", ...budget });
    const { month, usedKg, of } = run.keeping?.budget ?? {};
    return [month, Math.round(usedKg ?? NaN), of];
  };
  // The run itself emits some µg.
  assertEquals(await used({}), ["1970-01", 3, undefined]);
  assertEquals(await used({ project: "a" }), ["1970-01", 1, "a"]);
  assertEquals(await used({ project: "a", tag: "x" }), ["1970-01", 2, "tag x"]);
});

Deno.test("cards warn from 80 % of the month's budget on, and no run is stopped by it", async () => {
  const shown = (usedKg: number) => {
    const budget = { kg: 5, usedKg, month: "2026-11", of: "thesis" };
    const run = aRun({ keeping: { path: "/l.db", why: undefined, budget } });
    const { facts, notes = [] } = runCard(run);
    const fact = facts.find(({ label }) => label === "Budget of thesis");
    return { fact, notes, line: finalLine(run) };
  };
  const half = shown(2.5);
  assertEquals(half.fact?.value, "50 % used");
  assert(half.fact?.note?.includes("2.5 kg of 5 kg in 2026-11"));
  assertEquals(half.notes, []);
  const nearly = shown(4);
  assertEquals(nearly.notes, [
    "80 % of the budget of 5 kg for 2026-11 is used",
  ]);
  assert(nearly.line.endsWith(nearly.notes[0]!));
  assert(shown(6).notes[0]?.includes("is spent: 6 kg emitted"));
  await using temp = await tempLedger();
  const run = await endedWith(temp.path, { kg: 1e-12, per: "month" });
  assertEquals([run.status, run.notes], ["finished", []]);
});

Deno.test("the ledger's card shows the configured budget of this month", async () => {
  await using temp = await tempLedger();
  const startedAt = new Date();
  await keep(temp.path, storedRun({ startedAt, emissionsKg: 4.5 }));
  configure({ budget: { kg: 5, per: "month" } });
  try {
    await using ledger = await openLedger(temp.path);
    const show = Symbol.for("Jupyter.display");
    const bundle = await (ledger as unknown as {
      [show](): Promise<Record<string, string>>;
    })[show]();
    assert(bundle["text/plain"]?.includes("90 % used"), bundle["text/plain"]);
    assert(bundle["text/plain"]?.includes("90 % of the budget of 5 kg"));
  } finally {
    configure({});
  }
});

Deno.test("configure() refuses a budget that does not fit", () => {
  const refused: [unknown, string][] = [
    [5, 'budget must be { kg: 5, per: "month" }'],
    [{ kg: 0, per: "month" }, "budget.kg must be a finite number > 0"],
    [{ kg: 5, per: "year" }, 'budget.per must be "month"'],
    [{ kg: 5 }, 'budget.per must be "month"'],
    [{ kg: 5, per: "month", tags: "x" }, 'did you mean "tag"?'],
  ];
  for (const [budget, says] of refused) {
    assertThrows(() => configure({ budget } as never), Error, says);
  }
});
