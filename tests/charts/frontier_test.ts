import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Choice, frontierOf } from "../../src/charts/frontier.ts";

const choices = fc.array(
  fc.record({
    kg: fc.integer({ min: 0, max: 20 }),
    value: fc.integer({ min: -20, max: 20 }),
  }),
  { maxLength: 60 },
);
const directions = fc.constantFrom("higher" as const, "lower" as const);

Deno.test("frontierOf() is what no other choice beats, each level once", () => {
  fc.assert(fc.property(choices, directions, (all, better) => {
    const direction = better === "higher" ? 1 : -1;
    const beats = (a: Choice, b: Choice) =>
      a.kg <= b.kg && direction * a.value >= direction * b.value &&
      (a.kg < b.kg || a.value !== b.value);
    const unbeaten = all.filter((b) => !all.some((a) => beats(a, b)));
    const pairs = (list: readonly Choice[]) =>
      [...new Set(list.map(({ kg, value }) => `${kg}/${value}`))].sort();
    const frontier = frontierOf(all, better);
    assertEquals(pairs(frontier), pairs(unbeaten));
    assertEquals(pairs(frontier).length, frontier.length);
  }));
});

Deno.test("frontierOf() goes from the cheapest to the best", () => {
  fc.assert(fc.property(choices, directions, (all, better) => {
    const direction = better === "higher" ? 1 : -1;
    const frontier = frontierOf(all, better);
    frontier.slice(1).forEach((to, index) => {
      const from = frontier[index] as Choice;
      assert(to.kg > from.kg && direction * to.value > direction * from.value);
    });
  }));
});
