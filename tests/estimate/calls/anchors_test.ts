import { assert, assertEquals } from "@std/assert";
import { estimate } from "../../../mod.ts";
import { ANCHORS, computed } from "./anchors.ts";

/** A batch of thousands explains it, which its makers describe and no user can know. */
const OUTSIDE = ["DeepSeek V3 and R1 in production, 1,000 output tokens"];

Deno.test("the range of calls holds what others publish, but for one anchor that is known", () => {
  const outside = ANCHORS.filter((anchor) => {
    const { range: [low, high] } = computed(anchor, estimate(anchor.job));
    return anchor.publishedWh < low || anchor.publishedWh > high;
  });
  assertEquals(outside.map(({ what }) => what), OUTSIDE);
});

Deno.test("estimates of calls are off by less than 30 % on average, the one outside its range too", () => {
  const logs = ANCHORS.map((anchor) =>
    Math.log(computed(anchor, estimate(anchor.job)).wh / anchor.publishedWh)
  );
  const bias = Math.exp(logs.reduce((sum, ln) => sum + ln, 0) / logs.length);
  assert(bias > 1 / 1.3 && bias < 1.3, `bias ${bias}`);
});
