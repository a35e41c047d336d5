import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { SeenCall } from "../../src/calls/seen_call.ts";
import { type Answer, ANSWERS } from "./answers.ts";
import { events, type Exchange, type Sight, sight } from "./seen.ts";

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

Deno.test("each of many pieces of a stream without usage is counted, whatever it says", async () => {
  const chat = "https://api.openai.com/v1/chat/completions";
  const ollama = "http://localhost:11434/api/chat";
  const lines = { "content-type": "application/x-ndjson" };
  const said = [
    "x",
    '"usage": {"prompt_tokens": 9}',
    "\\",
    "é\n",
    '","done":true',
  ];
  const texts = Array.from(
    { length: 50 },
    (_, i) => said[i % said.length] ?? "",
  );
  const piece = (content: string) => ({
    model: "m",
    choices: [{ delta: { content }, finish_reason: null }],
    usage: null,
  });
  for (const space of [0, 1]) {
    const written = (rows: readonly unknown[]) =>
      rows.map((row) => JSON.stringify(row, null, space).replaceAll("\n", ""));
    const rows = [piece(""), ...texts.map(piece), piece("")];
    const STREAMS: Exchange[] = [
      { url: chat, answer: events(...written(rows)) },
      {
        url: ollama,
        headers: lines,
        answer: written(texts.map((content) => ({
          model: "m",
          message: { content },
          done: false,
        }))).join("\n"),
      },
      {
        url: "https://api.openai.com/v1/responses",
        answer: events(
          ...written(texts.map((delta) => ({
            type: "response.output_text.delta",
            delta,
          }))),
          ...written([{ type: "response.output_text.done", text: "all" }]),
        ),
      },
    ];
    for (const stream of STREAMS) {
      const { calls: [call] } = await sight(stream);
      assertEquals([call?.outputTokens, call?.estimated], [50, true]);
      assertEquals(call?.inputTokens, undefined);
    }
  }
});

Deno.test("an answer of Anthropic's that is broken off has its prompt, and its pieces so far", async () => {
  const claude = ANSWERS.find(({ name, seen }) =>
    name === "Anthropic messages" && seen.streamed
  ) as Answer;
  const answer = String(claude.answer).split("event: ")[0]?.split(
    'data: {"type":"message_delta"',
  )[0] ?? "";
  const { calls: [call] } = await sight({ ...claude, answer });
  assertEquals(
    [
      call?.inputTokens,
      call?.cachedInputTokens,
      call?.outputTokens,
      call?.estimated,
    ],
    [240, 200, 1, true],
  );
});

Deno.test("the place is one that the tables have, and the name of a deployment is no model", async () => {
  const url = "https://mine.openai.azure.com/openai/v1/chat/completions";
  const init = { method: "POST", body: '{"model":"gpt-4"}' };
  const answer = JSON.stringify({
    usage: { prompt_tokens: 3, completion_tokens: 4 },
  });
  for (
    const [region, place] of [["East US", "azure/East US"], ["Mars", undefined]]
  ) {
    const headers = { "x-ms-region": region ?? "" };
    const { calls: [call] } = await sight({ url, init, answer, headers });
    assertEquals([call?.place, call?.model], [place, undefined]);
  }
  const bedrock =
    "https://bedrock-runtime.xx-nowhere-9.amazonaws.com/model/m/converse";
  const { calls: [call] } = await sight({ url: bedrock, answer: "{}" });
  assertEquals(call?.place, undefined);
});

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
