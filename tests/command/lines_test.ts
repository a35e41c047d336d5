import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Lines } from "../../src/command/lines.ts";

Deno.test("lines are the same however the text is cut into pieces", () => {
  const piece = fc.string({ unit: fc.constantFrom("a", "b", "\r", "\n") });
  fc.assert(fc.property(fc.array(piece), (pieces) => {
    const found: string[] = [];
    const lines = new Lines((line) => found.push(line));
    for (const each of pieces) lines.add(each);
    lines.end();
    const wanted = pieces.join("").split(/[\r\n]+/).filter((l) => l !== "");
    assertEquals(found, wanted);
  }));
});
