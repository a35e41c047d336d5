import { assert, assertEquals } from "@std/assert";
import { sessionCard } from "../../../src/kernel/inside/session_card.ts";
import type { Run } from "../../../src/tracker/run.ts";
import { withCalls } from "../../../src/tracker/calls/with_calls.ts";
import { aCall } from "../../charts/a_call.ts";
import { aRun } from "../../notebook/a_run.ts";

Deno.test("the listing of a session names calls by cell, each once, and has no such column without them", () => {
  const calls = [aCall(), aCall()];
  const outer = { ...withCalls(aRun(), calls), calls } as unknown as Run;
  const inner = {
    ...withCalls(aRun({ id: "inner" }), [calls[1]!]),
    calls: [{ ...calls[1]!, countedBy: outer.id }],
  } as unknown as Run;
  const card = sessionCard(
    [{ cell: 1, run: outer }, { cell: 1, run: inner }],
    [],
  );
  assert(card.facts[0]?.note?.includes("2 calls with 4 g"));
  const [table] = card.sections?.[0]?.tables ?? [];
  assertEquals(table?.rows.map(({ calls }) => calls), [
    "2 calls with 4 g",
    "1 call with 2 g",
  ]);
  const without = sessionCard([{ cell: 1, run: aRun() as unknown as Run }], []);
  assert(!("calls" in (without.sections?.[0]?.tables?.[0]?.columns ?? {})));
});
