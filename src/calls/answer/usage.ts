import { at, countOf, type Json, listOf, objectOf } from "./json.ts";

/** Counts of an answer by their paths in it, each the last that was given. */
export type Counts = Map<string, number>;

/** Tokens of a call, in one way of counting for all formats. */
export interface Tokens {
  /** With those from a cache. */
  readonly input: number | undefined;
  readonly cached: number | undefined;
  /** With those of the reasoning. */
  readonly output: number | undefined;
  readonly reasoning: number | undefined;
}

/**
 * Where a way of counting has its counts: the first path that is there, and what is added to it.
 */
interface Shape {
  readonly input: readonly string[];
  readonly plusInput?: readonly string[];
  readonly cached?: readonly string[];
  readonly output: readonly string[];
  readonly plusOutput?: readonly string[];
  readonly reasoning?: readonly string[];
}

/** OpenAI's chat and those like it; Mistral and DeepSeek have other names for what is cached. */
const CHAT: Shape = {
  input: ["prompt_tokens"],
  cached: [
    "num_cached_tokens",
    "prompt_tokens_details.cached_tokens",
    "prompt_token_details.cached_tokens",
    "prompt_cache_hit_tokens",
    "timings.cache_n",
  ],
  output: ["completion_tokens"],
  reasoning: [
    "completion_tokens_details.reasoning_tokens",
    "reasoning_tokens",
  ],
};

/** Gemini's interactions. */
const INTERACTIONS: Shape = {
  input: ["total_input_tokens"],
  plusInput: ["total_tool_use_tokens"],
  cached: ["total_cached_tokens"],
  output: ["total_output_tokens"],
  reasoning: ["total_thought_tokens"],
};

/** Every way of counting, by the names of its counts. The first that has a count is taken. */
const SHAPES: readonly Shape[] = [
  CHAT,
  { // OpenAI's responses, where cached tokens are inside, and Anthropic, where they are beside
    input: ["input_tokens"],
    plusInput: [
      "cache_read_input_tokens",
      "cache_creation_input_tokens",
      "compacted.input",
    ],
    cached: [
      "input_tokens_details.cached_tokens",
      "input_tokens_details.cache_read_input_tokens",
      "cache_read_input_tokens",
    ],
    output: ["output_tokens"],
    plusOutput: ["compacted.output"],
    reasoning: [
      "output_tokens_details.reasoning_tokens",
      "output_tokens_details.thinking_tokens",
    ],
  },
  { // Bedrock's Converse
    input: ["inputTokens"],
    plusInput: ["cacheReadInputTokens", "cacheWriteInputTokens"],
    cached: ["cacheReadInputTokens", "cachedInputTokens"],
    output: ["outputTokens"],
    reasoning: ["reasoningTokens"],
  },
  { // Vercel's gateway
    input: ["inputTokens.total"],
    cached: ["inputTokens.cacheRead"],
    output: ["outputTokens.total"],
    reasoning: ["outputTokens.reasoning"],
  },
  { // Gemini, where thoughts stand beside the answer
    input: ["promptTokenCount"],
    plusInput: ["toolUsePromptTokenCount"],
    cached: ["cachedContentTokenCount"],
    output: ["candidatesTokenCount"],
    plusOutput: ["thoughtsTokenCount"],
    reasoning: ["thoughtsTokenCount"],
  },
  INTERACTIONS,
  { // Cohere
    input: ["tokens.input_tokens", "billed_units.input_tokens"],
    cached: ["cached_tokens"],
    output: ["tokens.output_tokens", "billed_units.output_tokens"],
  },
  { // Ollama
    input: ["prompt_eval_count"],
    cached: ["prompt_eval_cached_count"],
    output: ["eval_count"],
  },
  { // llama.cpp; its `tokens_cached` is the length of the slot
    input: ["tokens_evaluated"],
    cached: ["timings.cache_n"],
    output: ["tokens_predicted"],
  },
  { // llama.cpp's streams without usage
    input: ["timings.prompt_n"],
    plusInput: ["timings.cache_n"],
    cached: ["timings.cache_n"],
    output: ["timings.predicted_n"],
  },
  { // Bedrock's own count of what passes through it
    input: ["inputTokenCount"],
    plusInput: ["cacheReadInputTokenCount", "cacheWriteInputTokenCount"],
    cached: ["cacheReadInputTokenCount"],
    output: ["outputTokenCount"],
  },
  { // Llama on Bedrock
    input: ["prompt_token_count"],
    output: ["generation_token_count"],
  },
  { // Titan on Bedrock
    input: ["inputTextTokenCount"],
    output: ["results.tokenCount"],
  },
  { // Hugging Face's server
    input: ["details.input_length", "details.prefill.length"],
    output: ["details.generated_tokens"],
  },
  { // Embeddings on Vertex
    input: ["statistics"],
    output: [],
  },
  { // Headers of Bedrock
    input: ["header.input"],
    output: ["header.output"],
  },
];

/** Every path that may hold a count, and totals that other counts are computed from. */
const COUNTED: ReadonlySet<string> = new Set([
  ...SHAPES.flatMap((shape) => Object.values(shape).flat()),
  "total_tokens",
  "totalTokenCount",
]);

/** Where an event holds its counts, beside the event itself. */
const HOLDERS = [
  "usage",
  "response.usage",
  "message.usage",
  "delta.usage",
  "x_groq.usage",
  "interaction.usage",
  "usageMetadata",
  "response.usageMetadata",
  "meta",
  "response.meta",
  "amazon-bedrock-invocationMetrics",
].map((path) => path.split("."));

/**
 * Adds the counts of an event, or of a whole answer, to those before it.
 * @param counts Those before it; a later count replaces an earlier one
 * @param event What came
 */
export function addCounts(counts: Counts, event: Json): void {
  addFrom(counts, event);
  for (const holder of HOLDERS) {
    const usage = objectOf(at(event, holder));
    if (usage === undefined) continue;
    addFrom(counts, usage);
    addCompacted(counts, listOf(usage["iterations"]));
  }
  add(counts, "statistics", [
    ...sums(event["predictions"], ["embeddings", "statistics", "token_count"]),
    ...sums(event["embeddings"], ["statistics", "tokenCount"]),
  ]);
  add(counts, "results.tokenCount", sums(event["results"], ["tokenCount"]));
}

function addFrom(counts: Counts, usage: Json): void {
  for (const key in usage) {
    const value = usage[key];
    if (typeof value === "number") add(counts, key, [value]);
    if (typeof value !== "object" || value === null) continue;
    for (const inner in value) {
      const part = (value as Json)[inner];
      if (typeof part === "number") add(counts, `${key}.${inner}`, [part]);
      // Hugging Face's server lists the tokens of the prompt, or none if it was not asked to.
      if (inner === "prefill" && listOf(part).length > 0) {
        counts.set(`${key}.prefill.length`, listOf(part).length);
      }
    }
  }
}

/** Anthropic's top-level counts leave out what a compaction of the conversation took. */
function addCompacted(counts: Counts, passes: readonly unknown[]): void {
  const compacted = passes
    .filter((pass) => objectOf(pass)?.["type"] === "compaction");
  const of = (key: string) => sums(compacted, [key]);
  add(counts, "compacted.output", of("output_tokens"));
  add(counts, "compacted.input", [
    ...of("input_tokens"),
    ...of("cache_read_input_tokens"),
    ...of("cache_creation_input_tokens"),
  ]);
}

function sums(rows: unknown, path: readonly string[]): number[] {
  return listOf(rows).flatMap((row) => countOf(at(row, path)) ?? []);
}

function add(counts: Counts, path: string, parts: readonly number[]): void {
  if (!COUNTED.has(path)) return;
  const known = parts.filter((part) => countOf(part) !== undefined);
  if (known.length === 0) return;
  counts.set(path, known.reduce((sum, part) => sum + part, 0));
}

/** How a provider's counts differ from those of others with the same names. */
export interface CountRules {
  /** Reasoning stands beside the output, and not inside. */
  readonly reasoningBeside: boolean;
  /** The output is all that is not the prompt. */
  readonly outputIsRest: boolean;
}

/**
 * The tokens of a call.
 * @param counts Of its answer
 * @param rules Of its provider
 */
export function tokensOf(counts: Counts, rules: CountRules): Tokens {
  const first = (paths: readonly string[] = []) =>
    paths.map((path) => counts.get(path)).find((count) => count !== undefined);
  const plus = (paths: readonly string[] = []) =>
    paths.reduce((sum, path) => sum + (counts.get(path) ?? 0), 0);
  const shape = SHAPES.find(({ input, output }) =>
    first([...input, ...output]) !== undefined
  );
  if (shape === undefined) return NO_TOKENS;
  const cached = first(shape.cached);
  const reasoning = first(shape.reasoning);
  let input = first(shape.input);
  let output = first(shape.output);
  const total = first(["total_tokens", "totalTokenCount"]);
  if (input !== undefined) {
    input += plus(shape.plusInput);
    // Some count what is cached beside the rest, as can be seen where it is more.
    if (cached !== undefined && cached > input) input += cached;
  }
  // A count of 0 is left out by some.
  const rest = Math.max((total ?? NaN) - (input ?? NaN), 0);
  if (output === undefined) output = countOf(rest);
  else {
    output += plus(shape.plusOutput);
    const isBeside = shape === CHAT && rules.reasoningBeside ||
      shape === INTERACTIONS && rest === output + (reasoning ?? NaN);
    if (isBeside) output += reasoning ?? 0;
  }
  if (!rules.outputIsRest || output === undefined || !(rest > output)) {
    return { input, cached, output, reasoning };
  }
  return { input, cached, output: rest, reasoning: reasoning ?? rest - output };
}

const NO_TOKENS: Tokens = {
  input: undefined,
  cached: undefined,
  output: undefined,
  reasoning: undefined,
};
