import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { catalog, UnknownNameError } from "../../../mod.ts";

/** Names as APIs and tools give them: the model, who serves it, and bits or place where said. */
const NAMES = `
gpt-4o | gpt-4o openai
gpt-4o-2024-08-06 | gpt-4o openai
chatgpt-4o-latest | gpt-4o openai
gpt-4o-mini-2024-07-18 | gpt-4o-mini openai
gpt-35-turbo | gpt-3.5-turbo openai
gpt-3.5-turbo-0125 | gpt-3.5-turbo openai
gpt-4-1106-preview | gpt-4-turbo openai
openai:gpt-4o | gpt-4o openai
azure/gpt-4o | gpt-4o azure-openai
ft:gpt-4o-mini-2024-07-18:org:x:1 | gpt-4o-mini openai
models/gemini-2.5-flash | gemini-2.5-flash google_genai
models/gemini-2.5-flash:generateContent | gemini-2.5-flash google_genai
gemini-2.5-pro-preview-05-06 | gemini-2.5-pro google_genai
gemini-2.5-flash-preview-09-2025 | gemini-2.5-flash google_genai
gemini-flash-latest | gemini-2.5-flash google_genai
publishers/google/models/gemini-2.5-pro | gemini-2.5-pro vertex
projects/p/locations/europe-west4/publishers/google/models/gemini-2.5-flash-lite | gemini-2.5-flash-lite vertex europe-west4
claude-sonnet-4-5@20250929 | claude-sonnet-4-5 vertex
claude-3-5-sonnet-v2@20241022 | claude-3-5-sonnet vertex
claude-3-5-sonnet-latest | claude-3-5-sonnet anthropic
claude-4-sonnet | claude-sonnet-4 anthropic
anthropic/claude-sonnet-4.5 | claude-sonnet-4-5 anthropic
anthropic/claude-3.7-sonnet:thinking | claude-3-7-sonnet openrouter
openai/gpt-4o:nitro | gpt-4o openrouter
openrouter/anthropic/claude-opus-4.1 | claude-opus-4-1 openrouter
meta-llama/llama-3.3-70b-instruct:free | meta-llama/Llama-3.3-70B-Instruct openrouter
us.anthropic.claude-sonnet-4-5-20250929-v1:0 | claude-sonnet-4-5 bedrock US
global.anthropic.claude-haiku-4-5-20251001-v1:0 | claude-haiku-4-5 bedrock
anthropic.claude-3-5-sonnet-20241022-v2:0 | claude-3-5-sonnet bedrock
arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-20250514-v1:0 | claude-sonnet-4 bedrock eu-west-1
bedrock/us-east-1/anthropic.claude-sonnet-4-5-20250929-v1:0 | claude-sonnet-4-5 bedrock us-east-1
meta.llama3-1-70b-instruct-v1:0 | meta-llama/Llama-3.1-70B-Instruct bedrock
us.meta.llama4-maverick-17b-instruct-v1:0 | meta-llama/Llama-4-Maverick-17B-128E-Instruct bedrock US
openai.gpt-oss-120b-1:0 | gpt-oss-120b bedrock
deepseek.r1-v1:0 | deepseek-ai/DeepSeek-R1 bedrock
llama3.1 | meta-llama/Llama-3.1-8B-Instruct huggingface_hub 4
llama3.1:latest | meta-llama/Llama-3.1-8B-Instruct huggingface_hub 4
llama3.1:8b | meta-llama/Llama-3.1-8B-Instruct huggingface_hub 4
llama3.1:8b-instruct-q8_0 | meta-llama/Llama-3.1-8B-Instruct huggingface_hub 8
ollama/mistral | open-mistral-7b ollama 4
ollama/deepseek-v3.1:671b-cloud | deepseek-ai/DeepSeek-V3.1 ollama-cloud 8
nomic-embed-text:latest | nomic-ai/nomic-embed-text-v1.5 huggingface_hub 16
meta-llama/Llama-3.1-8B-Instruct | meta-llama/Llama-3.1-8B-Instruct huggingface_hub 16
llama-3.1-8b | meta-llama/Llama-3.1-8B-Instruct huggingface_hub 16
databricks/databricks-claude-sonnet-4-5 | claude-sonnet-4-5 anthropic
databricks/databricks-gpt-oss-120b | gpt-oss-120b huggingface_hub 4.25
databricks/databricks-qwen3-embedding-0-6b | Qwen/Qwen3-Embedding-0.6B huggingface_hub
azure_ai/FW-GLM-5 | zai-org/GLM-5 azure-openai
oci/xai.grok-4 | grok-4 xai
oci/openai.gpt-5-mini | gpt-5-mini openai
snowflake/openai-gpt-4.1 | gpt-4.1 openai
gradient_ai/anthropic-claude-3.7-sonnet | claude-3-7-sonnet anthropic
bedrock/us-gov-east-1/claude-sonnet-4-5-20250929-v1:0 | claude-sonnet-4-5 bedrock us-gov-east-1
fireworks_ai/accounts/fireworks/models/qwen3-embedding-0p6b | Qwen/Qwen3-Embedding-0.6B fireworks
fireworks_ai/kimi-k2p5 | moonshotai/Kimi-K2.5 fireworks
kimi-k2-thinking-251104 | moonshotai/Kimi-K2-Thinking moonshot 4.25
gemini-3-pro | gemini-3-pro-preview google_genai
deepseek-ai/DeepSeek-V3.1-Terminus | deepseek-ai/DeepSeek-V3.1 deepseek
llama3.1:8b-instruct-q4_K_M | meta-llama/Llama-3.1-8B-Instruct huggingface_hub 4
llama3.1:8b-instruct-fp16 | meta-llama/Llama-3.1-8B-Instruct huggingface_hub 16
hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF:Q8_0 | meta-llama/Llama-3.2-3B-Instruct huggingface_hub 8
mistral:7b-instruct-v0.3-q5_K_M | open-mistral-7b mistralai 5
gpt-oss:20b | gpt-oss-20b huggingface_hub 4.25
gpt-oss:120b-cloud | gpt-oss-120b ollama-cloud
qwen3:32b | Qwen/Qwen3-32B huggingface_hub 4
deepseek-r1:671b | deepseek-ai/DeepSeek-R1 deepseek 4
meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo | meta-llama/Llama-3.1-8B-Instruct huggingface_hub
llama-3.3-70b-versatile | meta-llama/Llama-3.3-70B-Instruct huggingface_hub
moonshotai/kimi-k2-instruct-0905 | moonshotai/Kimi-K2-Instruct moonshot
Qwen/Qwen3-235B-A22B-fp8-tput | Qwen/Qwen3-235B-A22B-Instruct-2507 huggingface_hub
openai/gpt-oss-120b:groq | gpt-oss-120b groq
accounts/fireworks/models/glm-4p5-air | zai-org/GLM-4.5-Air fireworks
accounts/fireworks/models/deepseek-r1-basic | deepseek-ai/DeepSeek-R1 fireworks
C:\\models\\mistral-7b-instruct-v0.2.Q5_K_M.gguf | open-mistral-7b mistralai 5
models/llama-3.1-8b-instruct.q4_0.bin | meta-llama/Llama-3.1-8B-Instruct huggingface_hub 4
RedHatAI/Meta-Llama-3.1-70B-Instruct-quantized.w4a16 | meta-llama/Llama-3.1-70B-Instruct huggingface_hub 4
gemma3:12b-it-qat | gemma-3-12b-it google_genai 4
cohere.embed-english-v3 | embed-english-v3.0 bedrock
ai21.jamba-1-5-large-v1:0 | ai21labs/AI21-Jamba-Large-1.5 bedrock
accounts/fireworks/models/llama-v3p1-405b-instruct | meta-llama/Llama-3.1-405B-Instruct fireworks
`.trim().split("\n").map((line) => line.split(" | ") as [string, string]);

for (const [name, wanted] of NAMES) {
  Deno.test(`catalog.models knows ${name}`, () => {
    const [model, provider, ...said] = wanted.split(" ");
    const found = catalog.models.get(name);
    assertEquals([found.name, found.provider], [model, provider]);
    for (const part of said) {
      const { weightBits, region, zone } = found;
      assert([`${weightBits}`, region, zone].includes(part), part);
    }
  });
}

Deno.test("catalog.models takes no sibling for a model that it lacks", () => {
  const unknown = [
    "gpt-6",
    "gpt-4o-audio-preview",
    "gpt-4o-realtime-preview",
    "gpt-4-vision-preview",
    "o1-pro",
    "claude-5",
    "claude-3-sonnet",
    "claude-opus-4-9",
    "gemini-1.5-pro",
    "gemini-2.5-flash-preview-tts",
    "mistral-medium",
    "mistral-large-2402",
    "x-ai/grok-4-fast:free",
    // Families whose makers publish no size
    "amazon.nova-lite-v1:0",
    "us.amazon.nova-premier-v1:0",
    "amazon.titan-text-express-v1",
    "perplexity/sonar-pro",
    "voyage/voyage-3-large",
    "qwen-max",
    "doubao-seed-2-0-pro-260215",
    "us.writer.palmyra-x4-v1:0",
    "moonshot-v1-128k",
    // Names that have the size of a part alone
    "nobody/new-A13B-Instruct",
    "some-llama-4-tune-17b-16e",
    "nobody/new-e4b-it",
    "OLMoE-1B-7B-0924",
    "nobody/new-1t",
    "7b",
    "",
    "__proto__",
  ];
  assertEquals(
    unknown.filter((name) => catalog.models.find(name) !== undefined),
    [],
  );
});

Deno.test("catalog.models tells siblings apart", () => {
  const sizes = ["gpt-4o", "gpt-4o-mini", "gpt-4.1", "gpt-4.1-mini", "gpt-5"]
    .map((name) => catalog.models.get(name).totalParametersB);
  assertEquals(new Set(sizes).size, sizes.length);
});

Deno.test("catalog.models reads the size of a model that it lacks from the name", () => {
  const sizeOf = (name: string) => {
    const { totalParametersB, activeParametersB, size } = catalog.models
      .get(name);
    return [totalParametersB, activeParametersB, size];
  };
  assertEquals(sizeOf("Qwen/Qwen2.5-72B-Instruct"), [72, 72, "named"]);
  assertEquals(sizeOf("starcoder2:15b"), [15, 15, "named"]);
  assertEquals(sizeOf("granite3-moe:3b-a800m"), [3, 0.8, "named"]);
  assertEquals(sizeOf("deepseek-r1:70b"), [70, 70, "named"]);
  assertEquals(sizeOf("smollm2:135m"), [0.135, 0.135, "named"]);
  assertEquals(sizeOf("deepseek-prover-v2-671b"), [671, 37, "named"]);
  assertEquals(sizeOf("nvidia.nemotron-nano-3-30b"), [30, 3, "named"]);
  assertEquals(sizeOf("gpt-oss-120b-ultra"), [120, 5.1, "named"]);
  assertEquals(sizeOf("fireworks_ai/qwen3-1p7b"), [1.7, 1.7, "named"]);
  assertEquals(sizeOf("nobody/new-50b-a5b"), [50, 5, "named"]);
  fc.assert(fc.property(fc.integer({ min: 1, max: 900 }), (size) => {
    const { totalParametersB, size: from } = catalog.models
      .get(`newfamily-2-${size}b-instruct`);
    return totalParametersB === size && from === "named";
  }));
});

Deno.test("catalog.models names the nearest models of an unknown one", () => {
  const error = assertThrows(
    () => catalog.models.get("claude-sonet-4-5"),
    UnknownNameError,
    "totalParametersB",
  );
  assertEquals(error.kind, "model");
  assertEquals(error.suggestions[0], "claude-sonnet-4-5");
  for (
    const [variant, model] of [
      ["gpt-4o-realtime-preview-2024-12-17", "gpt-4o"],
      ["grok-4-fast-reasoning", "grok-4"],
      ["azure_ai/grok-4-20-reasoning", "grok-4"],
      ["claude-v2:1", "claude-3-opus"],
      ["us.anthropic.claude-3-sonnet-20240229-v1:0", "claude-3-5-sonnet"],
      ["kimi-latest", "moonshotai/Kimi-K2-Instruct"],
    ] as const
  ) {
    const { suggestions } = assertThrows(
      () => catalog.models.get(variant),
      UnknownNameError,
    );
    assertEquals(suggestions[0], model);
  }
});

Deno.test("catalog.models survives any text", () => {
  assertEquals(catalog.models.get("constructor/gpt-4o").provider, "openai");
  fc.assert(fc.property(fc.string({ maxLength: 400 }), (name) => {
    catalog.models.find(name);
    return true;
  }));
});

// The sizes of the makers' cards.
Deno.test("catalog.models has the sizes that makers publish", () => {
  const published: [string, number, number][] = [
    ["gpt-oss-120b", 117, 5.1],
    ["deepseek-v3", 671, 37],
    ["llama-3.1-405b", 405, 405],
    ["mixtral-8x7b", 46.7, 12.9],
    ["kimi-k2", 1000, 32],
    ["mistral-large-2411", 123, 123],
  ];
  for (const [name, total, active] of published) {
    const model = catalog.models.get(name);
    assertEquals(
      [model.totalParametersB, model.activeParametersB, model.size],
      [total, active, "published"],
      name,
    );
  }
});

Deno.test("catalog.models finds every model by each of its names", () => {
  for (const model of catalog.models.list()) {
    for (const name of [model.name, ...model.aliases]) {
      assertEquals(catalog.models.get(name).name, model.name, name);
    }
  }
});
