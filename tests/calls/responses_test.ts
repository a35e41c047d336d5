import { assert, assertEquals } from "@std/assert";
import { guardCalls } from "../../src/calls/watch.ts";
import { events } from "./seen.ts";
import {
  answering,
  CHAT,
  encoder,
  native,
  POST,
  seen,
  SSE,
  USAGE,
  watched,
  withServer,
} from "./watched.ts";

Deno.test("a response is the same in all that it can be asked", async () => {
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

function named(headers: Headers): [string, string][] {
  return [...headers].filter(([name]) => name !== "date");
}
