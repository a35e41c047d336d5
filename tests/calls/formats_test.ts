import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { SeenCall } from "../../src/calls/seen_call.ts";
import { type Answer, ANSWERS } from "./answers.ts";
import { type Sight, sight } from "./seen.ts";

function assertSeen(call: SeenCall | undefined, wanted: Partial<SeenCall>) {
  for (const [key, value] of Object.entries(wanted)) {
    const seen = call?.[key as keyof SeenCall];
    if (typeof value === "number") {
      assertAlmostEquals(seen as number ?? NaN, value, value * 1e-9, key);
    } else if (typeof value === "object") {
      for (const [part, figure] of Object.entries(value)) {
        const own = (seen as unknown as Record<string, unknown>)[part];
        if (typeof figure !== "number") assertEquals(own, figure);
        else assertAlmostEquals(own as number, figure, figure * 1e-9);
      }
    } else assertEquals(seen, value, key);
  }
}

for (const answer of ANSWERS) {
  const way = answer.seen.streamed ? "streamed" : "whole";
  Deno.test(`a ${way} answer is counted: ${answer.name}`, async () => {
    const { calls, text } = await sight(answer);
    if (typeof answer.answer === "string") assertEquals(text, answer.answer);
    assertEquals(calls.length, 1);
    assertSeen(calls[0], answer.seen);
  });
}

/** What was seen, without its times and the ids that count once. */
function facts({ calls }: Sight): unknown[] {
  return calls.map((
    { startedAtMs: _, durationS: __, firstTokenS, ...call },
  ) => ({
    ...call,
    hasFirstToken: firstTokenS !== undefined,
  }));
}

const again = ANSWERS.filter(({ url }) =>
  !/batch|responses|async|interact/.test(url)
);

Deno.test("an answer is counted the same in whatever pieces it comes", async () => {
  const encoder = new TextEncoder();
  const whole = new Map<Answer, unknown[]>();
  for (const answer of again) whole.set(answer, facts(await sight(answer)));
  const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...again),
      cuts,
      fc.boolean(),
      async (answer, places, asBytes) => {
        const bytes = typeof answer.answer === "string"
          ? encoder.encode(answer.answer)
          : answer.answer as Uint8Array<ArrayBuffer>;
        const ends = [...places, 1].map((place) =>
          Math.round(place * bytes.length)
        )
          .sort((a, b) => a - b);
        const pieces = ends.map((end, i) => bytes.slice(ends[i - 1] ?? 0, end))
          .filter(({ length }) => length > 0);
        const cut = await sight({ ...answer, answer: pieces, asBytes });
        assertEquals(cut.bytes, bytes);
        assertEquals(facts(cut), whole.get(answer));
      },
    ),
    { numRuns: 300 },
  );
});

Deno.test("events are read with any ends of lines, without a space, and with comments between", async () => {
  const streams = again.filter(({ answer }) =>
    typeof answer === "string" && answer.startsWith("data: ")
  );
  const WAYS: ((text: string) => string)[] = [
    (text) => text.replaceAll("\n", "\r\n"),
    (text) => text.replaceAll("\n", "\r"),
    (text) => text.replaceAll("data: ", "data:"),
    (text) => text.replaceAll("\n\n", "\n\n: still here\n\n"),
    (text) => text.replaceAll("data: ", "event: x\nid: 7\ndata: "),
    (text) => text.replaceAll("\n\n", "\n"),
    (text) => "\ufeff\n" + text,
    (text) => text.trimEnd(),
    // An event may have its data in several lines.
    (text) => text.replaceAll(/^data: \{/gm, "data: {\ndata: "),
  ];
  for (const answer of streams) {
    const plain = facts(await sight(answer));
    for (const way of WAYS) {
      const text = way(answer.answer as string);
      assertEquals(facts(await sight({ ...answer, answer: text })), plain);
    }
  }
});

Deno.test("a word of an answer that every object has is no place and no unit", async () => {
  const answer = JSON.stringify({
    model: "m",
    usage: { input_tokens: 1, output_tokens: 1, inference_geo: "constructor" },
    impact: { energy: { total: 5, unit: "constructor" } },
  });
  const { calls: [call] } = await sight({
    url: "https://api.anthropic.com/v1/messages",
    answer,
    headers: { "content-type": "application/json" },
  });
  assertEquals([call?.place, call?.reported], [undefined, undefined]);
});
