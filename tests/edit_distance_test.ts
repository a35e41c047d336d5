import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { editDistance } from "../src/edit_distance.ts";

// The pairs and their distances are those of textbooks.
for (
  const [a, b, distance] of [
    ["", "", 0],
    ["", "abc", 3],
    ["kitten", "sitting", 3],
    ["saturday", "sunday", 3],
    ["intention", "execution", 5],
    ["flaw", "lawn", 2],
    ["a100", "a100", 0],
  ] as const
) {
  Deno.test(`editDistance() of "${a}" and "${b}" is ${distance}`, () => {
    assertEquals(editDistance(a, b), distance);
    assertEquals(editDistance(b, a), distance);
  });
}

Deno.test("editDistance() is a metric: 0 only between equal words, and no detour is shorter", () => {
  const word = fc.string({ maxLength: 12 });
  fc.assert(fc.property(word, word, word, (a, b, c) => {
    assertEquals(editDistance(a, b) === 0, a === b);
    assert(editDistance(a, c) <= editDistance(a, b) + editDistance(b, c));
  }));
});

Deno.test("editDistance() of a word and the same with letters put in is their number", () => {
  fc.assert(fc.property(fc.string(), fc.string(), fc.string(), (a, b, c) => {
    assertEquals(editDistance(a + b, a + c + b), c.length);
  }));
});
