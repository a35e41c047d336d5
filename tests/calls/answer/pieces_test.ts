import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Pieces } from "../../../src/calls/answer/pieces.ts";

/** A piece of a stream as OpenAI sends it. */
const piece = (content: string, more: object = {}) =>
  JSON.stringify({
    id: "chatcmpl-1",
    choices: [{ index: 0, delta: { content }, finish_reason: null }],
    ...more,
  });

Deno.test("a piece is told as if none had come before it", () => {
  const text = fc.string({
    unit: fc.constantFrom("a", '"', "\\", "\n", "}", ":", '"usage":{'),
    maxLength: 6,
  });
  const more = fc.constantFrom({}, { usage: null }, { usage: { total: 3 } }, {
    type: "other",
  });
  const texts = fc.array(fc.tuple(text, more).map((of) => piece(...of)));
  fc.assert(fc.property(texts, (all) => {
    const pieces = new Pieces(JSON.parse(piece("a")));
    for (const one of all) {
      assertEquals(
        pieces.isNext(one),
        new Pieces(JSON.parse(piece("a"))).isNext(one),
      );
    }
  }));
});

Deno.test("a piece of which only the text is new is the next one, and usage is none", () => {
  const pieces = new Pieces(JSON.parse(piece("a")));
  const told = [
    piece("one"),
    piece("two"),
    piece(""),
    piece("three", { usage: { completion_tokens: 3 } }),
    piece("four"),
  ].map((text) => pieces.isNext(text));
  assertEquals(told, [true, true, false, false, true]);
});
