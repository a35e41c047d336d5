import { events } from "./seen.ts";

/** What every mock answer says; the prompt is 20 tokens, of which 8 were cached. */
const TEXT = ["Grüße", " aus", " 東京"];

/** A server that answers as the providers do. */
export interface MockProvider extends AsyncDisposable {
  /** Such as `127.0.0.1:8080`. */
  readonly host: string;
}

/** Starts a server that answers in the format that the path of a request asks for. */
export function mockProvider(): MockProvider {
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async (request) => {
      const { pathname, search } = new URL(request.url);
      const body = await request.json();
      const streams = body.stream === true || /stream/i.test(pathname + search);
      const answer = ANSWERS.find(([path]) => path.test(pathname))?.[1];
      if (answer === undefined) return new Response("?", { status: 404 });
      const made = answer(streams, body);
      return typeof made === "object"
        ? Response.json(made)
        : new Response(cut(made, pathname.startsWith("/slow") ? 5 : 0), {
          headers: { "content-type": typeOf(made) },
        });
    },
  );
  return {
    host: `127.0.0.1:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

function typeOf(text: string): string {
  return text.startsWith("{") ? "application/x-ndjson" : "text/event-stream";
}

/** Pieces that cut events and characters, with a pause after each, in ms. */
function cut(
  text: string,
  pause: number,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let left = new TextEncoder().encode(text);
  return new ReadableStream({
    async pull(controller) {
      if (pause > 0) {
        await new Promise<void>((done) => timer = setTimeout(done, pause));
      }
      if (left.length === 0) return controller.close();
      controller.enqueue(left.slice(0, 37));
      left = left.slice(37);
    },
    cancel: () => clearTimeout(timer),
  });
}

type Body = { stream_options?: object; max_tokens?: number };

const ANSWERS: [RegExp, (streams: boolean, body: Body) => object | string][] = [
  [/\/chat\/completions$/, chat],
  [/\/responses$/, responses],
  [/\/messages$/, messages],
  [/Content$/, gemini],
  [/\/api\/chat$/, ollama],
  [/\/v2\/chat$/, cohere],
  [/\/embeddings$/, () => ({
    object: "list",
    model: "text-embedding-3-small",
    data: [{ object: "embedding", index: 0, embedding: [0.5, 0.25] }],
    usage: { prompt_tokens: 20, total_tokens: 20 },
  })],
];

function chat(streams: boolean, { stream_options }: Body) {
  const usage = {
    prompt_tokens: 20,
    completion_tokens: 3,
    total_tokens: 23,
    prompt_tokens_details: { cached_tokens: 8 },
  };
  const common = { id: "c", created: 1, model: "gpt-4o-2024-08-06" };
  const one = (more: object) => ({
    ...common,
    object: "chat.completion.chunk",
    choices: [{ index: 0, finish_reason: null, ...more }],
  });
  return streams
    ? events(
      one({ delta: { role: "assistant", content: "" } }),
      ...TEXT.map((content) => one({ delta: { content } })),
      one({ delta: {}, finish_reason: "stop" }),
      ...stream_options === undefined
        ? []
        : [{ ...common, object: "chat.completion.chunk", choices: [], usage }],
      "[DONE]",
    )
    : {
      ...common,
      object: "chat.completion",
      choices: [{
        index: 0,
        finish_reason: "stop",
        message: { role: "assistant", content: TEXT.join("") },
      }],
      usage,
    };
}

function responses(streams: boolean) {
  const response = {
    id: `resp_${Math.random()}`,
    object: "response",
    created_at: 1,
    status: "completed",
    model: "gpt-5-2025-08-07",
    output: [],
    usage: {
      input_tokens: 20,
      input_tokens_details: { cached_tokens: 8 },
      output_tokens: 3,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 23,
    },
  };
  return streams
    ? events(
      {
        type: "response.created",
        response: { ...response, status: "in_progress", usage: null },
      },
      ...TEXT.map((delta) => ({ type: "response.output_text.delta", delta })),
      { type: "response.completed", response },
    )
    : response;
}

function messages(streams: boolean) {
  const usage = {
    input_tokens: 7,
    cache_read_input_tokens: 8,
    cache_creation_input_tokens: 5,
    output_tokens: 3,
  };
  const message = {
    id: "msg",
    type: "message",
    role: "assistant",
    model: "claude-sonnet-4-5-20250929",
    content: [{ type: "text", text: TEXT.join("") }],
    stop_reason: "end_turn",
    stop_sequence: null,
    usage,
  };
  const rows = [
    {
      type: "message_start",
      message: {
        ...message,
        content: [],
        stop_reason: null,
        usage: { ...usage, output_tokens: 1 },
      },
    },
    {
      type: "content_block_start",
      index: 0,
      content_block: { type: "text", text: "" },
    },
    ...TEXT.map((text) => ({
      type: "content_block_delta",
      index: 0,
      delta: { type: "text_delta", text },
    })),
    { type: "content_block_stop", index: 0 },
    {
      type: "message_delta",
      delta: { stop_reason: "end_turn", stop_sequence: null },
      usage: { output_tokens: 3, input_tokens: null },
    },
    { type: "message_stop" },
  ];
  return streams
    ? rows.map((row) => `event: ${row.type}\n${events(row)}`).join("")
    : message;
}

function gemini(streams: boolean) {
  const one = (text: string) => ({
    candidates: [{ index: 0, content: { role: "model", parts: [{ text }] } }],
    modelVersion: "gemini-2.5-flash",
  });
  const usageMetadata = {
    promptTokenCount: 20,
    cachedContentTokenCount: 8,
    candidatesTokenCount: 2,
    thoughtsTokenCount: 1,
    totalTokenCount: 23,
  };
  const [last = "", ...others] = TEXT.toReversed();
  return streams
    ? events(...others.toReversed().map(one), { ...one(last), usageMetadata })
    : { ...one(TEXT.join("")), usageMetadata };
}

function ollama(streams: boolean) {
  const one = (content: string) => ({
    model: "llama3.2",
    created_at: "2026-01-01T00:00:00Z",
    message: { role: "assistant", content },
    done: false,
  });
  const end = {
    done: true,
    done_reason: "stop",
    total_duration: 3e9,
    prompt_eval_count: 20,
    prompt_eval_duration: 1e9,
    eval_count: 3,
    eval_duration: 2e9,
  };
  return streams
    ? [...TEXT.map(one), { ...one(""), ...end }]
      .map((row) => JSON.stringify(row) + "\n").join("")
    : { ...one(TEXT.join("")), ...end };
}

function cohere(streams: boolean) {
  const usage = {
    billed_units: { input_tokens: 4, output_tokens: 3 },
    tokens: { input_tokens: 20, output_tokens: 3 },
  };
  const rows = [
    {
      type: "message-start",
      id: "c",
      delta: { message: { role: "assistant", content: [] } },
    },
    ...TEXT.map((text) => ({
      type: "content-delta",
      index: 0,
      delta: { message: { content: { text } } },
    })),
    {
      type: "message-end",
      id: "c",
      delta: { finish_reason: "COMPLETE", usage },
    },
  ];
  return streams
    ? rows.map((row) => `event: ${row.type}\n${events(row)}`).join("")
    : {
      id: "c",
      finish_reason: "COMPLETE",
      message: {
        role: "assistant",
        content: [{ type: "text", text: TEXT.join("") }],
      },
      usage,
    };
}
