import { callProviders } from "./call_providers.ts";

/** What the name of a model says beside the model. */
export interface SaidModel {
  /** The name without maker, gateway, variant and format of weights. */
  readonly bare: string;
  /** Who serves it under that name. */
  readonly provider?: string;
  /** A region of that provider. */
  readonly region?: string;
  /** An area that the calls stay in, by its code among the grids. */
  readonly zone?: string;
  /** Bits of a weight. */
  readonly bits?: number;
  /** Whether it is a name of Ollama's library. */
  readonly isOllama?: boolean;
}

type Said = { -readonly [Key in keyof SaidModel]: SaidModel[Key] };

/** Areas in the names of Bedrock's profiles; `global.` says nothing. */
const PROFILE_ZONES: Readonly<Record<string, string>> = {
  "us": "US",
  "us-gov": "US",
  "eu": "EU",
  "apac": "ASIA",
  "ap": "ASIA",
  "jp": "JP",
  "au": "AU",
  "ca": "CA",
  "in": "IN",
};

const ARN = /^arn:aws[\w-]*:(?:bedrock|sagemaker):([\w-]*):\d*:[\w-]+\/(.+)$/;
const VERTEX =
  /^\/*(?:projects\/[^/]+\/locations\/([^/]+)\/)?publishers\/[^/]+\/models\/(.+)$/;
const BEDROCK =
  /^(?:(us|us-gov|eu|apac|ap|jp|au|ca|in|global)\.)?(anthropic|meta|amazon|mistral|cohere|ai21|deepseek|qwen|openai|stability|writer|google|nvidia|minimax|moonshot|moonshotai|xai|zai)\.([a-z].*)$/;

/** Prefixes of libraries that reach many providers, before a slash or a colon. */
const GATEWAYS: ReadonlyMap<string, string> = new Map(Object.entries({
  "azure": "azure-openai",
  "azure_ai": "azure-openai",
  "bedrock": "bedrock",
  "bedrock_converse": "bedrock",
  "bedrock_mantle": "bedrock",
  "amazon-bedrock": "bedrock",
  "cerebras": "cerebras",
  "deepinfra": "deepinfra",
  "fireworks": "fireworks",
  "fireworks_ai": "fireworks",
  "gemini": "google_genai",
  "google-gla": "google_genai",
  "google-vertex": "vertex",
  "groq": "groq",
  "hf": "huggingface_hub",
  "huggingface": "huggingface_hub",
  "lm_studio": "lmstudio",
  "novita": "novita",
  "ollama": "ollama",
  "ollama_chat": "ollama",
  "openrouter": "openrouter",
  "sambanova": "sambanova",
  "together": "together",
  "together_ai": "together",
  "vertex_ai": "vertex",
  "vllm": "vllm",
  "hosted_vllm": "vllm",
}));

/** Methods of Google's API, which end its paths. */
const METHOD =
  /:(?:stream)?(?:generatecontent|rawpredict|predict|embedcontent)$/;

/** Variants that OpenRouter puts after a colon. */
const ROUTER_VARIANT =
  /^(?:free|nitro|floor|exacto|online|extended|thinking|beta)$/;

/** Policies of Hugging Face's router, after a colon. */
const ROUTER_POLICY = /^(?:fastest|cheapest|preferred)$/;

/** Formats of weights at the end of a name, and their bits. */
const FORMATS: readonly (readonly [RegExp, (digits: string) => number])[] = [
  [/[-_.](?:i?q)(\d)(?:_[a-z0-9]+)*$/, Number],
  [/[-_.](?:fp|bf|int|w)(4|8|16|32)(?:a\d+|-dynamic|-block)?$/, Number],
  [/[-_](\d)[-_]?bits?$/, Number],
  [/[-_](?:mxfp|nvfp)(4)$/, () => 4.25],
  [/[-_](?:awq|gptq|qat)()$/, () => 4],
];

/** Endings that say how the weights are packed, not what they are. */
const PACKING =
  /[-_.](?:gguf|mlx|onnx|safetensors|bin|ggml(?:v\d)?|dynamic|quantized|unsloth|bnb)$/;

/**
 * Reads what the name of a model says: its gateway, its place, and the format of its weights.
 * @param name As an API has it
 */
export function saidModel(name: string): SaidModel {
  const said: Said = { bare: "" };
  let text = name.trim().toLowerCase().replaceAll("\\", "/");
  const [, region, rest] = ARN.exec(text) ?? [];
  if (rest !== undefined) {
    said.provider = "bedrock";
    if (region) said.region = region;
    text = rest;
  }
  if (OLLAMA.test(text)) said.isOllama = true;
  const hasPath = text.includes("/");
  text = withoutPath(text.replace(METHOD, ""), said);
  text = withoutVendorDot(text, said, hasPath);
  text = withoutColon(text, said);
  const at = text.indexOf("@");
  if (at > 0) {
    said.provider ??= "vertex";
    text = text.replace(/@(?:default|latest|\d{3})$/, "").replace("@", "-");
  }
  said.bare = withoutFormat(text, said).replace(MAKER, "")
    // Hosts whose names have no dots write 0.6b so.
    .replace(/([-_])0[-_p](\d+[bm])(?![a-z0-9])/, "$10.$2");
  if (said.provider === "ollama") said.isOllama = true;
  return said;
}

/** Who makes or hosts a model, before the name of its family. */
const MAKER =
  /^(?:(?:meta|cohere|mistralai|qwen|deepseek-ai|databricks|fw|openai|anthropic|google|xai|zai)-)+(?=llama|command|mi[sx]tral|qwen|deepseek|gpt-|claude-|gemini-|gemma-|glm-|grok-|kimi-)/;

/** Names of Ollama's library without a tag: others write these families with a hyphen or a size. */
const OLLAMA = /^(?:llama|gemma|qwen|phi|granite)\d+(?:\.\d+)?$/;

function withoutPath(given: string, said: Said): string {
  let text = given;
  const [, location, ofVertex] = VERTEX.exec(text) ?? [];
  if (ofVertex !== undefined) {
    said.provider = "vertex";
    if (location !== undefined && location !== "global") {
      said.region = location;
    }
    return ofVertex;
  }
  const [, ofGemini] = /^models\/([^/]+)$/.exec(text) ?? [];
  if (ofGemini !== undefined) {
    // Weights on a disk are often in a folder of that name.
    if (/^(?:gem|learnlm|imagen|veo|(?:text-)?embedding)/.test(ofGemini)) {
      said.provider = "google_genai";
    }
    return ofGemini;
  }
  for (;;) {
    const [, first, next] = /^([^/:.]+)[/:](.+)$/.exec(text) ?? [];
    const provider = GATEWAYS.get(first ?? "");
    if (provider === undefined || next === undefined) break;
    said.provider ??= provider;
    text = next;
  }
  const [, ofFireworks = said.provider === "fireworks" ? text : undefined] =
    /^accounts\/[^/]+\/models\/(.+)$/.exec(text) ?? [];
  if (ofFireworks !== undefined) {
    said.provider = "fireworks";
    return ofFireworks.slice(ofFireworks.lastIndexOf("/") + 1)
      .replace(/(\d)p(\d)/g, "$1.$2").replace(/^llama-v/, "llama-");
  }
  const [, place, after] = /^([a-z]{2}(?:-[a-z]+)+-\d)\/(.+)$/.exec(text) ?? [];
  if (said.provider === "bedrock" && place !== undefined) {
    said.region = place;
    text = after as string;
  }
  return text.slice(text.lastIndexOf("/") + 1);
}

function withoutVendorDot(
  text: string,
  said: Said,
  hasPath: boolean,
): string {
  const [, area, maker, rest] = BEDROCK.exec(text) ?? [];
  if (rest === undefined) return text;
  // Other clouds write makers so too, behind a name of their own.
  if (!hasPath) said.provider ??= "bedrock";
  const zone = area && PROFILE_ZONES[area];
  if (zone && said.region === undefined) said.zone = zone;
  const model = rest.replace(/:\d+(?::\w+)?$/, "").replace(/-\d$/, (end) =>
    // OpenAI's open models have a version at their end: gpt-oss-120b-1:0
    maker === "openai" ? "" : end);
  return maker === "deepseek" && !model.startsWith("deepseek")
    ? `deepseek-${model}`
    : model;
}

function withoutColon(given: string, said: Said): string {
  const text = given.replace(/-v\d+:\d+$/, "");
  const [first = "", ...rest] = text.split(":");
  const [tag = ""] = rest;
  if (rest.length === 0) return text;
  // OpenAI's fine-tuned models name their base second.
  if (first === "ft") return tag;
  if (ROUTER_VARIANT.test(tag)) {
    said.provider ??= "openrouter";
    return first;
  }
  if (ROUTER_POLICY.test(tag)) return first;
  if (tag === "latest") {
    said.isOllama = true;
    return first;
  }
  if (tag === "cloud" || tag.endsWith("-cloud")) {
    if (said.provider === undefined || said.provider === "ollama") {
      said.provider = "ollama-cloud";
    }
    return tag === "cloud" ? first : `${first}-${tag.slice(0, -6)}`;
  }
  const router = /\d/.test(tag) ? undefined : callProviders.find(tag);
  if (router !== undefined) {
    said.provider ??= router.provider;
    return first;
  }
  // A maker before its model, as some libraries write: openai:gpt-4o
  if (/^[a-z]/.test(tag) && callProviders.find(first) !== undefined) return tag;
  said.isOllama = true;
  return `${first}-${tag}`;
}

function withoutFormat(given: string, said: Said): string {
  let text = given;
  for (let before = ""; before !== text;) {
    before = text;
    text = text.replace(PACKING, "");
    for (const [ending, bits] of FORMATS) {
      const [whole, digits] = ending.exec(text) ?? [];
      if (whole === undefined) continue;
      said.bits ??= bits(digits ?? "");
      text = text.slice(0, -whole.length);
    }
  }
  return text;
}

/** Endings that leave a model what it is. */
const ENDINGS: readonly RegExp[] = [
  /[-_](?:preview|exp|experimental|latest|stable|beta)$/,
  /[-_]20\d\d-?[01]\d-?[0-3]\d$/,
  /[-_](?:preview|exp)[-_][01]\d-(?:[0-3]\d|20\d\d)$/,
  /[-_][01]\d-20\d\d$/,
  /[-_]00\d$/,
  /[-_]\d{4}$/,
  /[-_]2\d[01]\d[0-3]\d$/,
  /[-_]v\d(?:\.\d)?$/,
  /[-_](?:instruct|it|chat|hf|maas|tee|tput|basic|versatile|instant|text|thinking)$/,
  /[-_](?:\d+k|8192|32768|131072)$/,
];

/** Endings that do so only behind a size, where they name no other model. */
const SIZED_ENDINGS: readonly RegExp[] = [
  /[-_](?:turbo|fast|lite|free|reference|specdec)$/,
];

/**
 * A size in a name: 70b, 1.5b, 8x7b, 30b-a3b, 1b-a400m, 135m. That of a part of a model is none, as
 * in a13b, e4b or 17b-16e.
 */
export const SIZE: RegExp =
  /(?<![\d.]|(?<![a-z0-9])[ae])(?:(\d{1,3})x)?(\d+(?:\.\d+)?)(b|m|t)(?:-?a(\d+(?:\.\d+)?)([bm]))?(?![a-z0-9]|-\d+e(?![a-z0-9]))/;

/**
 * Gives a name without its endings, one by one, the whole one first.
 * @param bare A name without gateway and format
 */
export function* shorterNames(bare: string): Iterable<string> {
  let text = bare;
  yield text;
  for (let before = ""; before !== text;) {
    before = text;
    const endings = SIZE.test(text)
      ? [...ENDINGS, ...SIZED_ENDINGS, ...FORMATS.map(([ending]) => ending)]
      : ENDINGS;
    const ending = endings.find((end) => end.test(text));
    if (ending === undefined) continue;
    text = text.replace(ending, "");
    yield text;
  }
}
