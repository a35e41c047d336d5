/** A way to ask a model and to answer, told by the path of the address. */
export interface Format {
  /** Such as `"openai-chat"`. */
  readonly name: string;
  /** The path, with the model where it holds one. */
  readonly path: RegExp;
  /** @default "POST" */
  readonly method?: "GET";
  /** The only providers that have it; a local server has none of these. */
  readonly of?: readonly string[];
  /** Other programs have such paths too: without counts in the answer it is no call. */
  readonly unsure?: boolean;
  /** Only the request names the model. */
  readonly asked?: boolean;
  /** The answer gives numbers, and no tokens. */
  readonly embeds?: boolean;
  /** The answer may be got again, so that its id counts once. */
  readonly once?: boolean;
  /** The answer is a file with a call in each line. */
  readonly file?: boolean;
  /**
   * The output is all tokens but those of the prompt, as the count of the answer leaves some out.
   */
  readonly rest?: boolean;
}

const VERTEX = "\\/publishers\\/[^/]+\\/models\\/(?<model>[^/:]+)";

/**
 * Every format that is seen, the first that fits first.
 * @see docs/calls.md, where each is told apart
 */
const FORMATS: readonly Format[] = [
  {
    name: "gemini-openai",
    path: /\/openai\/chat\/completions$/,
    of: ["google_genai"],
    rest: true,
  },
  {
    name: "openai-chat",
    path: /\/async\/chat\/completions\/[^/]+$/,
    method: "GET",
    once: true,
  },
  { name: "openai-chat", path: /\/(?:chat|fim|agents)\/completions$/ },
  { name: "openai-completions", path: /\/completions$/ },
  { name: "openai-responses", path: /\/responses(?:\/compact)?$/ },
  {
    name: "openai-responses",
    path: /\/responses\/[^/]+$/,
    method: "GET",
    once: true,
  },
  {
    name: "ollama-embed",
    path: /\/api\/embed(?:dings)?$/,
    of: ["ollama", "ollama-cloud"],
    embeds: true,
  },
  { name: "openai-embeddings", path: /\/embeddings$/, embeds: true },
  {
    name: "openai-images",
    path: /\/images\/(?:generations|edits|variations)$/,
    asked: true,
  },
  {
    name: "openai-transcription",
    path: /\/audio\/(?:transcriptions|translations)$/,
    asked: true,
  },
  { name: "openai-speech", path: /\/audio\/speech$/, asked: true },
  { name: "openai-decisions", path: /\/decisions$/ },
  { name: "openai-videos", path: /\/videos$/, of: ["openai", "azure-openai"] },
  {
    name: "openai-batch",
    path: /\/batches\/[^/]+$/,
    method: "GET",
    once: true,
  },
  {
    name: "openai-batch",
    path: /\/files\/(?<id>[^/]+)\/content$/,
    method: "GET",
    once: true,
    file: true,
  },
  {
    name: "anthropic-batch",
    path: /\/messages\/batches\/(?<id>[^/]+)\/results$/,
    method: "GET",
    once: true,
    file: true,
  },
  { name: "anthropic-messages", path: /\/messages$/ },
  {
    name: "anthropic-messages",
    path: new RegExp(
      VERTEX.replace("[^/]+", "anthropic") +
        ":(?:rawPredict|streamRawPredict)$",
    ),
  },
  {
    name: "openai-chat",
    path: new RegExp(VERTEX + ":(?:rawPredict|streamRawPredict)$"),
  },
  {
    name: "gemini",
    path:
      /\/(?:models|tunedModels)\/(?<model>[^/:]+):(?:generateContent|streamGenerateContent)$/,
  },
  {
    name: "gemini-embeddings",
    path:
      /\/models\/(?<model>[^/:]+):(?:embedContent|batchEmbedContents|predict)$/,
    embeds: true,
  },
  { name: "gemini-interactions", path: /\/interactions$/ },
  {
    name: "gemini-interactions",
    path: /\/interactions\/[^/]+$/,
    method: "GET",
    once: true,
  },
  {
    name: "mistral-conversations",
    path: /\/conversations(?:\/[^/]+(?:\/restart)?)?(?:#stream)?$/,
    of: ["mistralai"],
    asked: true,
  },
  { name: "mistral-ocr", path: /\/ocr$/, of: ["mistralai"] },
  {
    name: "cohere-chat",
    path: /\/v[12]\/(?:chat|generate)$/,
    of: ["cohere"],
    asked: true,
  },
  {
    name: "cohere-embed",
    path: /\/v[12]\/(?:embed|rerank)$/,
    of: ["cohere"],
    asked: true,
    embeds: true,
  },
  {
    name: "bedrock-converse",
    path: /\/model\/(?<model>[^/]+)\/converse(?:-stream)?$/,
  },
  {
    name: "bedrock-invoke",
    path: /\/model\/(?<model>[^/]+)\/invoke(?:-with-response-stream)?$/,
  },
  { name: "ollama-chat", path: /\/api\/(?:chat|generate)$/ },
  { name: "llama.cpp", path: /\/(?:completion|infill)$/, unsure: true },
  { name: "tgi", path: /\/generate(?:_stream)?$/, unsure: true },
  {
    name: "tgi",
    path: /^\/$|\/models\/(?<model>[^/]+\/[^/]+)$/,
    of: ["huggingface_hub", "tgi"],
    unsure: true,
  },
  {
    name: "ai-gateway",
    path: /\/ai\/(?:language|image)-model$/,
    asked: true,
  },
  {
    name: "ai-gateway",
    path: /\/ai\/embedding-model$/,
    asked: true,
    embeds: true,
  },
];

/**
 * The format of a call; `undefined` for other requests, such as a list of models.
 * @param path Of the address
 * @param method Of the request
 * @param provider Who is called; `undefined` for a local server that we do not know
 */
export function formatOf(
  path: string,
  method: string,
  provider: string | undefined,
): Format | undefined {
  return FORMATS.find((format) =>
    (format.method ?? "POST") === method && format.path.test(path) &&
    (format.of === undefined || format.of.includes(provider ?? ""))
  );
}
