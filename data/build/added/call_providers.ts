import type { CallProvider } from "../types.ts";

type Range = readonly [low: number, value: number, high: number];

const ECOLOGITS = "ecologits-0.11";
const OWN = "carboncell-assumptions";

/** Overheads of a region of a large cloud, of rented GPUs, and of one's own computer. */
const AZURE: readonly [Range, Range] = [[1.12, 1.16, 1.3], [0.1, 0.3, 0.55]];
const GOOGLE: readonly [Range, Range] = [[1.06, 1.09, 1.14], [
  0.26,
  0.999,
  1.2,
]];
const CHINA: readonly [Range, Range] = [[1.2, 1.27, 1.4], [0.5, 1.2, 1.8]];
const RENTED: readonly [Range, Range] = [[1.1, 1.25, 1.5], [0.1, 0.3, 1]];
const GATEWAY: readonly [Range, Range] = [[1.09, 1.16, 1.4], [0.1, 0.3, 1.2]];
const OTHER_CHIPS: readonly [Range, Range] = [[1.1, 1.2, 1.4], [0.1, 0.3, 1]];
const HERE: readonly [Range, Range] = [[1, 1, 1], [0, 0, 0]];

/**
 * Makes a row.
 * @param names Its key, its name, and other names
 * @param hosts Hosts of its API; a star is any label
 * @param zone Where it usually runs, by its code among the grids; empty where nothing says
 * @param overheads PUE and water on site (L/kWh), each low, usual and high
 */
function row(
  [provider, name, ...aliases]: [string, string, ...string[]],
  hosts: string[],
  zone: string,
  [pue, wue]: readonly [Range, Range],
  source: string,
  more: Pick<CallProvider, "cloud" | "serves" | "note"> = {},
): CallProvider {
  return {
    provider,
    name,
    aliases,
    hosts,
    ...(zone !== "" && { zone }),
    pue: [...pue],
    wue: [...wue],
    source,
    ...more,
  };
}

/** Who serves language models, where, and with which overheads. All but loopback is uncertain. */
export const CALL_PROVIDERS: readonly CallProvider[] = [
  row(
    ["openai", "OpenAI"],
    ["api.openai.com", "*.api.openai.com"],
    "US",
    [[1.09, 1.16, 1.3], [0.15, 0.3, 0.569]],
    ECOLOGITS,
    { note: "runs on several clouds; the split is not published" },
  ),
  row(
    ["azure-openai", "Azure OpenAI", "azure", "azure_openai", "azure ai"],
    [
      "*.openai.azure.com",
      "*.services.ai.azure.com",
      "*.cognitiveservices.azure.com",
    ],
    "",
    AZURE,
    ECOLOGITS,
    { cloud: "azure" },
  ),
  row(
    ["anthropic", "Anthropic"],
    ["api.anthropic.com"],
    "US",
    [[1.09, 1.12, 1.15], [0.13, 0.2, 0.999]],
    ECOLOGITS,
    { note: "runs on AWS and Google Cloud" },
  ),
  row(
    [
      "google_genai",
      "Google Gemini API",
      "google",
      "gemini",
      "google ai studio",
    ],
    ["generativelanguage.googleapis.com"],
    "",
    GOOGLE,
    ECOLOGITS,
  ),
  row(
    ["vertex", "Google Vertex AI", "vertexai", "vertex_ai", "gcp"],
    [
      "aiplatform.googleapis.com",
      "*-aiplatform.googleapis.com",
      "aiplatform.*.rep.googleapis.com",
    ],
    "",
    GOOGLE,
    ECOLOGITS,
    { cloud: "gcp" },
  ),
  row(
    ["bedrock", "Amazon Bedrock", "aws", "amazon", "aws bedrock"],
    [
      "bedrock-runtime.*.amazonaws.com",
      "bedrock-runtime-fips.*.amazonaws.com",
      "bedrock-mantle.*.api.aws",
      "aws-external-anthropic.*.api.aws",
    ],
    "",
    [[1.1, 1.14, 1.2], [0.12, 0.15, 0.2]],
    "aws-cloud-sustainability",
    { cloud: "aws" },
  ),
  row(
    ["mistralai", "Mistral AI", "mistral"],
    ["api.mistral.ai", "api.*.mistral.ai"],
    "SE",
    [[1.1, 1.16, 1.3], [0.05, 0.09, 0.3]],
    ECOLOGITS,
    { note: "France and Sweden; other clouds before" },
  ),
  row(
    ["cohere", "Cohere"],
    ["api.cohere.com", "api.cohere.ai"],
    "US",
    [[1.09, 1.09, 1.2], [0.15, 0.3, 0.999]],
    ECOLOGITS,
  ),
  row(
    ["huggingface_hub", "Hugging Face", "huggingface", "hf"],
    [
      "router.huggingface.co",
      "api-inference.huggingface.co",
      "*.endpoints.huggingface.cloud",
      "*.*.*.endpoints.huggingface.cloud",
    ],
    "US",
    [[1.09, 1.14, 1.3], [0.13, 0.2, 0.99]],
    ECOLOGITS,
  ),
  row(["openrouter", "OpenRouter"], ["openrouter.ai"], "", GATEWAY, OWN),
  row(
    ["xai", "xAI", "x-ai", "grok"],
    ["api.x.ai", "*.api.x.ai"],
    "US-EGRID-SRTV",
    [[1.2, 1.3, 1.5], [0.1, 0.5, 1.5]],
    OWN,
    { note: "Memphis; no PUE is published" },
  ),
  row(
    ["deepseek", "DeepSeek"],
    ["api.deepseek.com"],
    "CN",
    CHINA,
    "jegham-2025",
  ),
  row(
    ["moonshot", "Moonshot AI", "moonshotai", "kimi"],
    ["api.moonshot.ai", "api.moonshot.cn"],
    "CN",
    CHINA,
    OWN,
  ),
  row(
    ["qwen", "Alibaba Model Studio", "dashscope", "alibaba"],
    ["dashscope.aliyuncs.com", "dashscope-*.aliyuncs.com"],
    "CN",
    CHINA,
    OWN,
  ),
  row(
    ["zhipu", "Z.ai", "z-ai", "zai", "bigmodel"],
    ["api.z.ai", "open.bigmodel.cn"],
    "CN",
    CHINA,
    OWN,
  ),
  row(
    ["minimax", "MiniMax"],
    ["api.minimax.io", "api.minimaxi.com"],
    "CN",
    CHINA,
    OWN,
  ),
  row(["groq", "Groq"], ["api.groq.com"], "US", OTHER_CHIPS, OWN, {
    serves: "other chips",
  }),
  row(["cerebras", "Cerebras"], ["api.cerebras.ai"], "US", OTHER_CHIPS, OWN, {
    serves: "other chips",
  }),
  row(
    ["sambanova", "SambaNova"],
    ["api.sambanova.ai"],
    "US",
    OTHER_CHIPS,
    OWN,
    { serves: "other chips" },
  ),
  row(
    ["together", "Together AI", "togetherai", "together_ai"],
    ["api.together.xyz", "api.together.ai"],
    "US",
    RENTED,
    OWN,
  ),
  row(
    ["fireworks", "Fireworks AI", "fireworks_ai"],
    ["api.fireworks.ai"],
    "US",
    RENTED,
    OWN,
  ),
  row(["deepinfra", "DeepInfra"], ["api.deepinfra.com"], "US", RENTED, OWN),
  row(["novita", "Novita AI"], ["api.novita.ai"], "US", RENTED, OWN),
  row(["perplexity", "Perplexity"], ["api.perplexity.ai"], "US", RENTED, OWN),
  row(["neuralwatt", "Neuralwatt"], ["api.neuralwatt.com"], "", RENTED, OWN),
  row(["greenpt", "GreenPT"], ["api.greenpt.ai"], "", RENTED, OWN),
  row(
    ["vercel-ai-gateway", "Vercel AI Gateway", "vercel"],
    ["ai-gateway.vercel.sh"],
    "",
    GATEWAY,
    OWN,
  ),
  row(
    ["github-models", "GitHub Models", "github"],
    ["models.github.ai", "models.inference.ai.azure.com"],
    "US",
    AZURE,
    OWN,
  ),
  row(["ollama-cloud", "Ollama Cloud"], ["ollama.com"], "", RENTED, OWN),
  ...[
    ["ollama", "Ollama"],
    ["llama.cpp", "llama.cpp", "llamacpp"],
    ["vllm", "vLLM"],
    ["tgi", "Text Generation Inference", "text-generation-inference"],
    ["lmstudio", "LM Studio", "lm-studio"],
    ["local", "own server", "self-hosted", "on-premise"],
  ].map((names) =>
    row(names as [string, string, ...string[]], [], "", HERE, OWN, {
      serves: "own server",
    })
  ),
];
