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
import type { SeenCall } from "../../src/calls/seen_call.ts";
import { setCallSettings } from "../../src/calls/settings.ts";
import { guardCalls, onCall } from "../../src/calls/watch.ts";
import { events } from "./seen.ts";

const CHAT = "https://api.openai.com/v1/chat/completions";
const USAGE = { prompt_tokens: 3, completion_tokens: 2 };
const ANSWER = JSON.stringify({
  model: "m",
  text: "é".repeat(9000),
  usage: USAGE,
});
const SSE = { "content-type": "text/event-stream" };
const encoder = new TextEncoder();

/** A server that stands for a provider. It answers in the ways that its paths name. */
async function withServer(
  test: (base: string, heard: string[]) => Promise<void>,
): Promise<void> {
  const heard: string[] = [];
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async (request) => {
      const { pathname } = new URL(request.url);
      heard.push(`${request.method} ${await request.text()}`);
      if (pathname.startsWith("/moved")) {
        return new Response(null, {
          status: 307,
          headers: { location: pathname.slice("/moved".length) },
        });
      }
      if (pathname.startsWith("/empty")) {
        return new Response(null, { status: 204 });
      }
      if (pathname.startsWith("/wrong")) {
        return new Response('{"error":{"message":"no"}}', { status: 429 });
      }
      if (pathname.startsWith("/endless")) return endless();
      if (pathname.startsWith("/zip")) {
        const zipped = new Blob([ANSWER]).stream()
          .pipeThrough(new CompressionStream("gzip"));
        return new Response(zipped, {
          headers: { "content-encoding": "gzip", "content-type": "a/json" },
        });
      }
      return new Response(ANSWER, {
        statusText: "Fine",
        headers: [
          ["content-type", "application/json"],
          ["set-cookie", "a=1"],
          ["set-cookie", "b=2"],
          ["x-request-id", "r"],
        ],
      });
    },
  );
  const { port } = server.addr;
  setCallSettings({
    seen: true,
    gateways: { [`127.0.0.1:${port}`]: "openai" },
  });
  try {
    await test(`http://127.0.0.1:${port}`, heard);
  } finally {
    setCallSettings({ seen: true, gateways: {} });
    await server.shutdown();
  }
}

function endless(): Response {
  let timer: ReturnType<typeof setInterval>;
  const body = new ReadableStream({
    start(controller) {
      const send = () =>
        controller.enqueue(encoder.encode(events({
          model: "m",
          choices: [{ delta: { content: "x" } }],
        })));
      send();
      timer = setInterval(send, 5);
    },
    cancel: () => clearInterval(timer),
  });
  return new Response(body, { headers: SSE });
}

/** Listens while a test runs. */
async function seen(action: () => Promise<void>): Promise<SeenCall[]> {
  const calls: SeenCall[] = [];
  const unlisten = onCall((call) => calls.push(call));
  try {
    await action();
  } finally {
    unlisten();
  }
  return calls;
}

const native = globalThis.fetch;
const watched = watchedFetch(native);
const POST = { method: "POST", body: '{"model":"m"}' };

/** A provider that is no server. */
function answering(answer: () => Response): typeof fetch {
  return watchedFetch(() => Promise.resolve(answer()));
}

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

Deno.test("a response is the same in all that can be asked of it", async () => {
  await withServer(async (base) => {
    const calls = await seen(async () => {
      for (const way of ["", "/moved", "/zip", "/empty", "/wrong"]) {
        const url = `${base}${way}/v1/chat/completions`;
        const [own, plain] = [
          await watched(url, POST),
          await native(url, POST),
        ];
        for (
          const key of [
            "status",
            "statusText",
            "ok",
            "url",
            "redirected",
            "type",
            "bodyUsed",
          ] as const
        ) assertEquals(own[key], plain[key], key);
        assertEquals(named(own.headers), named(plain.headers));
        assertEquals(own.body === null, plain.body === null);
        assert(own instanceof Response);
        const copy = own.clone();
        assertEquals([copy.url, copy.redirected], [own.url, own.redirected]);
        assertEquals(await copy.text(), await own.text());
        assertEquals([own.bodyUsed, copy.bodyUsed], [
          way !== "/empty",
          way !== "/empty",
        ]);
        await plain.body?.cancel();
      }
    });
    assertEquals(
      calls.map((
        { status, outcome, inputTokens },
      ) => [status, outcome, inputTokens]),
      [
        [200, "answered", 3],
        [200, "answered", 3],
        [200, "answered", 3],
        [204, "answered", undefined],
        [429, "failed", undefined],
      ],
    );
  });
});

function named(headers: Headers): [string, string][] {
  return [...headers].filter(([name]) => name !== "date");
}

Deno.test("a body is the same in every way to read it", async () => {
  await withServer(async (base) => {
    const url = `${base}/v1/chat/completions`;
    const WAYS: ((response: Response) => Promise<unknown>)[] = [
      (r) => r.text(),
      (r) => r.json(),
      (r) => r.bytes(),
      (r) => r.arrayBuffer(),
      async (r) => {
        const blob = await r.blob();
        return [blob.type, await blob.text()];
      },
      async (r) => {
        const [one, two] = (r.body as ReadableStream).tee();
        return [await new Response(one).text(), await new Response(two).text()];
      },
      async (r) => {
        const pieces = [];
        for await (const piece of r.body ?? []) pieces.push(...piece);
        return pieces;
      },
      async (r) => {
        const text = r.body?.pipeThrough(new TextDecoderStream());
        return (await Array.fromAsync(text ?? [])).join("");
      },
      async (r) => {
        const reader = r.body?.getReader({ mode: "byob" });
        const bytes: number[] = [];
        for (;;) {
          const read = await reader?.read(new Uint8Array(7));
          bytes.push(...read?.value ?? []);
          if (read?.done ?? true) return bytes;
        }
      },
      (r) => new Response(r.body, r).text(),
      async (r) => {
        // A program can serve it on.
        const proxy = Deno.serve({ port: 0, onListen: () => {} }, () => r);
        const got = await native(`http://127.0.0.1:${proxy.addr.port}`);
        const all = [named(got.headers), await got.text()];
        await proxy.shutdown();
        return all;
      },
    ];
    const calls = await seen(async () => {
      for (const way of WAYS) {
        const own = await way(await watched(url, POST));
        assertEquals(own, await way(await native(url, POST)));
      }
    });
    assertEquals(calls.length, WAYS.length);
    for (const call of calls) assertEquals(call.outputTokens, 2);
  });
});

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

Deno.test("a body is not read further than the user reads, and a cancel reaches its source", async () => {
  for (const type of [undefined, "bytes"] as const) {
    let pulls = 0;
    let cancelled: unknown;
    const source = {
      pull(controller: ReadableStreamController<Uint8Array<ArrayBuffer>>) {
        pulls += 1;
        controller.enqueue(encoder.encode(events({ model: "m" })));
      },
      cancel: (reason: unknown) => void (cancelled = reason),
    };
    const body = type === undefined
      ? new ReadableStream(source, { highWaterMark: 0 })
      : new ReadableStream({ ...source, type });
    const [call] = await seen(async () => {
      const fetch = answering(() => new Response(body, { headers: SSE }));
      const reader = (await fetch(CHAT, POST)).body?.getReader();
      await new Promise((done) => setTimeout(done, 5));
      assertEquals(pulls, 0);
      await reader?.read();
      await reader?.read();
      await new Promise((done) => setTimeout(done, 5));
      assertEquals(pulls, 2);
      await reader?.cancel("enough");
    });
    assertEquals(cancelled, "enough");
    assertEquals(call?.outcome, "broken off");
    assertEquals(call?.outputTokens, undefined);
  }
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

Deno.test("a local program with such a path is no call unless it answers like a model", async () => {
  const none: string[] = [];
  const unguard = guardCalls({
    check: () => undefined,
    sent: () => none.push("sent"),
    none: () => none.push("none"),
  });
  const calls = await seen(async () => {
    const fetch = answering(() => Response.json({ saved: true }));
    await (await fetch("http://localhost:8000/messages", POST)).text();
    await (await fetch("http://localhost:8000/generate", POST)).text();
  });
  unguard();
  assertEquals(calls, []);
  assertEquals(none, ["sent", "none", "sent", "none"]);
});

Deno.test("an answer that can be got again counts once, and one that is not made yet does not", async () => {
  const batch = {
    id: "batch_9",
    output_file_id: "file-9",
    model: "gpt-4o",
    usage: { input_tokens: 7, output_tokens: 5 },
  };
  const line = JSON.stringify({
    response: { body: { model: "gpt-4o", usage: USAGE } },
  });
  const made = {
    id: "resp_9",
    model: "gpt-5",
    status: "completed",
    usage: batch.usage,
  };
  const GETS: [path: string, answer: unknown, init: RequestInit][] = [
    ["batches", batch, POST],
    ["batches/batch_9", { ...batch, status: "in_progress" }, {}],
    ["batches/batch_9", { ...batch, status: "completed" }, {}],
    ["batches/batch_9", { ...batch, status: "completed" }, {}],
    ["files/file-9/content", line, {}],
    ["files/file-8/content", `${line}\n${line}`, {}],
    ["files/file-7/content", "just,some,table", {}],
    ["responses", { ...made, status: "queued", usage: null }, POST],
    ["responses/resp_9", { ...made, status: "in_progress", usage: null }, {}],
    ["responses/resp_9", made, {}],
    ["responses/resp_9", made, {}],
  ];
  const calls = await seen(async () => {
    for (const [path, answer, init] of GETS) {
      const fetch = answering(() =>
        new Response(
          typeof answer === "string" ? answer : JSON.stringify(answer),
        )
      );
      await (await fetch(`https://api.openai.com/v1/${path}`, init)).text();
    }
  });
  assertEquals(
    calls.map(({ format, inputTokens }) => [format, inputTokens]),
    [["openai-batch", 7], ["openai-batch", 6], ["openai-responses", 7]],
  );
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

Deno.test("while nobody listens, fetch only passes on", () => {
  const result = Promise.resolve(new Response("x"));
  assertStrictEquals(watchedFetch(() => result)(CHAT, POST), result);
  hookFetch((send) => send())();
});
