import { comparable } from "../nearest.ts";

/** Hosts of each provider; a star is any text without a dot. */
const HOSTS: Readonly<Record<string, readonly string[]>> = {
  openai: ["api.openai.com", "*.api.openai.com"],
  "azure-openai": [
    "*.openai.azure.com",
    "*.services.ai.azure.com",
    "*.cognitiveservices.azure.com",
  ],
  anthropic: ["api.anthropic.com"],
  google_genai: ["generativelanguage.googleapis.com"],
  vertex: [
    "aiplatform.googleapis.com",
    "*-aiplatform.googleapis.com",
    "aiplatform.*.rep.googleapis.com",
  ],
  bedrock: [
    "bedrock-runtime.*.amazonaws.com",
    "bedrock-runtime-fips.*.amazonaws.com",
    "bedrock-mantle.*.api.aws",
    "aws-external-anthropic.*.api.aws",
  ],
  mistralai: ["api.mistral.ai", "api.*.mistral.ai"],
  cohere: ["api.cohere.com", "api.cohere.ai"],
  huggingface_hub: [
    "router.huggingface.co",
    "api-inference.huggingface.co",
    "*.endpoints.huggingface.cloud",
    "*.*.*.endpoints.huggingface.cloud",
  ],
  openrouter: ["openrouter.ai"],
  xai: ["api.x.ai", "*.api.x.ai"],
  deepseek: ["api.deepseek.com"],
  moonshot: ["api.moonshot.ai", "api.moonshot.cn"],
  qwen: ["dashscope.aliyuncs.com", "dashscope-*.aliyuncs.com"],
  zhipu: ["api.z.ai", "open.bigmodel.cn"],
  minimax: ["api.minimax.io", "api.minimaxi.com"],
  groq: ["api.groq.com"],
  cerebras: ["api.cerebras.ai"],
  sambanova: ["api.sambanova.ai"],
  together: ["api.together.xyz", "api.together.ai"],
  fireworks: ["api.fireworks.ai"],
  deepinfra: ["api.deepinfra.com"],
  novita: ["api.novita.ai"],
  perplexity: ["api.perplexity.ai"],
  neuralwatt: ["api.neuralwatt.com"],
  greenpt: ["api.greenpt.ai"],
  "vercel-ai-gateway": ["ai-gateway.vercel.sh"],
  "github-models": ["models.github.ai", "models.inference.ai.azure.com"],
  "ollama-cloud": ["ollama.com"],
  ollama: [],
  "llama.cpp": [],
  vllm: [],
  lmstudio: [],
  tgi: [],
};

/** Hosts without a star, and patterns of the others. */
const exact = new Map<string, string>();
const patterns: [pattern: RegExp, provider: string][] = [];
for (const [provider, hosts] of Object.entries(HOSTS)) {
  for (const host of hosts) {
    if (host.includes("*")) patterns.push([patternOf(host), provider]);
    else exact.set(host, provider);
  }
}

function patternOf(host: string): RegExp {
  const text = host.replaceAll(".", "\\.").replaceAll("*", "[^.]+");
  return new RegExp(`^${text}$`);
}

/** The provider that a host belongs to; `undefined` for most of the web. */
export function hostProvider(host: string): string | undefined {
  return exact.get(host) ??
    patterns.find(([pattern]) => pattern.test(host))?.[1];
}

/** Every provider by its key. */
export const callProviders: readonly string[] = Object.keys(HOSTS);

/**
 * The key of a provider that an answer names in words of its own, such as `"Fireworks"`.
 * @param name As the answer has it
 */
export function providerNamed(name: string): string | undefined {
  const wanted = comparable(name).replace(/ai$/, "");
  return NAMES[wanted] ??
    callProviders.find((key) => comparable(key).replace(/ai$/, "") === wanted);
}

/** Names of providers that are unlike their keys. */
const NAMES: Readonly<Record<string, string>> = {
  azure: "azure-openai",
  google: "vertex",
  googlevertex: "vertex",
  googleaistudio: "google_genai",
  gemini: "google_genai",
  amazonbedrock: "bedrock",
  aws: "bedrock",
  moonshotai: "moonshot",
  alibaba: "qwen",
  hfinference: "huggingface_hub",
};
