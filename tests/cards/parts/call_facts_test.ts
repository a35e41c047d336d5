import { assert, assertEquals } from "@std/assert";
import { runCard } from "../../../src/cards/run_card.ts";
import { documentText } from "../../../src/document/text.ts";
import { report } from "../../../mod.ts";
import { withCalls } from "../../../src/tracker/calls/with_calls.ts";
import { VERSION } from "../../../src/version.ts";
import { aCall } from "../../charts/a_call.ts";
import { aRun } from "../../notebook/a_run.ts";

const CALLS = [aCall(), aCall({ model: "small", method: "modelled" })];

/** A run whose machine emits with two calls of 2 g. */
const RUN = {
  ...withCalls(aRun({ budgetKg: 1 }), CALLS),
  calls: CALLS,
  callsVersion: VERSION,
};

Deno.test("the card of a run has its calls, what they emitted and what the machine did, a fact each", () => {
  const { facts, sections } = runCard(RUN);
  const [calls, byCalls, machine, budget] = facts;
  assertEquals([calls?.value, calls?.note], [
    "2",
    "2,000 tokens in, 1,000 out",
  ]);
  assertEquals(byCalls?.value, "4 g");
  // Ends are added: 2 × 1 g and 2 × 6 g.
  assertEquals(byCalls?.note, "2 to 12 g, 10 Wh");
  assertEquals(machine?.label, "Emitted by the machine");
  assertEquals(budget?.label, "Budget");
  const table = sections?.find(({ id }) => id === "calls")?.tables?.[0];
  assertEquals(table?.rows.map(({ model }) => model), ["gpt-4o", "small"]);
});

Deno.test("calls that are not counted are named by number", () => {
  const calls = [
    aCall({ energyKwh: undefined, emissionsKg: undefined, notCounted: "?" }),
    aCall({ energyKwh: undefined, emissionsKg: undefined, isLocal: true }),
  ];
  const text = documentText(runCard({ ...aRun(), calls }));
  assert(text.includes("not counted (1 call)"));
  assert(text.includes("measured with this machine"));
});

Deno.test("every report holds the calls with the version of their method, and its rows add up", async () => {
  const document = report(RUN);
  const named = `carboncell ${VERSION.carboncell}`;
  const { html, markdown, latex, modelCard } = {
    html: await document.html(),
    markdown: await document.markdown(),
    latex: await document.latex(),
    modelCard: await document.modelCard(),
  };
  for (const text of [html, markdown, latex, modelCard]) {
    assert(text.includes("Calls to models") && text.includes("gpt-4o"));
    assert(text.includes(named));
  }
  assert(!/hardware_used:.*gpt/.test(modelCard));
  const [head = "", ...lines] = (await document.csv({ form: "tidy" })).trim()
    .split(/\r?\n/);
  const names = head.split(",");
  const column = (name: string) =>
    lines.map((line) => cellsOf(line)[names.indexOf(name)]);
  assertEquals(column("gen_ai.response.model").filter(Boolean), [
    "gpt-4o",
    "small",
  ]);
  assertEquals(column("calls_carboncell").at(-1), VERSION.carboncell);
  const sum = column("emissions_kg").reduce((kg, it) => kg + Number(it), 0);
  assert(Math.abs(sum - RUN.emissionsKg) < 1e-12);
});

/** The cells of a line whose texts may be quoted. */
function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)]
    .map(([, quoted, plain]) => quoted ?? plain ?? "");
}
