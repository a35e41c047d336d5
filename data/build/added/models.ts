const JAMBA_LARGE =
  "jamba-1.5-large|ai21-jamba-1.5-large|jamba-large|jamba-large-1.6|jamba-large-1.7";
const JAMBA_MINI =
  "jamba-1.5-mini|ai21-jamba-1.5-mini|jamba-mini|jamba-mini-1.6|jamba-mini-1.7";
const DEEPSEEK_V2 = "deepseek-v2|deepseek-v2-chat|deepseek-coder-v2:236b";
const DEEPSEEK_LITE =
  "deepseek-v2-lite|deepseek-v2:16b|deepseek-coder-v2:16b|deepseek-coder-v2-lite";
const PHI_3 = "phi3|phi3:mini|phi-3-mini|phi-3-mini-128k";

/**
 * Models that the list of collected facts lacks. The sizes of open ones are those of their cards; the
 * makers of closed ones publish none, so that theirs are our own guesses. Not checked against their
 * cards: nomic-embed-text, bge-m3, multilingual-e5-large, Phi-3.5-mini and Phi-4-mini.
 *
 * `[name, maker, aliases, total, active, bits, kind]`; sizes in 1e9 parameters
 */
export const MODELS: readonly (readonly [
  name: string,
  maker: string,
  aliases: string,
  total: number | [number, number, number],
  active: number | [number, number, number],
  bits: number,
  kind:
    | "open"
    | "embedding"
    | "guessed embedding"
    | "picture"
    | "closed picture",
])[] = [
  ["Qwen/Qwen3-235B-A22B-Thinking-2507", "qwen", "", 235, 22, 8, "open"],
  // Its card: "a native INT4 quantization model"
  ["moonshotai/Kimi-K2-Thinking", "moonshotai", "", 1000, 32, 4.25, "open"],
  ["Qwen/Qwen3-30B-A3B-Thinking-2507", "qwen", "", 30.5, 3.3, 16, "open"],
  [
    "nvidia/NVIDIA-Nemotron-Nano-9B-v2",
    "nvidia",
    "nemotron-nano-9b-v2",
    8.9,
    8.9,
    16,
    "open",
  ],
  [
    "nvidia/NVIDIA-Nemotron-Nano-12B-v2",
    "nvidia",
    "nemotron-nano-12b-v2",
    12.3,
    12.3,
    16,
    "open",
  ],
  ...([
    ["zai-org/GLM-4.5", "", 355, 32],
    ["zai-org/GLM-4.6", "", 355, 32],
    ["zai-org/GLM-4.7", "", 355, 32],
    ["zai-org/GLM-4.5-Air", "glm-4.5-air", 106, 12],
    ["ai21labs/AI21-Jamba-Large-1.5", JAMBA_LARGE, 398, 94],
    ["ai21labs/AI21-Jamba-Mini-1.5", JAMBA_MINI, 52, 12],
    ["databricks/dbrx-instruct", "dbrx|databricks-dbrx-instruct", 132, 36],
    ["MiniMaxAI/MiniMax-Text-01", "minimax-01", 456, 45.9],
    ["MiniMaxAI/MiniMax-M1", "minimax-m1-40k|minimax-m1-80k", 456, 45.9],
    ["deepseek-ai/DeepSeek-V2.5", DEEPSEEK_V2, 236, 21],
    ["tencent/Hunyuan-A13B-Instruct", "", 80, 13],
    // Smaller ones are served with 16 bits a weight.
    ["deepseek-ai/DeepSeek-V2-Lite-Chat", DEEPSEEK_LITE, 15.7, 2.4],
    ["ibm-granite/granite-4.0-h-small", "granite4:small-h", 32, 9],
    ["ibm-granite/granite-4.0-h-tiny", "granite4:tiny-h", 7, 1],
    ["Qwen/Qwen1.5-MoE-A2.7B-Chat", "", 14.3, 2.7],
    ["microsoft/Phi-3.5-MoE-instruct", "", 41.9, 6.6],
    [
      "microsoft/phi-4",
      "phi4|phi-4-reasoning|phi-4-reasoning-plus",
      14.7,
      14.7,
    ],
    [
      "microsoft/Phi-4-mini-instruct",
      "phi4-mini|phi-4-mini-reasoning",
      3.8,
      3.8,
    ],
    ["microsoft/Phi-3.5-mini-instruct", "phi3.5", 3.8, 3.8],
    ["microsoft/Phi-3-mini-4k-instruct", PHI_3, 3.8, 3.8],
    ["microsoft/Phi-3-medium-4k-instruct", "phi-3-medium-128k", 14, 14],
    ["google/gemma-3n-E4B-it", "gemma3n|gemma3n:e4b", 8, 4],
    ["google/gemma-3n-E2B-it", "gemma3n:e2b", 5, 2],
    ["openai/gpt-oss-safeguard-120b", "", 117, 5.1],
    ["openai/gpt-oss-safeguard-20b", "", 20.9, 3.6],
    ["gemini-1.5-flash-8b", "", 8, 8],
  ] as const).map((
    [name, aliases, total, active],
  ): (typeof MODELS)[number] => [
    name,
    name.startsWith("gem") ? "google_genai" : name.split("/")[0] as string,
    aliases,
    total,
    active,
    name.includes("gpt-oss") ? 4.25 : total > 60 ? 8 : 16,
    "open",
  ]),
  ["BAAI/bge-m3", "baai", "bge-m3", 0.568, 0.568, 16, "embedding"],
  [
    "BAAI/bge-large-en-v1.5",
    "baai",
    "bge-large",
    0.335,
    0.335,
    16,
    "embedding",
  ],
  [
    "nomic-ai/nomic-embed-text-v1.5",
    "nomic",
    "nomic-embed-text",
    0.137,
    0.137,
    16,
    "embedding",
  ],
  [
    "mixedbread-ai/mxbai-embed-large-v1",
    "mixedbread",
    "mxbai-embed-large",
    0.335,
    0.335,
    16,
    "embedding",
  ],
  [
    "sentence-transformers/all-MiniLM-L6-v2",
    "sentence-transformers",
    "all-minilm",
    0.0227,
    0.0227,
    16,
    "embedding",
  ],
  [
    "intfloat/multilingual-e5-large",
    "intfloat",
    "multilingual-e5-large-instruct",
    0.56,
    0.56,
    16,
    "embedding",
  ],
  ...["0.6", "4", "8"].map((size) =>
    [
      `Qwen/Qwen3-Embedding-${size}B`,
      "qwen",
      "",
      Number(size),
      Number(size),
      16,
      "embedding",
    ] as const
  ),
  ...([
    ["text-embedding-3-small", "openai"],
    ["text-embedding-3-large", "openai"],
    ["text-embedding-ada-002", "openai"],
    ["gemini-embedding-001", "google_genai"],
    ["text-embedding-005", "google_genai"],
    ["text-embedding-004", "google_genai"],
    ["mistral-embed", "mistralai"],
    ["codestral-embed-2505", "mistralai"],
    ["embed-v4.0", "cohere"],
    ["embed-english-v3.0", "cohere"],
    ["embed-multilingual-v3.0", "cohere"],
    ["titan-embed-text-v2", "amazon"],
  ] as const).map(([name, maker]) =>
    [
      name,
      maker,
      name.replace(/-2505$|\.0$/, ""),
      [0.1, 1, 8],
      [0.1, 1, 8],
      16,
      "guessed embedding",
    ] as const
  ).map((row): (typeof MODELS)[number] => [
    row[0],
    row[1],
    row[2],
    [...row[3]],
    [...row[4]],
    row[5],
    row[6],
  ]),
  ["black-forest-labs/FLUX.1-dev", "bfl", "flux-dev", 12, 12, 16, "picture"],
  [
    "Tencent-Hunyuan/HunyuanDiT-v1.2-Diffusers",
    "tencent",
    "",
    1.5,
    1.5,
    16,
    "picture",
  ],
  [
    "PixArt-alpha/PixArt-Sigma-XL-2-1024-MS",
    "pixart",
    "pixart-sigma",
    0.6,
    0.6,
    16,
    "picture",
  ],
  [
    "Efficient-Large-Model/SANA1.5_1.6B_1024px_diffusers",
    "nvidia",
    "sana-1.5",
    1.6,
    1.6,
    16,
    "picture",
  ],
  [
    "Efficient-Large-Model/SANA1.5_4.8B_1024px_diffusers",
    "nvidia",
    "",
    4.8,
    4.8,
    16,
    "picture",
  ],
  [
    "stabilityai/stable-diffusion-3.5-large",
    "stability",
    "sd3.5-large",
    8.1,
    8.1,
    16,
    "picture",
  ],
  [
    "stabilityai/stable-diffusion-3.5-medium",
    "stability",
    "sd3.5-medium",
    2.5,
    2.5,
    16,
    "picture",
  ],
  ...([
    ["gpt-image-1", "openai", "gpt-image-1-mini|gpt-image-1.5"],
    ["dall-e-3", "openai", ""],
    ["dall-e-2", "openai", ""],
    ["imagen-4.0-generate-001", "google_genai", "imagen-4"],
    ["imagen-3.0-generate-002", "google_genai", "imagen-3"],
    ["grok-2-image-1212", "xai", "grok-2-image"],
  ] as const).map(([name, maker, aliases]): (typeof MODELS)[number] => [
    name,
    maker,
    aliases,
    [1, 10, 30],
    [1, 10, 30],
    16,
    "closed picture",
  ]),
];

/** Further names of models in the list, by the name there. */
export const ALIASES: Readonly<Record<string, string>> = {
  "gpt-4-turbo": "gpt-4-turbo-2024-04-09|gpt-4-1106-preview|gpt-4-0125-preview",
  "gpt-4": "gpt-4-0613|gpt-4-0314",
  "gpt-3.5-turbo":
    "gpt-3.5-turbo-0125|gpt-3.5-turbo-1106|gpt-3.5-turbo-0613|gpt-3.5-turbo-0301",
  "meta-llama/Llama-4-Scout-17B-16E-Instruct":
    "llama4|llama4:16x17b|llama4:scout",
  "meta-llama/Llama-4-Maverick-17B-128E-Instruct":
    "llama4:128x17b|llama4:maverick",
  "deepseek-ai/DeepSeek-R1": "DeepSeek-R1-0528",
  "deepseek-ai/DeepSeek-V3": "DeepSeek-V3-0324",
  "deepseek-ai/DeepSeek-V3.1": "DeepSeek-V3.1-Terminus",
  "mistral-medium-2505": "mistral-medium-3|mistral-medium-3.1",
  "deepseek-ai/DeepSeek-V3.2": "DeepSeek-V3.2-Exp",
  "command-r-plus-08-2024": "command-r-plus",
  "command-a-03-2025": "command-a",
  "command-r7b-12-2024": "command-r7b",
  "mistral-small-2506": "mistral-small-3.2|mistral-small3.2",
  "mistral-large-2411": "mistral-large-2|mistral-large:123b",
  "mistral-large-2512": "mistral-large-3",
  "open-mistral-7b": "mistral|mistral-7b-instruct-v0.3|mistral-7b",
  "open-mistral-nemo-2407": "mistral-nemo|mistral-nemo-instruct-2407",
  "open-mixtral-8x7b": "mixtral|mixtral-8x7b|mixtral-8x7b-instruct-v0.1",
  "open-mixtral-8x22b": "mixtral-8x22b|mixtral-8x22b-instruct-v0.1",
  "meta-llama/Llama-3.1-8B-Instruct": "llama3.1|llama-3.1-8b",
  "meta-llama/Llama-3.2-1B-Instruct": "llama-3.2-1b",
  "meta-llama/Llama-3.2-3B-Instruct": "llama-3.2-3b",
  "mistral-small-2603": "mistral-small-4",
  "Qwen/Qwen3-8B": "qwen3",
  "gemma-3-4b-it": "gemma3",
  "Qwen/Qwen3-Coder-30B-A3B-Instruct": "qwen3-coder:30b",
  "Qwen/Qwen3-30B-A3B-Instruct-2507": "qwen3-30b-a3b",
  "Qwen/Qwen3-235B-A22B-Instruct-2507": "qwen3:235b",
};
