/**
 * What it costs to see and price calls to models: a call, a stream of 10,000 pieces, and memory,
 * each beside a plain `fetch` of the same server, in turns: medians, and those of the differences.
 *
 *     deno run -A --import-map=tests/import_map.json tests/bench/calls.ts
 *
 * @module
 */
import { setCallSettings } from "../../src/calls/settings.ts";
import { watchedFetch } from "../../src/calls/fetch_wrapper.ts";
import { CallLog } from "../../src/tracker/calls/call_log.ts";
import { median } from "./median.ts";
import { say, sayTable } from "./say.ts";

const PIECES = 10_000;
const CALLS = 1500;

/** The time between two pieces of the paced stream, in ms; no model is so fast for long. */
const PAUSE_MS = 0.5;

/** A provider in a process of its own, so that only the client's work counts here. */
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
console.log(server.addr.port);
`;

const program = await Deno.makeTempFile({ suffix: ".js" });
await Deno.writeTextFile(program, SERVER);
const provider = new Deno.Command(Deno.execPath(), {
  args: ["run", "--allow-net", program],
  stdout: "piped",
}).spawn();
const said = await provider.stdout.pipeThrough(new TextDecoderStream())
  [Symbol.asyncIterator]().next();
const port = Number(said.value);
await Deno.remove(program);
const url = `http://127.0.0.1:${port}/v1/chat/completions`;
setCallSettings({ seen: true, gateways: { [`127.0.0.1:${port}`]: "openai" } });
const plain = globalThis.fetch;
const log = new CallLog({
  id: "bench",
  startS: performance.now() / 1000,
  taken: () => {},
  refusal: () => undefined,
});
const watched = watchedFetch(plain);
const POST = {
  method: "POST",
  body: JSON.stringify({ model: "gpt-4o", messages: ["word ".repeat(2000)] }),
};

/** Time of a call in ms. */
async function call(fetch: typeof globalThis.fetch): Promise<number> {
  const start = performance.now();
  await (await fetch(url, POST)).json();
  return performance.now() - start;
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

/** The medians of plain and of watched, in turns, and of their differences. */
async function pairs(
  rounds: number,
  time: (fetch: typeof globalThis.fetch) => Promise<number>,
): Promise<readonly [number, number, number]> {
  const own: number[] = [];
  const other: number[] = [];
  for (let i = 0; i < rounds; i += 1) {
    const turns = i % 2 === 0 ? [plain, watched] : [watched, plain];
    for (const fetch of turns) {
      (fetch === plain ? own : other).push(await time(fetch));
    }
  }
  const more = other.map((ms, i) => ms - (own[i] ?? NaN));
  return [median(own), median(other), median(more)];
}

// The first calls load modules and tables.
await pairs(100, call);
const one = await pairs(CALLS, call);
const fast = await pairs(15, (fetch) => stream(fetch, 0));
const paced = await pairs(3, (fetch) => stream(fetch, PAUSE_MS));
if (log.rows.at(-1)?.outputTokens !== PIECES) {
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
  row("a call, ms", one),
  row("10,000 pieces at once, ms", fast),
  row("10,000 pieces in 5 s, ms", paced),
]);
say(`  a piece at once: ${(fast[2] / PIECES * 1000).toFixed(2)} µs more`);
say(`  paced stream: ${(paced[2] / paced[0] * 100).toFixed(2)} % more`);
say(`  heap over ten streams: ${((most - before) / 1e6).toFixed(1)} MB more`);
log.close();
provider.kill();
await provider.status;

function row(name: string, times: readonly number[]): string[] {
  return [name, ...times.map((time) => time.toFixed(3))];
}
