import { assert, assertAlmostEquals } from "@std/assert";
import { compare, compareRegions, estimate, type Job } from "../../../mod.ts";

const CHAT: Job = { model: "gpt-4o", inputTokens: 1000, outputTokens: 500 };

Deno.test("compare() of calls to one model is exact, as their unknowns are the same", () => {
  const { rows } = compare({ a: CHAT, b: { ...CHAT, calls: 3 } });
  assertAlmostEquals(rows[1]!.ratioRange![0], 3, 1e-9);
  assertAlmostEquals(rows[1]!.ratioRange![1], 3, 1e-9);
});

Deno.test("compare() of calls to one model is less than exact if their shares of input differ", () => {
  const { rows } = compare({ a: CHAT, b: { ...CHAT, outputTokens: 250 } });
  const { ratio, ratioRange: [low, high] = [0, 0] } = rows[1]!;
  assert(low < ratio! && ratio! < high);
  // Input is off by a factor exp(1.645 · 0.37) = 1.84 at most, and it is less than a half of these.
  assert(high / low < 1.84 ** 2);
});

Deno.test("compare() of calls with other tokens is off by what is not known of input and cache", () => {
  const reach = (a: Job, b: Job) => {
    const [low, high] = compare({ a, b }).rows[1]!.ratioRange!;
    return high / low;
  };
  const long = { ...CHAT, inputTokens: 7000 };
  const cached = { ...long, cachedInputTokens: 6000 };
  assert(reach(long, { ...long, outputTokens: 100 }) > 1.02);
  // A cached token takes 5 to 37 % of another one, so most of the answer is not known.
  assert(reach(long, cached) > 1.2, `${reach(long, cached)}`);
  assert(reach(long, cached) < reach(long, { ...long, model: "gpt-4.1" }));
});

Deno.test("compare() of two models shares the grid and the hosts of their provider", () => {
  const two = compare({ a: CHAT, b: { ...CHAT, model: "gpt-4o-mini" } })
    .rows[1]!;
  const own = Math.log(two.ratioRange![1] / two.ratioRange![0]);
  const [low, high] = two.estimate.emissionsRangeKg;
  assert(own > 0 && own < Math.SQRT2 * Math.log(high / low));
});

Deno.test("compareRegions() prices the same calls everywhere", () => {
  const { rows, own } = compareRegions(CHAT, { places: "countries" });
  assertAlmostEquals(own!.emissionsKg / estimate(CHAT).emissionsKg, 1, 1e-9);
  const [cleanest] = rows;
  assert(cleanest!.emissionsKg < own!.emissionsKg / 5);
});
