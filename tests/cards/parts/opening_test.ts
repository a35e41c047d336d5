import { assert, assertEquals } from "@std/assert";
import { openingBundle } from "../../../src/cards/parts/opening.ts";
import { aLiveRun } from "../../notebook/a_run.ts";

const SENTENCE = "Nothing can be drawn while the cell computes: " +
  "what it has used appears when it waits or ends.";

Deno.test("the first output of a run says that nothing can be drawn while the cell computes, where that is so", () => {
  const run = aLiveRun({ name: "my run" });
  const plain = openingBundle(run, false);
  assertEquals(plain["text/plain"], `my run: measuring… ${SENTENCE}`);
  assert(plain["text/html"].includes(SENTENCE));
  const own = openingBundle(run, true);
  assertEquals(own["text/plain"], "my run: measuring…");
  assert(!own["text/html"].includes("Nothing"));
});
