/**
 * What it costs to see calls to models: a call, a stream of 10,000 pieces, and memory, each beside
 * a plain `fetch` of the same server, in turns. The least time of each counts, as other work on the
 * machine only adds to it.
 *
 *     deno run -A --import-map=tests/import_map.json tests/bench/calls.ts
 *
 * @module
 */
import { setCallSettings } from "../../src/calls/settings.ts";
import { watchedFetch } from "../../src/calls/fetch_wrapper.ts";
import { onCall } from "../../src/calls/watch.ts";
import type { SeenCall } from "../../src/calls/seen_call.ts";
import { say, sayTable } from "./say.ts";

const PIECES = 10_000;
const CALLS = 20;

/** The time between two pieces of the paced stream, in ms; no model is so fast for long. */
const PAUSE_MS = 0.5;

/** A provider in a thread of its own, so that only the client's work counts here. */
const SERVER = `
const usage = { prompt_tokens: 9, completion_tokens: ${PIECES} };
const whole = JSON.stringify({ model: "gpt-4o", choices: [{ message: { content: "Hi" } }], usage });
const encoder = new TextEncoder();
const piece = encoder.encode("data: " + JSON.stringify({
  id: "chatcmpl-123", object: "chat.completion.chunk", created: 1700000000, model: "gpt-4o",
  choices: [{ index: 0, delta: { content: " token" }, finish_reason: null }], usage: null,
}) + "\\n\\n");
const last = encoder.encode("data: " + JSON.stringify({ choices: [], usage }) + "\\n\\ndata: [DONE]\\n\\n");
function stream(pause) {
  let left = ${PIECES};
  const start = performance.now();
  return new ReadableStream({
    async pull(controller) {
      const due = start + (${PIECES} - left) * pause;
      const wait = due - performance.now();
      if (pause > 0 && wait > 1) await new Promise((done) => setTimeout(done, wait));
      left -= 1;
      controller.enqueue(left < 0 ? last : piece);
      if (left < 0) controller.close();
    },
  });
}
const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
  await request.text();
  const pause = Number(new URL(request.url).searchParams.get("pause") ?? NaN);
  return pause >= 0
    ? new Response(stream(pause), { headers: { "content-type": "text/event-stream" } })
    : new Response(whole, { headers: { "content-type": "application/json" } });
});
postMessage(server.addr.port);
`;

const worker = new Worker(
  URL.createObjectURL(new Blob([SERVER], { type: "text/javascript" })),
  { type: "module" },
);
const port = await new Promise<number>((done) =>
  worker.onmessage = ({ data }) => done(data)
);
const url = `http://127.0.0.1:${port}/v1/chat/completions`;
setCallSettings({ seen: true, gateways: { [`127.0.0.1:${port}`]: "openai" } });
const plain = globalThis.fetch;
const seen: SeenCall[] = [];
onCall((call) => seen.push(call));
const watched = watchedFetch(plain);
const POST = {
  method: "POST",
  body: JSON.stringify({ model: "gpt-4o", messages: ["word ".repeat(2000)] }),
};

/** Time of a call in ms, over many. */
async function calls(fetch: typeof globalThis.fetch): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < CALLS; i += 1) await (await fetch(url, POST)).json();
  return (performance.now() - start) / CALLS;
}

/** Time of a whole stream in ms. */
async function stream(
  fetch: typeof globalThis.fetch,
  pause: number,
): Promise<number> {
  const start = performance.now();
  const response = await fetch(`${url}?pause=${pause}`, POST);
  for await (const _ of response.body ?? []);
  return performance.now() - start;
}

/** The least times of plain and of watched, in turns, and the difference. */
async function pairs(
  rounds: number,
  time: (fetch: typeof globalThis.fetch) => Promise<number>,
): Promise<readonly [number, number, number]> {
  let [own, other] = [Infinity, Infinity];
  for (let i = 0; i < rounds; i += 1) {
    own = Math.min(own, await time(plain));
    other = Math.min(other, await time(watched));
  }
  return [own, other, other - own];
}

const call = await pairs(60, calls);
const fast = await pairs(15, (fetch) => stream(fetch, 0));
const paced = await pairs(3, (fetch) => stream(fetch, PAUSE_MS));
const last = seen.at(-1);
if (last?.outputTokens !== PIECES) {
  throw new Error("The stream was not counted");
}

// Ten streams take no more than one.
await stream(watched, 0);
const before = Deno.memoryUsage().heapUsed;
let most = 0;
for (let i = 0; i < 10; i += 1) {
  await stream(watched, 0);
  most = Math.max(most, Deno.memoryUsage().heapUsed);
}

say("  Seeing calls to models, against the same fetch without us");
sayTable([
  ["", "plain", "seen", "more"],
  row("a call, ms", call),
  row("10,000 pieces at once, ms", fast),
  row("10,000 pieces in 5 s, ms", paced),
]);
say(`  a piece at once: ${(fast[2] / PIECES * 1000).toFixed(2)} µs more`);
say(`  paced stream: ${(paced[2] / paced[0] * 100).toFixed(2)} % more`);
say(`  heap over ten streams: ${((most - before) / 1e6).toFixed(1)} MB more`);
worker.terminate();

function row(name: string, times: readonly number[]): string[] {
  return [name, ...times.map((time) => time.toFixed(3))];
}
