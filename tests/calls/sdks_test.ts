import { assertEquals, assertExists, assertRejects } from "@std/assert";
import { wrapFetch } from "../../src/calls/fetch_wrapper.ts";
import type { SeenCall } from "../../src/calls/seen_call.ts";
import { setCallSettings } from "../../src/calls/settings.ts";
import { onCall } from "../../src/calls/watch.ts";
import { traceCalls } from "../../src/notebook/trace_calls.ts";
import { mockProvider } from "./mock_provider.ts";

/**
 * Loads a library by its name in the import map, without its types. One of them brings along types
 * of Node, which then hold for the whole project: deno.lock keeps these at version 24, as Deno's.
 */
function library(name: string) {
  return import(name);
}

const native = globalThis.fetch;
wrapFetch();
const ours = globalThis.fetch;

/** What a program does with a client. It makes the client anew each time. */
type Program = (address: string) => Promise<unknown>;

/** Runs a program without us and with us: both have to give the same. */
async function calls(provider: string, program: Program): Promise<SeenCall[]> {
  await using mock = mockProvider();
  const address = `http://${mock.host}`;
  const calls: SeenCall[] = [];
  try {
    globalThis.fetch = native;
    const plain = await program(address);
    globalThis.fetch = ours;
    setCallSettings({ seen: true, gateways: { [mock.host]: provider } });
    const unlisten = onCall((call) => calls.push(call));
    const watched = await program(address);
    unlisten();
    assertEquals(watched, plain);
    assertExists(plain);
  } finally {
    globalThis.fetch = ours;
    setCallSettings({ seen: true, gateways: {} });
  }
  return calls;
}

/** The tokens of each call; every mock answers the same. */
function tokens(calls: readonly SeenCall[]): unknown[] {
  return calls.map((call) => [
    call.model,
    call.inputTokens,
    call.cachedInputTokens,
    call.outputTokens,
    call.streamed,
    call.outcome,
  ]);
}

/** All that a stream gives, as plain data. */
async function all(stream: AsyncIterable<unknown>): Promise<unknown> {
  return plain(await Array.fromAsync(stream));
}

/** Without ids that a client or the mock makes anew each time. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner) => /^id$|Id$/.test(key) ? 0 : inner),
  );
}

const GPT = "gpt-4o-2024-08-06";
const messages = [{ role: "user" as const, content: "Hi" }];

Deno.test("the calls of OpenAI's client are seen, and it gives the same", async () => {
  const { default: OpenAI } = await library("openai");
  const program: Program = async (address) => {
    const client = new OpenAI({ apiKey: "k", baseURL: `${address}/v1` });
    const chat = { model: "gpt-4o", messages };
    return [
      plain(await client.chat.completions.create(chat)),
      await all(
        await client.chat.completions.create({
          ...chat,
          stream: true,
          stream_options: { include_usage: true },
        }),
      ),
      await all(
        await client.chat.completions.create({ ...chat, stream: true }),
      ),
      plain(await client.responses.create({ model: "gpt-5", input: "Hi" })),
      await all(
        await client.responses.create({
          model: "gpt-5",
          input: "Hi",
          stream: true,
        }),
      ),
      plain(
        await client.embeddings.create({
          model: "text-embedding-3-small",
          input: "Hi",
        }),
      ),
    ];
  };
  assertEquals(tokens(await calls("openai", program)), [
    [GPT, 20, 8, 3, false, "answered"],
    [GPT, 20, 8, 3, true, "answered"],
    [GPT, undefined, undefined, 3, true, "answered"],
    ["gpt-5-2025-08-07", 20, 8, 3, false, "answered"],
    ["gpt-5-2025-08-07", 20, 8, 3, true, "answered"],
    ["text-embedding-3-small", 20, undefined, 0, false, "answered"],
  ]);
});

Deno.test("a stream of OpenAI's client that the program leaves, or aborts, is broken off", async () => {
  const { default: OpenAI } = await library("openai");
  const program: Program = async (address) => {
    const client = new OpenAI({ apiKey: "k", baseURL: `${address}/slow/v1` });
    const chat = { model: "gpt-4o", messages, stream: true as const };
    const left = await client.chat.completions.create(chat);
    for await (const { choices } of left) {
      if (choices[0]?.delta.content) break;
    }
    const aborted = await client.chat.completions.create(chat);
    let pieces = 0;
    for await (const { choices } of aborted) {
      if (!choices[0]?.delta.content) continue;
      pieces += 1;
      aborted.controller.abort();
    }
    return pieces > 0;
  };
  for (const call of await calls("openai", program)) {
    assertEquals([call.outcome, call.estimated], ["broken off", true]);
  }
});

Deno.test("a client of OpenAI, Anthropic or Ollama that was made before is seen when it is traced", async () => {
  const { default: OpenAI } = await library("openai");
  const { default: Anthropic } = await library("@anthropic-ai/sdk");
  const { Ollama } = await library("ollama");
  globalThis.fetch = native;
  const made = (address: string) => ({
    openai: new OpenAI({ apiKey: "k", baseURL: `${address}/v1` }),
    anthropic: new Anthropic({ apiKey: "k", baseURL: address }),
    ollama: new Ollama({ host: address, fetch: native }),
  });
  for (const traces of [false, true]) {
    const program: Program = async (address) => {
      const before = globalThis.fetch;
      globalThis.fetch = native;
      const { openai, anthropic, ollama } = made(address);
      globalThis.fetch = before;
      if (traces) {
        for (const c of [openai, anthropic, ollama]) traceCalls(c);
      }
      return [
        plain(
          await openai.chat.completions.create({ model: "gpt-4o", messages }),
        ),
        plain(
          await anthropic.messages.create({
            model: "claude-opus-5",
            max_tokens: 9,
            messages,
          }),
        ),
        plain(await ollama.chat({ model: "llama3.2", messages })),
      ];
    };
    const seen = await calls("openai", program);
    assertEquals(seen.length, traces ? 3 : 0);
  }
});

Deno.test("the calls of Anthropic's client are seen, and it gives the same", async () => {
  const { default: Anthropic } = await library("@anthropic-ai/sdk");
  const program: Program = async (address) => {
    const client = new Anthropic({ apiKey: "k", baseURL: address });
    const ask = { model: "claude-opus-5", max_tokens: 9, messages };
    return [
      plain(await client.messages.create(ask)),
      await all(await client.messages.create({ ...ask, stream: true })),
      plain(await client.messages.stream(ask).finalMessage()),
    ];
  };
  const claude = ["claude-sonnet-4-5-20250929", 20, 8, 3];
  assertEquals(tokens(await calls("anthropic", program)), [
    [...claude, false, "answered"],
    [...claude, true, "answered"],
    [...claude, true, "answered"],
  ]);
});

Deno.test("the calls of Google's client are seen, and it gives the same", async () => {
  const { GoogleGenAI } = await library("@google/genai");
  const program: Program = async (address) => {
    const client = new GoogleGenAI({
      apiKey: "k",
      httpOptions: { baseUrl: address },
    });
    const ask = { model: "gemini-2.5-flash", contents: "Hi" };
    const whole = await client.models.generateContent(ask);
    const pieces: { text?: string }[] = await Array.fromAsync(
      await client.models.generateContentStream(ask),
    );
    return [whole.text, whole.usageMetadata, pieces.map(({ text }) => text)];
  };
  assertEquals(tokens(await calls("google_genai", program)), [
    ["gemini-2.5-flash", 20, 8, 3, false, "answered"],
    ["gemini-2.5-flash", 20, 8, 3, true, "answered"],
  ]);
});

Deno.test("the calls of Vercel's library are seen, and it gives the same", async () => {
  const { generateText, streamText } = await library("ai");
  const { createOpenAI } = await library("@ai-sdk/openai");
  const program: Program = async (address) => {
    const openai = createOpenAI({ apiKey: "k", baseURL: `${address}/v1` });
    const ask = { model: openai.chat("gpt-4o"), prompt: "Hi" };
    const whole = await generateText(ask);
    const { textStream, usage } = streamText(ask);
    return [whole.text, whole.usage, await all(textStream), await usage];
  };
  assertEquals(tokens(await calls("openai", program)), [
    [GPT, 20, 8, 3, false, "answered"],
    [GPT, 20, 8, 3, true, "answered"],
  ]);
});

Deno.test("the calls of LangChain are seen, and it gives the same", async () => {
  const { ChatOpenAI } = await library("@langchain/openai");
  const program: Program = async (address) => {
    const model = new ChatOpenAI({
      model: "gpt-4o",
      apiKey: "k",
      configuration: { baseURL: `${address}/v1` },
    });
    const whole = await model.invoke("Hi");
    const pieces: { content: unknown }[] = await Array.fromAsync(
      await model.stream("Hi"),
    );
    return [
      whole.content,
      whole.usage_metadata,
      pieces.map(({ content }) => content),
    ];
  };
  assertEquals(tokens(await calls("openai", program)), [
    [GPT, 20, 8, 3, false, "answered"],
    [GPT, 20, 8, 3, true, "answered"],
  ]);
});

// Its streams are never read to their end, also without us.
const LEAVES = { sanitizeResources: false };

Deno.test(
  "the calls of Ollama's client are seen, and it gives the same",
  LEAVES,
  async () => {
    const { Ollama } = await library("ollama");
    const program: Program = async (host) => {
      const client = traceCalls(new Ollama({ host }));
      const ask = { model: "llama3.2", messages };
      return [
        plain(await client.chat(ask)),
        await all(await client.chat({ ...ask, stream: true })),
      ];
    };
    const seen = await calls("ollama", program);
    assertEquals(tokens(seen), [
      ["llama3.2", 20, undefined, 3, false, "answered"],
      ["llama3.2", 20, undefined, 3, true, "answered"],
    ]);
    assertEquals(seen[1]?.serverTimes, { inputS: 1, outputS: 2 });
  },
);

Deno.test("the calls of Cohere's client are seen, and it gives the same", async () => {
  const { CohereClientV2 } = await library("cohere-ai");
  const program: Program = async (environment) => {
    const client = new CohereClientV2({ token: "k", environment });
    const ask = { model: "command-a-03-2025", messages };
    return [
      plain(await client.chat(ask)),
      await all(await client.chatStream(ask)),
    ];
  };
  assertEquals(tokens(await calls("cohere", program)), [
    ["command-a-03-2025", 20, undefined, 3, false, "answered"],
    ["command-a-03-2025", 20, undefined, 3, true, "answered"],
  ]);
});

Deno.test("the calls of Mistral's client are seen, and it gives the same", async () => {
  const { Mistral } = await library("@mistralai/mistralai");
  const program: Program = async (serverURL) => {
    const client = new Mistral({ apiKey: "k", serverURL });
    const ask = { model: "mistral-large-latest", messages };
    return [
      plain(await client.chat.complete(ask)),
      await all(await client.chat.stream(ask)),
    ];
  };
  const seen = await calls("mistralai", program);
  assertEquals(tokens(seen).map((one) => (one as unknown[]).slice(3)), [
    [3, false, "answered"],
    [3, true, "answered"],
  ]);
});

Deno.test("an error that a client throws is the same", async () => {
  const { default: OpenAI } = await library("openai");
  const program: Program = async (address) => {
    const client = new OpenAI({
      apiKey: "k",
      baseURL: `${address}/wrong`,
      maxRetries: 1,
    });
    const error = await assertRejects(() =>
      client.images.generate({ prompt: "x" })
    );
    return [(error as Error).name, (error as Error).message];
  };
  const seen = await calls("openai", program);
  for (const { status, outcome } of seen) {
    assertEquals([status, outcome], [404, "failed"]);
  }
});
