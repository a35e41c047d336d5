/**
 * An answer in each format, written as the SDKs and documents of the providers have it, with the
 * counts that a reader of these documents takes from it.
 * @module
 */

import type { SeenCall } from "../../src/calls/seen_call.ts";
import { events, type Exchange, frames } from "./seen.ts";

/** An answer, and what has to be seen in it. */
export interface Answer extends Exchange {
  readonly name: string;
  readonly seen: Partial<SeenCall>;
}

const SSE = { "content-type": "text/event-stream" };
const LINES = { "content-type": "application/x-ndjson" };
const JSON_TYPE = { "content-type": "application/json" };
const FRAMES = { "content-type": "application/vnd.amazon.eventstream" };

/** Whole answers in JSON. */
function whole(
  name: string,
  url: string,
  answer: unknown,
  seen: Partial<SeenCall>,
  more: Partial<Exchange> = {},
): Answer {
  return {
    name,
    url,
    answer: JSON.stringify(answer),
    ...more,
    headers: { ...JSON_TYPE, ...more.headers },
    seen: { streamed: false, estimated: false, outcome: "answered", ...seen },
  };
}

/** Streams. */
function stream(
  name: string,
  url: string,
  answer: Exchange["answer"],
  seen: Partial<SeenCall>,
  more: Partial<Exchange> = {},
): Answer {
  return {
    name,
    url,
    answer,
    headers: SSE,
    ...more,
    seen: { streamed: true, estimated: false, outcome: "answered", ...seen },
  };
}

function asked(body: unknown): Pick<Exchange, "init"> {
  return { init: { method: "POST", body: JSON.stringify(body) } };
}

function chunk(content: string, more: object = {}): unknown {
  return {
    object: "chat.completion.chunk",
    model: "m",
    choices: [{ index: 0, delta: { content }, finish_reason: null }],
    ...more,
  };
}

function lines(...rows: readonly unknown[]): string {
  return rows.map((row) => JSON.stringify(row) + "\n").join("");
}

const CHAT = "https://api.openai.com/v1/chat/completions";
const OPENAI_USAGE = {
  prompt_tokens: 100,
  completion_tokens: 20,
  total_tokens: 120,
  prompt_tokens_details: { cached_tokens: 64, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 8 },
};
const OPENAI = {
  provider: "openai",
  format: "openai-chat",
  inputTokens: 100,
  cachedInputTokens: 64,
  outputTokens: 20,
  reasoningTokens: 8,
};
const ANTHROPIC_USAGE = {
  input_tokens: 10,
  cache_read_input_tokens: 200,
  cache_creation_input_tokens: 30,
  output_tokens: 50,
};
const ANTHROPIC = {
  model: "claude-sonnet-4-5-20250929",
  inputTokens: 240,
  cachedInputTokens: 200,
  outputTokens: 50,
};
const MESSAGES = "https://api.anthropic.com/v1/messages";
const CLAUDE = events(
  {
    type: "message_start",
    message: {
      model: "claude-sonnet-4-5-20250929",
      content: [],
      usage: { ...ANTHROPIC_USAGE, output_tokens: 1, inference_geo: "us" },
    },
  },
  { type: "content_block_start", index: 0, content_block: { type: "text" } },
  {
    type: "content_block_delta",
    index: 0,
    delta: { type: "text_delta", text: "Hé" },
  },
  {
    type: "message_delta",
    delta: { stop_reason: "end_turn" },
    usage: {
      input_tokens: null,
      cache_read_input_tokens: null,
      output_tokens: 50,
    },
  },
  { type: "message_stop" },
);
const GEMINI =
  "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:";
const GEMINI_USAGE = {
  promptTokenCount: 90,
  cachedContentTokenCount: 40,
  toolUsePromptTokenCount: 10,
  candidatesTokenCount: 30,
  thoughtsTokenCount: 70,
  totalTokenCount: 200,
};
const GEMINI_SEEN = {
  model: "gemini-2.5-flash",
  inputTokens: 100,
  cachedInputTokens: 40,
  outputTokens: 100,
  reasoningTokens: 70,
};
const BEDROCK = "https://bedrock-runtime.eu-west-1.amazonaws.com/model/";
const RESPONSES = "https://eu.api.openai.com/v1/responses";
const RESPONSE = {
  id: "resp_stream",
  object: "response",
  model: "gpt-5-2025-08-07",
  status: "completed",
  error: null,
  usage: {
    input_tokens: 100,
    input_tokens_details: { cached_tokens: 60 },
    output_tokens: 40,
    output_tokens_details: { reasoning_tokens: 25 },
    total_tokens: 140,
  },
};
const RESPONSE_SEEN = {
  model: "gpt-5-2025-08-07",
  inputTokens: 100,
  cachedInputTokens: 60,
  outputTokens: 40,
  reasoningTokens: 25,
  place: "Europe",
};
const OLLAMA = "http://localhost:11434/api/";
const OLLAMA_END = {
  model: "llama3.2",
  done: true,
  done_reason: "stop",
  total_duration: 5e9,
  prompt_eval_count: 26,
  prompt_eval_duration: 130_000_000,
  eval_count: 298,
  eval_duration: 4_500_000_000,
};
const OLLAMA_SEEN = {
  provider: "ollama",
  model: "llama3.2",
  inputTokens: 26,
  outputTokens: 298,
  isLocal: true,
  place: undefined,
  serverTimes: { inputS: 0.13, outputS: 4.5 },
};
const TIMINGS = {
  cache_n: 236,
  prompt_n: 1,
  prompt_ms: 30,
  predicted_n: 35,
  predicted_ms: 661,
};

/** Every answer. */
export const ANSWERS: readonly Answer[] = [
  whole("OpenAI chat", CHAT, {
    model: "gpt-4o-2024-08-06",
    choices: [{ message: { content: "Hi" }, finish_reason: "stop" }],
    usage: OPENAI_USAGE,
  }, { ...OPENAI, model: "gpt-4o-2024-08-06", place: undefined }),
  stream(
    "OpenAI chat with usage",
    CHAT,
    events(
      chunk(""),
      chunk("H", { usage: null }),
      chunk("i", { usage: null }),
      { model: "gpt-4o", choices: [], usage: OPENAI_USAGE },
      "[DONE]",
    ),
    OPENAI,
  ),
  stream(
    "OpenAI chat without usage: the pieces are counted",
    CHAT,
    events(
      chunk(""),
      chunk("H"),
      chunk("i"),
      {
        model: "gpt-4o",
        choices: [{ delta: { tool_calls: [{ index: 0 }] } }],
      },
      { model: "gpt-4o", choices: [{ delta: {}, finish_reason: "stop" }] },
      "[DONE]",
    ),
    { outputTokens: 3, inputTokens: undefined, estimated: true },
  ),
  whole("OpenAI completions", "https://api.openai.com/v1/completions", {
    model: "gpt-3.5-turbo-instruct",
    choices: [{ text: "Hi" }],
    usage: { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 },
  }, { format: "openai-completions", inputTokens: 5, outputTokens: 7 }),
  whole("OpenAI responses", RESPONSES, { ...RESPONSE, id: "resp_1" }, {
    format: "openai-responses",
    ...RESPONSE_SEEN,
  }),
  stream(
    "OpenAI responses",
    RESPONSES,
    events(
      {
        type: "response.created",
        response: { id: "resp_2", status: "in_progress", usage: null },
      },
      { type: "response.output_text.delta", delta: "Hi" },
      { type: "response.output_text.done", text: "Hi" },
      { type: "response.completed", response: { ...RESPONSE, id: "resp_2" } },
    ),
    RESPONSE_SEEN,
  ),
  whole("OpenAI embeddings", "https://api.openai.com/v1/embeddings", {
    model: "text-embedding-3-small",
    data: [{ embedding: [0.1, 0.2] }],
    usage: { prompt_tokens: 8, total_tokens: 8 },
  }, { inputTokens: 8, outputTokens: 0, images: undefined }),
  whole(
    "OpenAI images of a model with tokens",
    "https://api.openai.com/v1/images/generations",
    {
      data: [{ b64_json: "aGk=" }, { b64_json: "aGk=" }],
      usage: { input_tokens: 13, output_tokens: 2112, total_tokens: 2125 },
    },
    {
      model: "gpt-image-1",
      images: 2,
      inputTokens: 13,
      outputTokens: 2112,
    },
    asked({ model: "gpt-image-1", prompt: "a cat" }),
  ),
  whole(
    "OpenAI images of a model without tokens",
    "https://api.openai.com/v1/images/generations",
    {
      data: [{ url: "https://x.test/1.png" }],
    },
    {
      model: "dall-e-3",
      images: 1,
      inputTokens: undefined,
      outputTokens: undefined,
    },
    asked({ model: "dall-e-3" }),
  ),
  stream(
    "OpenAI images",
    "https://api.openai.com/v1/images/generations",
    events(
      { type: "image_generation.partial_image", b64_json: "aGk=" },
      {
        type: "image_generation.completed",
        b64_json: "aGk=",
        usage: { input_tokens: 13, output_tokens: 1056, total_tokens: 1069 },
      },
    ),
    { images: 1, inputTokens: 13, outputTokens: 1056 },
  ),
  whole(
    "OpenAI transcription",
    "https://api.openai.com/v1/audio/transcriptions",
    {
      text: "Hi",
      usage: { type: "tokens", input_tokens: 14, output_tokens: 45 },
    },
    {
      model: "gpt-4o-transcribe",
      inputTokens: 14,
      outputTokens: 45,
    },
    {
      init: {
        method: "POST",
        body: (() => {
          const form = new FormData();
          form.set("model", "gpt-4o-transcribe");
          form.set("file", new Blob(["sound"]), "a.mp3");
          return form;
        })(),
      },
    },
  ),
  whole(
    "OpenAI transcription of a model without tokens",
    "https://api.openai.com/v1/audio/transcriptions",
    {
      text: "Hi",
      usage: { type: "duration", seconds: 9 },
    },
    { inputTokens: undefined, outputTokens: undefined },
  ),
  stream(
    "OpenAI speech",
    "https://api.openai.com/v1/audio/speech",
    events(
      { type: "speech.audio.delta", audio: "aGk=" },
      {
        type: "speech.audio.done",
        usage: { input_tokens: 14, output_tokens: 101, total_tokens: 115 },
      },
    ),
    { model: "gpt-4o-mini-tts", inputTokens: 14, outputTokens: 101 },
    asked({ model: "gpt-4o-mini-tts", input: "Hi" }),
  ),
  whole(
    "OpenAI speech as bytes",
    "https://api.openai.com/v1/audio/speech",
    {
      usage: { input_tokens: 1 },
    },
    { model: "tts-1", inputTokens: undefined, outputTokens: undefined },
    {
      ...asked({ model: "tts-1" }),
      headers: { "content-type": "audio/mpeg" },
    },
  ),
  whole("OpenAI batch", "https://api.openai.com/v1/batches/batch_1", {
    id: "batch_1",
    object: "batch",
    model: "gpt-4o-mini",
    status: "completed",
    output_file_id: "file-once",
    usage: {
      input_tokens: 900,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: 300,
      output_tokens_details: { reasoning_tokens: 0 },
    },
  }, {
    format: "openai-batch",
    inputTokens: 900,
    outputTokens: 300,
    cachedInputTokens: 0,
  }, { init: {} }),
  whole("Anthropic messages", MESSAGES, {
    type: "message",
    model: "claude-sonnet-4-5-20250929",
    content: [{ type: "text", text: "Hi" }],
    usage: { ...ANTHROPIC_USAGE, inference_geo: "us" },
  }, { ...ANTHROPIC, format: "anthropic-messages", place: "USA" }),
  stream("Anthropic messages", MESSAGES, CLAUDE, {
    ...ANTHROPIC,
    place: "USA",
  }),
  whole("Anthropic messages after a compaction", MESSAGES, {
    model: "claude-sonnet-4-5-20250929",
    usage: {
      input_tokens: 20,
      output_tokens: 5,
      iterations: [
        { type: "compaction", input_tokens: 1000, output_tokens: 100 },
        { type: "message", input_tokens: 20, output_tokens: 5 },
      ],
    },
  }, { inputTokens: 1020, outputTokens: 105 }),
  {
    name: "Anthropic batch",
    url: "https://api.anthropic.com/v1/messages/batches/msgbatch_1/results",
    init: {},
    headers: { "content-type": "application/x-jsonl" },
    answer: lines(
      {
        custom_id: "a",
        result: {
          type: "succeeded",
          message: { model: "claude-haiku-4-5", usage: ANTHROPIC_USAGE },
        },
      },
      { custom_id: "b", result: { type: "errored" } },
      {
        custom_id: "c",
        result: {
          type: "succeeded",
          message: { model: "claude-haiku-4-5", usage: ANTHROPIC_USAGE },
        },
      },
    ),
    seen: {
      format: "anthropic-batch",
      model: "claude-haiku-4-5",
      inputTokens: 480,
      cachedInputTokens: 400,
      outputTokens: 100,
    },
  },
  whole(
    "Anthropic on Vertex",
    "https://europe-west1-aiplatform.googleapis.com/v1/projects/p/locations/europe-west1/" +
      "publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict",
    { usage: ANTHROPIC_USAGE },
    {
      ...ANTHROPIC,
      provider: "vertex",
      model: "claude-sonnet-4-5@20250929",
      place: "gcp/europe-west1",
    },
  ),
  stream(
    "Anthropic on Vertex",
    "https://aiplatform.googleapis.com/v1/projects/p/locations/global/" +
      "publishers/anthropic/models/claude-sonnet-4-5@20250929:streamRawPredict",
    CLAUDE,
    { ...ANTHROPIC, provider: "vertex" },
  ),
  stream(
    "Anthropic on Azure",
    "https://mine.services.ai.azure.com/anthropic/v1/messages",
    CLAUDE,
    { ...ANTHROPIC, provider: "azure-openai" },
  ),
  stream(
    "Anthropic on AWS",
    "https://bedrock-mantle.us-east-1.api.aws/anthropic/v1/messages",
    CLAUDE,
    { ...ANTHROPIC, provider: "bedrock", place: "USA" },
  ),
  whole("Gemini", GEMINI + "generateContent", {
    candidates: [{ content: { parts: [{ text: "Hi" }] } }],
    modelVersion: "gemini-2.5-flash",
    usageMetadata: GEMINI_USAGE,
  }, { ...GEMINI_SEEN, provider: "google_genai", format: "gemini" }),
  whole("Gemini that only thought", GEMINI + "generateContent", {
    usageMetadata: {
      promptTokenCount: 8,
      thoughtsTokenCount: 60,
      totalTokenCount: 68,
    },
  }, { inputTokens: 8, outputTokens: 60, reasoningTokens: 60 }),
  stream(
    "Gemini, where the last count holds",
    GEMINI + "streamGenerateContent?alt=sse",
    events(
      {
        candidates: [{ content: { parts: [{ text: "H" }] } }],
        usageMetadata: { promptTokenCount: 90, totalTokenCount: 90 },
      },
      {
        candidates: [{
          content: { parts: [{ text: "i" }] },
          finishReason: "STOP",
        }],
        usageMetadata: GEMINI_USAGE,
      },
    ),
    GEMINI_SEEN,
  ),
  stream(
    "Gemini as a list",
    GEMINI + "streamGenerateContent",
    JSON.stringify(
      [
        { candidates: [{ content: { parts: [{ text: "H" }] } }] },
        { candidates: [], usageMetadata: GEMINI_USAGE },
      ],
      null,
      2,
    ),
    GEMINI_SEEN,
    { headers: JSON_TYPE },
  ),
  whole(
    "Gemini on Vertex",
    "https://us-central1-aiplatform.googleapis.com/v1beta1/projects/p/locations/us-central1/" +
      "publishers/google/models/gemini-2.5-flash:generateContent",
    { usageMetadata: GEMINI_USAGE },
    { ...GEMINI_SEEN, provider: "vertex", place: "gcp/us-central1" },
  ),
  whole(
    "Gemini interactions, thoughts beside",
    "https://generativelanguage.googleapis.com/v1beta/interactions",
    {
      id: "i_1",
      model: "gemini-3-pro",
      status: "completed",
      usage: {
        total_input_tokens: 50,
        total_tool_use_tokens: 10,
        total_cached_tokens: 20,
        total_output_tokens: 30,
        total_thought_tokens: 40,
        total_tokens: 130,
      },
    },
    {
      model: "gemini-3-pro",
      inputTokens: 60,
      cachedInputTokens: 20,
      outputTokens: 70,
      reasoningTokens: 40,
    },
  ),
  stream(
    "Gemini interactions, thoughts inside",
    "https://generativelanguage.googleapis.com/v1beta/interactions",
    events({ event_type: "content.delta", delta: { text: "Hi" } }, {
      event_type: "interaction.completed",
      interaction: {
        id: "i_2",
        model: "gemini-3-pro",
        usage: {
          total_input_tokens: 50,
          total_output_tokens: 70,
          total_thought_tokens: 40,
          total_tokens: 120,
        },
      },
    }),
    { inputTokens: 50, outputTokens: 70, reasoningTokens: 40 },
  ),
  whole(
    "Gemini embeddings",
    GEMINI.replace("2.5-flash", "embedding-001") + "embedContent",
    {
      embedding: { values: [0.1] },
      usageMetadata: { promptTokenCount: 6 },
    },
    { model: "gemini-embedding-001", inputTokens: 6, outputTokens: 0 },
  ),
  whole(
    "Embeddings on Vertex",
    "https://us-east5-aiplatform.googleapis.com/v1/projects/p/locations/us-east5/" +
      "publishers/google/models/text-embedding-005:predict",
    {
      predictions: [
        { embeddings: { statistics: { token_count: 4 }, values: [0.1] } },
        { embeddings: { statistics: { token_count: 5 }, values: [0.1] } },
      ],
    },
    { model: "text-embedding-005", inputTokens: 9, outputTokens: 0 },
  ),
  whole(
    "Gemini in OpenAI's form leaves out the thoughts",
    "https://generativelanguage.googleapis.com/v1beta/openai/chat/completions",
    {
      model: "gemini-2.5-flash",
      usage: { prompt_tokens: 758, completion_tokens: 102, total_tokens: 1725 },
    },
    { inputTokens: 758, outputTokens: 967, reasoningTokens: 865 },
  ),
  stream(
    "Mistral chat",
    "https://api.eu.mistral.ai/v1/chat/completions",
    events(chunk("Hi"), {
      model: "mistral-large-latest",
      choices: [{ delta: { content: "" }, finish_reason: "stop" }],
      usage: {
        prompt_tokens: 30,
        completion_tokens: 9,
        prompt_token_details: { cached_tokens: 16 },
      },
    }, "[DONE]"),
    {
      provider: "mistralai",
      inputTokens: 30,
      cachedInputTokens: 16,
      outputTokens: 9,
      place: "Europe",
    },
  ),
  whole(
    "Mistral fill in the middle",
    "https://api.mistral.ai/v1/fim/completions",
    {
      model: "codestral-2501",
      usage: { prompt_tokens: 8, completion_tokens: 91, num_cached_tokens: 3 },
    },
    { inputTokens: 8, cachedInputTokens: 3, outputTokens: 91 },
  ),
  stream(
    "Mistral conversations",
    "https://api.mistral.ai/v1/conversations",
    events({ type: "message.output.delta", content: "Hi" }, {
      type: "conversation.response.done",
      usage: { prompt_tokens: 20, completion_tokens: 12, connector_tokens: 0 },
    }),
    { model: "mistral-medium-latest", inputTokens: 20, outputTokens: 12 },
    asked({ model: "mistral-medium-latest", stream: true }),
  ),
  whole("Cohere chat names no model", "https://api.cohere.com/v2/chat", {
    message: { content: [{ type: "text", text: "Hi" }] },
    usage: {
      billed_units: { input_tokens: 5, output_tokens: 9 },
      tokens: { input_tokens: 71, output_tokens: 11 },
    },
  }, {
    model: "command-a-03-2025",
    inputTokens: 71,
    outputTokens: 11,
  }, asked({ model: "command-a-03-2025" })),
  stream(
    "Cohere chat",
    "https://api.cohere.com/v2/chat",
    events({
      type: "content-delta",
      delta: { message: { content: { text: "Hi" } } },
    }, {
      type: "message-end",
      delta: {
        finish_reason: "COMPLETE",
        usage: { tokens: { input_tokens: 71, output_tokens: 11 } },
      },
    }),
    { model: "command-r", inputTokens: 71, outputTokens: 11 },
    asked({ model: "command-r" }),
  ),
  whole(
    "Cohere embed",
    "https://api.cohere.com/v2/embed",
    {
      embeddings: { float: [[0.1]] },
      meta: { billed_units: { input_tokens: 17 } },
    },
    { model: "embed-v4.0", inputTokens: 17, outputTokens: 0 },
    asked({
      model: "embed-v4.0",
    }),
  ),
  whole(
    "Bedrock Converse counts the cache beside",
    BEDROCK + "eu.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse",
    {
      output: { message: { content: [{ text: "Hi" }] } },
      usage: {
        inputTokens: 10,
        cacheReadInputTokens: 200,
        cacheWriteInputTokens: 30,
        outputTokens: 50,
        totalTokens: 290,
      },
      metrics: { latencyMs: 800 },
    },
    {
      provider: "bedrock",
      model: "eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
      inputTokens: 240,
      cachedInputTokens: 200,
      outputTokens: 50,
      place: "Europe",
    },
  ),
  stream(
    "Bedrock ConverseStream in frames",
    BEDROCK + "meta.llama3-70b-instruct-v1%3A0/converse-stream",
    frames(
      { role: "assistant" },
      { contentBlockIndex: 0, delta: { text: "Hi" } },
      { stopReason: "end_turn" },
      {
        usage: { inputTokens: 12, outputTokens: 3, totalTokens: 15 },
        metrics: { latencyMs: 9 },
      },
    ),
    {
      model: "meta.llama3-70b-instruct-v1:0",
      inputTokens: 12,
      outputTokens: 3,
      place: "aws/eu-west-1",
    },
    { headers: FRAMES },
  ),
  stream(
    "Bedrock InvokeModel in frames",
    BEDROCK + "amazon.nova-lite-v1%3A0/invoke-with-response-stream",
    frames(
      { bytes: btoa(JSON.stringify({ contentBlockDelta: {} })) },
      {
        bytes: btoa(JSON.stringify({
          type: "message_stop",
          "amazon-bedrock-invocationMetrics": {
            inputTokenCount: 5,
            cacheReadInputTokenCount: 100,
            outputTokenCount: 7,
          },
        })),
      },
    ),
    { inputTokens: 105, cachedInputTokens: 100, outputTokens: 7 },
    { headers: FRAMES },
  ),
  whole(
    "Bedrock InvokeModel with headers",
    BEDROCK + "ai21.jamba-1-5/invoke",
    {
      outputs: [{ text: "Hi" }],
    },
    { inputTokens: 6, outputTokens: 4 },
    {
      headers: {
        "x-amzn-bedrock-input-token-count": "6",
        "x-amzn-bedrock-output-token-count": "4",
      },
    },
  ),
  whole("Titan on Bedrock", BEDROCK + "amazon.titan-text-lite-v1/invoke", {
    inputTextTokenCount: 5,
    results: [{ tokenCount: 40, outputText: "Hi" }],
  }, { inputTokens: 5, outputTokens: 40 }),
  whole("Llama on Bedrock", BEDROCK + "meta.llama3-8b-instruct-v1:0/invoke", {
    generation: "Hi",
    prompt_token_count: 15,
    generation_token_count: 25,
  }, { inputTokens: 15, outputTokens: 25 }),
  whole(
    "Azure, where the path has a deployment",
    "https://mine.openai.azure.com/openai/deployments/my-name/chat/completions?api-version=2024",
    { model: "gpt-4o-2024-08-06", usage: OPENAI_USAGE },
    {
      ...OPENAI,
      provider: "azure-openai",
      model: "gpt-4o-2024-08-06",
      place: "azure/Sweden Central",
    },
    { headers: { "x-ms-region": "Sweden Central" } },
  ),
  stream(
    "Azure v1, whose first piece has no choices",
    "https://mine.openai.azure.com/openai/v1/chat/completions",
    events(
      { model: "", choices: [], prompt_filter_results: [] },
      {
        ...chunk("Hi") as object,
        model: "gpt-4o-2024-08-06",
      },
      { choices: [], usage: OPENAI_USAGE },
      "[DONE]",
    ),
    { ...OPENAI, provider: "azure-openai", model: "gpt-4o-2024-08-06" },
  ),
  stream(
    "OpenRouter, with comments",
    "https://openrouter.ai/api/v1/chat/completions",
    ": OPENROUTER PROCESSING\n\n" +
      events(chunk("Hi", { provider: "DeepInfra" }), {
        ...chunk("", { provider: "DeepInfra" }) as object,
        usage: { ...OPENAI_USAGE, cost: 0.01 },
      }, "[DONE]"),
    { ...OPENAI, provider: "deepinfra" },
  ),
  stream(
    "Vercel's gateway, with the model in a header",
    "https://ai-gateway.vercel.sh/v4/ai/language-model",
    events({ type: "text-delta", delta: "Hi" }, {
      type: "finish",
      usage: {
        inputTokens: { total: 100, noCache: 40, cacheRead: 60 },
        outputTokens: { total: 20, text: 12, reasoning: 8 },
      },
    }),
    {
      model: "openai/gpt-5",
      inputTokens: 100,
      cachedInputTokens: 60,
      outputTokens: 20,
      reasoningTokens: 8,
    },
    {
      init: {
        method: "POST",
        body: "{}",
        headers: { "ai-language-model-id": "openai/gpt-5" },
      },
    },
  ),
  whole(
    "Hugging Face's router",
    "https://router.huggingface.co/v1/chat/completions",
    {
      model: "deepseek-ai/DeepSeek-V3",
      usage: { prompt_tokens: 5, completion_tokens: 6, total_tokens: 11 },
    },
    { provider: "fireworks", inputTokens: 5, outputTokens: 6 },
    {
      headers: { "x-inference-provider": "fireworks-ai" },
    },
  ),
  whole("DeepSeek", "https://api.deepseek.com/chat/completions", {
    model: "deepseek-chat",
    usage: {
      prompt_tokens: 30,
      completion_tokens: 40,
      prompt_cache_hit_tokens: 16,
      prompt_cache_miss_tokens: 14,
      completion_tokens_details: { reasoning_tokens: 25 },
    },
  }, {
    inputTokens: 30,
    cachedInputTokens: 16,
    outputTokens: 40,
    reasoningTokens: 25,
  }),
  whole(
    "Groq, whose other usage is of its cache",
    "https://api.groq.com/openai/v1/chat/completions",
    {
      model: "llama-3.3-70b-versatile",
      usage: {
        prompt_tokens: 18,
        completion_tokens: 556,
        queue_time: 0.04,
        prompt_time: 0.002,
        completion_time: 0.46,
      },
      x_groq: {
        id: "r",
        usage: { dram_cached_tokens: 7, sram_cached_tokens: 9 },
      },
    },
    {
      inputTokens: 18,
      cachedInputTokens: undefined,
      outputTokens: 556,
      serverTimes: { inputS: 0.002, outputS: 0.46 },
    },
  ),
  stream(
    "Groq",
    "https://api.groq.com/openai/v1/chat/completions",
    events(chunk("Hi"), {
      choices: [{ delta: {}, finish_reason: "stop" }],
      x_groq: { usage: { prompt_tokens: 18, completion_tokens: 556 } },
    }, "[DONE]"),
    { inputTokens: 18, outputTokens: 556 },
  ),
  whole("Together", "https://api.together.xyz/v1/chat/completions", {
    model: "meta-llama/Llama-3.3-70B-Instruct-Turbo",
    usage: { prompt_tokens: 5, completion_tokens: 6, total_tokens: 11 },
  }, { provider: "together", inputTokens: 5, outputTokens: 6 }),
  whole("Cerebras", "https://api.cerebras.ai/v1/chat/completions", {
    model: "gpt-oss-120b",
    usage: { prompt_tokens: 5, completion_tokens: 6, total_tokens: 11 },
    time_info: { prompt_time: 0.001, completion_time: 0.003 },
  }, { inputTokens: 5, serverTimes: { inputS: 0.001, outputS: 0.003 } }),
  whole(
    "Perplexity's reasoning stands beside",
    "https://api.perplexity.ai/chat/completions",
    {
      model: "sonar-deep-research",
      usage: {
        prompt_tokens: 9,
        completion_tokens: 300,
        reasoning_tokens: 5000,
        citation_tokens: 800,
      },
    },
    { inputTokens: 9, outputTokens: 5300, reasoningTokens: 5000 },
  ),
  whole("Perplexity responses", "https://api.perplexity.ai/v1/responses", {
    id: "p_1",
    model: "sonar",
    usage: {
      input_tokens: 20,
      input_tokens_details: { cache_read_input_tokens: 12 },
      output_tokens: 6,
    },
  }, { inputTokens: 20, cachedInputTokens: 12, outputTokens: 6 }),
  whole(
    "Perplexity's answer made in the background",
    "https://api.perplexity.ai/async/chat/completions/a1",
    {
      id: "a1",
      status: "COMPLETED",
      response: {
        model: "sonar",
        usage: { prompt_tokens: 4, completion_tokens: 5 },
      },
    },
    { model: "sonar", inputTokens: 4, outputTokens: 5 },
    { init: {} },
  ),
  whole(
    "xAI's reasoning stands beside",
    "https://api.x.ai/v1/chat/completions",
    {
      model: "grok-4",
      usage: {
        prompt_tokens: 32,
        completion_tokens: 9,
        prompt_tokens_details: { cached_tokens: 6 },
        completion_tokens_details: { reasoning_tokens: 110 },
      },
    },
    {
      inputTokens: 32,
      cachedInputTokens: 6,
      outputTokens: 119,
      reasoningTokens: 110,
    },
  ),
  whole(
    "xAI responses, where the cached tokens stand beside",
    "https://api.x.ai/v1/responses",
    {
      id: "x_1",
      model: "grok-4",
      usage: {
        input_tokens: 10,
        input_tokens_details: { cached_tokens: 50 },
        output_tokens: 119,
        output_tokens_details: { reasoning_tokens: 110 },
      },
    },
    {
      inputTokens: 60,
      cachedInputTokens: 50,
      outputTokens: 119,
      reasoningTokens: 110,
    },
  ),
  whole("Ollama chat", OLLAMA + "chat", {
    ...OLLAMA_END,
    message: { role: "assistant", content: "Hi" },
  }, OLLAMA_SEEN),
  stream(
    "Ollama chat",
    OLLAMA + "chat",
    lines(
      { model: "llama3.2", message: { content: "H" }, done: false },
      { model: "llama3.2", message: { content: "i" }, done: false },
      { ...OLLAMA_END, message: { content: "" } },
    ),
    OLLAMA_SEEN,
    { headers: LINES },
  ),
  stream(
    "Ollama generate, with what is cached",
    OLLAMA + "generate",
    lines({ model: "llama3.2", response: "Hi", done: false }, {
      ...OLLAMA_END,
      response: "",
      prompt_eval_cached_count: 20,
    }),
    { ...OLLAMA_SEEN, cachedInputTokens: 20 },
    { headers: LINES },
  ),
  whole("Ollama passes on to its cloud", OLLAMA + "chat", {
    ...OLLAMA_END,
    model: "gpt-oss:120b-cloud",
    remote_model: "gpt-oss:120b",
    remote_host: "https://ollama.com:443",
  }, { provider: "ollama-cloud", model: "gpt-oss:120b", isLocal: false }),
  whole("Ollama embed", OLLAMA + "embed", {
    model: "all-minilm",
    embeddings: [[0.1]],
    prompt_eval_count: 8,
  }, { inputTokens: 8, outputTokens: 0, isLocal: true }),
  whole(
    "Ollama in OpenAI's form",
    "http://127.0.0.1:11434/v1/chat/completions",
    {
      model: "llama3.2",
      usage: { prompt_tokens: 26, completion_tokens: 9, total_tokens: 35 },
    },
    { provider: "ollama", isLocal: true, inputTokens: 26, outputTokens: 9 },
  ),
  whole(
    "llama.cpp, whose tokens_cached is the slot",
    "http://127.0.0.1:8080/completion",
    {
      content: "Hi",
      stop: true,
      model: "qwen",
      tokens_cached: 271,
      tokens_evaluated: 237,
      tokens_predicted: 35,
      timings: TIMINGS,
    },
    {
      provider: "llama.cpp",
      inputTokens: 237,
      cachedInputTokens: 236,
      outputTokens: 35,
      isLocal: true,
      serverTimes: { inputS: 0.03, outputS: 0.661 },
    },
  ),
  stream(
    "llama.cpp",
    "http://127.0.0.1:8080/completion",
    events({ content: "Hi", stop: false }, {
      content: "",
      stop: true,
      tokens_evaluated: 237,
      tokens_predicted: 35,
      timings: TIMINGS,
    }),
    { inputTokens: 237, cachedInputTokens: 236, outputTokens: 35 },
  ),
  stream(
    "llama.cpp in OpenAI's form, without usage",
    "http://[::1]:8080/v1/chat/completions",
    events(chunk("Hi"), {
      choices: [{ delta: {}, finish_reason: "stop" }],
      timings: TIMINGS,
    }, "[DONE]"),
    {
      provider: "llama.cpp",
      isLocal: true,
      inputTokens: 237,
      cachedInputTokens: 236,
      outputTokens: 35,
      estimated: false,
    },
  ),
  stream(
    "vLLM, which counts in every piece",
    "http://localhost:8000/v1/chat/completions",
    events(
      chunk("H", { usage: { prompt_tokens: 7, completion_tokens: 1 } }),
      chunk("i", { usage: { prompt_tokens: 7, completion_tokens: 2 } }),
      "[DONE]",
    ),
    { provider: undefined, isLocal: true, inputTokens: 7, outputTokens: 2 },
  ),
  whole(
    "Hugging Face's own server, which measures",
    "https://abc.us-east-1.aws.endpoints.huggingface.cloud/generate",
    {
      generated_text: "Hi",
      details: {
        generated_tokens: 20,
        prefill: [{ id: 1 }, { id: 2 }],
        energy_mj: 108836,
      },
    },
    {
      provider: "huggingface_hub",
      inputTokens: 2,
      outputTokens: 20,
      reported: {
        energyJ: 108.836,
        attribution: "all that the server did meanwhile, other calls too",
        holds: "the GPU",
      },
    },
  ),
  stream(
    "Hugging Face's own server",
    "http://localhost:3000/generate_stream",
    "data:" + JSON.stringify({ token: { id: 5, text: "H" } }) + "\n\ndata:" +
      JSON.stringify({
        token: { id: 6, text: "i" },
        generated_text: "Hi",
        details: { generated_tokens: 2, input_length: 11 },
      }) + "\n\n",
    { inputTokens: 11, outputTokens: 2, isLocal: true },
  ),
  whole(
    "Neuralwatt measures",
    "https://api.neuralwatt.com/v1/chat/completions",
    {
      model: "gpt-oss-120b",
      usage: { prompt_tokens: 75, completion_tokens: 15 },
      energy: {
        energy_joules: 74.42,
        energy_kwh: 2.07e-5,
        attribution_method: "prorated",
      },
    },
    {
      provider: "neuralwatt",
      reported: { energyJ: 74.42, attribution: "prorated", holds: "not said" },
    },
  ),
  stream(
    "Neuralwatt measures, in a comment",
    "https://api.neuralwatt.com/v1/chat/completions",
    events(chunk("Hi"), {
      choices: [],
      usage: { prompt_tokens: 75, completion_tokens: 15 },
    }) + ': energy {"energy_joules": 190.46, "energy_kwh": 5.2904e-05, ' +
      '"attribution_method": "prorated_multi_gpu_8", "ratio_was_capped": true}\n\n' +
      ': cost {"request_cost_usd": 0.0002}\n\n' + events("[DONE]"),
    {
      inputTokens: 75,
      outputTokens: 15,
      reported: {
        energyJ: 190.46,
        attribution: "prorated_multi_gpu_8, capped",
        holds: "the GPUs",
      },
    },
  ),
  stream(
    "GreenPT measures",
    "https://api.greenpt.ai/v1/chat/completions",
    events(chunk("Hi"), {
      choices: [],
      usage: { prompt_tokens: 7, completion_tokens: 5 },
      impact: { energy: { total: 40433, unit: "Wms" } },
    }, "[DONE]"),
    {
      provider: "greenpt",
      reported: { energyJ: 40.433, attribution: "not said", holds: "not said" },
    },
  ),
];
