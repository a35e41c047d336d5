import {
  assert,
  assertEquals,
  assertRejects,
  assertStrictEquals,
} from "@std/assert";
import { watchedFetch } from "../../src/calls/fetch_wrapper.ts";
import type { SeenCall } from "../../src/calls/seen_call.ts";
import { guardCalls, onCall } from "../../src/calls/watch.ts";
import { events } from "./seen.ts";
import {
  answering,
  CHAT,
  encoder,
  POST,
  seen,
  SSE,
  watched,
  withServer,
} from "./watched.ts";

Deno.test("one signal that breaks off many calls breaks off each", async () => {
  const calls: SeenCall[] = [];
  const unlisten = onCall((call) => calls.push(call));
  const controller = new AbortController();
  const { signal } = controller;
  const fetch = watchedFetch(() =>
    new Promise<Response>((_, reject) =>
      signal.addEventListener("abort", () => reject(signal.reason))
    )
  );
  const sent = [1, 2, 3].map(() => fetch(CHAT, { method: "POST", signal }));
  controller.abort();
  await Promise.allSettled(sent);
  unlisten();
  assertEquals(
    calls.map(({ outcome }) => outcome),
    Array(3).fill("broken off"),
  );
});

Deno.test("a body of the user's that breaks leaves nothing behind but its own error", async () => {
  const unhandled: unknown[] = [];
  const hear = (event: PromiseRejectionEvent) => {
    event.preventDefault();
    unhandled.push(event.reason);
  };
  addEventListener("unhandledrejection", hear);
  const unlisten = onCall(() => {});
  try {
    const fetch = watchedFetch(async (input) => {
      // The real one fails a little after the body has.
      const error = await (input as Request).text().catch((error) => error);
      await new Promise((resolve) => setTimeout(resolve, 5));
      throw error;
    });
    const body = new ReadableStream({
      start: (controller) =>
        void setTimeout(() => controller.error(new Error("the user's")), 5),
    });
    const request = new Request(
      "https://api.openai.com/v1/images/generations",
      {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      },
    );
    await assertRejects(() => fetch(request), Error, "the user's");
    await new Promise((resolve) => setTimeout(resolve));
    assertEquals(unhandled, []);
  } finally {
    unlisten();
    removeEventListener("unhandledrejection", hear);
  }
});

Deno.test("an abort ends a call with the user's own reason, before and while it answers", async () => {
  await withServer(async (base) => {
    const reason = new Error("enough");
    const calls = await seen(async () => {
      const early = AbortSignal.abort(reason);
      const url = `${base}/endless/v1/chat/completions`;
      const error = await assertRejects(() =>
        watched(url, { ...POST, signal: early })
      );
      assertStrictEquals(error, reason);
      const late = new AbortController();
      const { body } = await watched(url, { ...POST, signal: late.signal });
      const reader = body?.getReader();
      await reader?.read();
      late.abort(reason);
      assertStrictEquals(
        await assertRejects(() => reader?.closed ?? Promise.resolve()),
        reason,
      );
      assertStrictEquals(
        await assertRejects(async () => {
          while (!(await reader?.read())?.done);
        }),
        reason,
      );
    });
    const [early, late] = calls;
    assertEquals(early?.outcome, "broken off");
    assertEquals(late?.outcome, "broken off");
    assertEquals(late?.estimated, true);
    assert((late?.outputTokens ?? 0) >= 1);
    assert((late?.firstTokenS ?? 0) > 0);
  });
});

Deno.test("an error of the network reaches the user as it is", async () => {
  const fault = new TypeError("gone");
  const [first, second] = await seen(async () => {
    const never = watchedFetch(() => Promise.reject(fault));
    assertStrictEquals(await assertRejects(() => never(CHAT, POST)), fault);
    const half = answering(() =>
      new Response(
        ReadableStream.from((async function* () {
          yield encoder.encode(
            events({ choices: [{ delta: { content: "x" } }] }),
          );
          await Promise.resolve();
          throw fault;
        })()),
        { headers: SSE },
      )
    );
    const response = await half(CHAT, POST);
    assertStrictEquals(await assertRejects(() => response.text()), fault);
  });
  assertEquals([first?.outcome, first?.status], ["failed", undefined]);
  assertEquals([second?.outcome, second?.outputTokens], ["broken off", 1]);
});

Deno.test("a fault of ours, or of a listener, does not reach the user", async () => {
  const fault = () => {
    throw new Error("ours");
  };
  const stops = [
    onCall(fault),
    onCall((() => Promise.reject(new Error("ours"))) as () => void),
    guardCalls({ check: fault, sent: fault, none: fault }),
  ];
  const calls = await seen(async () => {
    for (
      const [answer, headers] of [
        ["no frames at all, but long enough", {
          "content-type": "application/vnd.amazon.eventstream",
        }],
        ['{"usage": 3, "choices": {"a": 1}, "data": [null], "model": 7}', {}],
        ["{not JSON", { "content-type": "application/json" }],
        ["data: {broken\n\ndata: null\n\ndata: [3]\n\n", SSE],
        ["\0\u00ff", {}],
        ["", {}],
      ] as [string, Record<string, string>][]
    ) {
      const fetch = answering(() => new Response(answer, { headers }));
      assertEquals(await (await fetch(CHAT, POST)).text(), answer);
    }
  });
  for (const stop of stops) stop();
  assertEquals(calls.length, 6);
  for (const { inputTokens, outputTokens, model } of calls) {
    assertEquals([inputTokens, outputTokens, model], [
      undefined,
      undefined,
      "m",
    ]);
  }
});

Deno.test("what is no response at all is passed on", async () => {
  const odd = { json: () => ({}) } as unknown as Response;
  for (const answer of [odd, undefined as unknown as Response]) {
    const [call] = await seen(async () => {
      assertStrictEquals(await answering(() => answer)(CHAT, POST), answer);
    });
    assertEquals(call?.outputTokens, undefined);
  }
});
