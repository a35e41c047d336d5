import { watchedFetch } from "../../src/calls/fetch_wrapper.ts";
import type { SeenCall } from "../../src/calls/seen_call.ts";
import { setCallSettings } from "../../src/calls/settings.ts";
import { onCall } from "../../src/calls/watch.ts";
import { events } from "./seen.ts";

export const CHAT = "https://api.openai.com/v1/chat/completions";
export const USAGE = { prompt_tokens: 3, completion_tokens: 2 };
const ANSWER = JSON.stringify({
  model: "m",
  text: "é".repeat(9000),
  usage: USAGE,
});
export const SSE = { "content-type": "text/event-stream" };
export const encoder: TextEncoder = new TextEncoder();

/** A server that stands for a provider. It answers in the ways that its paths name. */
export async function withServer(
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
export async function seen(action: () => Promise<void>): Promise<SeenCall[]> {
  const calls: SeenCall[] = [];
  const unlisten = onCall((call) => calls.push(call));
  try {
    await action();
  } finally {
    unlisten();
  }
  return calls;
}

/** As it was before we wrapped it. */
export const native: typeof fetch = globalThis.fetch;

/** The same, watched. */
export const watched: typeof fetch = watchedFetch(native);
export const POST = { method: "POST", body: '{"model":"m"}' };

/** A provider that is no server. */
export function answering(answer: () => Response): typeof fetch {
  return watchedFetch(() => Promise.resolve(answer()));
}
