import { assert, assertEquals } from "@std/assert";
import { estimate, type Job, report } from "../../../mod.ts";
import { estimateCard } from "../../../src/cards/estimate_card.ts";

const JOB: Job = {
  model: "gpt-4o",
  inputTokens: 1000,
  cachedInputTokens: 600,
  outputTokens: 500,
  calls: 2000,
};

Deno.test("the card of calls says what was called, its tokens, tier and two waters", () => {
  const { title, place, facts, chart, assumptions } = estimateCard(
    estimate(JOB),
  );
  assertEquals([title, place], ["2,000 calls to gpt-4o", "United States"]);
  const [tokens, energy, tier, water] = facts;
  assertEquals(tokens?.value, "1,000 in, 500 out");
  assertEquals(
    tokens?.note,
    "600 from a cache, served by openai, place assumed",
  );
  assert(energy?.note?.includes("a call, PUE 1.16"), energy?.note);
  assertEquals([tier?.label, tier?.value], ["Tier E", "energy × or ÷ 4.1"]);
  assert(water?.note?.includes("on site"), water?.note);
  assert(chart !== undefined);
  assert(assumptions!.length >= 8, `${assumptions?.length}`);
});

Deno.test("the card of one call says so, and whose place is known", () => {
  const { title, facts } = estimateCard(
    estimate({ ...JOB, calls: 1, country: "FR" }),
  );
  assertEquals(title, "1 call to gpt-4o");
  assertEquals(facts[0]?.note, "600 from a cache, served by openai");
});

Deno.test("the card of calls folds away grams per call and per million tokens", () => {
  const result = estimate(JOB);
  const { facts } = estimateCard(result);
  const unit = facts.find(({ label }) => label === "A call emits");
  // 173 g for 2,000 calls and 3 million tokens, by the card of 10,000 calls
  assert(unit?.note?.endsWith("per million tokens"), unit?.note);
  assert(facts.indexOf(unit!) >= 4);
});

Deno.test("a report names calls to a model", async () => {
  const text = await report([estimate(JOB)]).markdown();
  assert(text.includes("2,000 calls to gpt-4o"));
  assert(text.includes("calls to models from their tokens"));
  assert(!text.includes("known energy"));
});
