import {
  assert,
  assertEquals,
  assertRejects,
  assertStrictEquals,
} from "@std/assert";
import {
  hookFetch,
  watchedFetch,
  wrapFetch,
} from "../../src/calls/fetch_wrapper.ts";
import { guardCalls } from "../../src/calls/watch.ts";
import { events } from "./seen.ts";
import {
  answering,
  CHAT,
  encoder,
  POST,
  seen,
  USAGE,
  watched,
  withServer,
} from "./watched.ts";

Deno.test("a request is sent as it is, and a stream of the user's is read once", async () => {
  await withServer(async (base, heard) => {
    const url = `${base}/v1/chat/completions`;
    const bytes = encoder.encode(POST.body);
    let reads = 0;
    const body = () =>
      new ReadableStream({
        pull(controller) {
          reads += 1;
          controller.enqueue(bytes.slice());
          controller.close();
        },
      }, { highWaterMark: 0 });
    const REQUESTS: (() => Parameters<typeof fetch>)[] = [
      () => [url, POST],
      () => [new URL(url), { ...POST, body: bytes }],
      () => [url, { ...POST, body: bytes.buffer }],
      () => [url, { ...POST, body: new Blob([bytes]) }],
      () => [url, { method: "POST", body: body() }],
      () => [new Request(url, POST)],
      () => [new Request(url, { method: "POST", body: body() })],
      () => [new Request(url), POST],
      () => [
        new Request(`${base}/v1/images/generations`, {
          ...POST,
          headers: { "content-type": "application/json" },
        }),
      ],
    ];
    const calls = await seen(async () => {
      for (const request of REQUESTS) {
        await (await watched(...request())).body?.cancel();
      }
    });
    assertEquals(heard, REQUESTS.map(() => `POST ${POST.body}`));
    assertEquals(reads, 2);
    assertEquals(calls.length, REQUESTS.length);
    // The name of an image's model is in the request alone.
    assertEquals(calls.at(-1)?.model, "m");
  });
});

Deno.test("a request that is no call is left alone", async () => {
  const result = Promise.resolve(new Response("x"));
  const fetch = watchedFetch(() => result);
  const calls = await seen(async () => {
    for (
      const [url, init] of [
        ["https://example.com/v1/chat/completions", POST],
        ["https://api.openai.com.example/v1/chat/completions", POST],
        ["https://api.openai.com/v1/models", {}],
        ["https://api.openai.com/v1/chat/completions", {}],
        ["https://api.anthropic.com/v1/messages/count_tokens", POST],
        ["http://localhost:8000/save", POST],
        ["data:text/plain,x", POST],
        ["nonsense", POST],
      ] as const
    ) assertStrictEquals(fetch(url, init), result);
    await result;
  });
  assertEquals(calls, []);
});

Deno.test("a call that is refused is not sent", async () => {
  const spent = new RangeError("spent");
  let sent = 0;
  const fetch = watchedFetch(() => {
    sent += 1;
    return Promise.resolve(new Response("{}"));
  });
  const unguard = guardCalls({
    check: () => spent,
    sent: () => {},
    none: () => {},
  });
  const calls = await seen(async () => {
    assertStrictEquals(await assertRejects(() => fetch(CHAT, POST)), spent);
    await fetch("https://example.com");
  });
  unguard();
  assertEquals([sent, calls.length], [1, 0]);
});

Deno.test("fetch is wrapped once, keeps its form, and works with other wrappers below and above", async () => {
  const before = globalThis.fetch;
  const order: string[] = [];
  const below = (...args: Parameters<typeof fetch>) => {
    order.push("below");
    return args[0] === CHAT
      ? Promise.resolve(Response.json({ model: "m", usage: USAGE }))
      : before(...args);
  };
  globalThis.fetch = below;
  const again = `../../src/calls/fetch_wrapper.ts?again=${Date.now()}`;
  // A copy of the module, as two versions in one notebook are
  const other: typeof import("../../src/calls/fetch_wrapper.ts") = await import(
    again
  );
  const key = Symbol.for("carboncell.fetch");
  const shared =
    (globalThis as unknown as Record<symbol, { wraps: boolean }>)[key];
  const wrapped = shared?.wraps;
  try {
    if (shared) shared.wraps = false;
    wrapFetch();
    const ours = globalThis.fetch;
    assert(ours !== below);
    other.wrapFetch();
    wrapFetch();
    assertStrictEquals(globalThis.fetch, ours);
    assertEquals([ours.name, ours.length], [below.name, below.length]);
    assert(String(ours).startsWith("function"));
    globalThis.fetch = (...args) => {
      order.push("above");
      return ours(...args);
    };
    const unhook = other.hookFetch((send) => {
      order.push("copy");
      return send();
    });
    const calls = await seen(async () => {
      await (await fetch(CHAT, POST)).text();
    });
    unhook();
    assertEquals(calls.length, 1);
    assertEquals(order.toSorted(), ["above", "below", "copy"]);
  } finally {
    globalThis.fetch = before;
    if (shared) shared.wraps = wrapped ?? false;
  }
});

Deno.test("a call through a client's own fetch that calls ours is seen once", async () => {
  const inner = answering(() => Response.json({ model: "m", usage: USAGE }));
  const failing = watchedFetch(() => Promise.reject(new Error("gone")));
  const calls = await seen(async () => {
    await (await watchedFetch((...args) => inner(...args))(CHAT, POST)).text();
    const rebuilt = watchedFetch(async (...args) => {
      const response = await inner(...args);
      return new Response(response.body, response);
    });
    await (await rebuilt(CHAT, POST)).text();
    await assertRejects(() =>
      watchedFetch((...args) => failing(...args))(CHAT, POST)
    );
  });
  assertEquals(calls.map(({ outcome }) => outcome), [
    "answered",
    "answered",
    "failed",
  ]);
});

Deno.test("nothing is kept of a prompt, an answer, a key, a header or a query", async () => {
  const canary = "CANARY";
  const answer = {
    id: canary,
    model: "m",
    choices: [{ message: { content: canary } }],
    error_text: canary,
    usage: { ...USAGE, note: canary },
  };
  const calls = await seen(async () => {
    for (const body of [JSON.stringify(answer), events(answer, "[DONE]")]) {
      const fetch = answering(() =>
        new Response(body, { headers: { "x-secret": canary } })
      );
      const response = await fetch(`${CHAT}?key=${canary}#${canary}`, {
        method: "POST",
        headers: { authorization: `Bearer ${canary}` },
        body: JSON.stringify({ model: "m", messages: [canary] }),
      });
      await response.text();
    }
  });
  assertEquals(calls.length, 2);
  assert(!Deno.inspect(calls, { depth: 9 }).includes(canary));
});

Deno.test("without a listener, fetch only passes on", () => {
  const result = Promise.resolve(new Response("x"));
  assertStrictEquals(watchedFetch(() => result)(CHAT, POST), result);
  hookFetch((send) => send())();
});
