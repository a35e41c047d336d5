import type { Estimate, Job } from "../../../mod.ts";

/** A published energy of a call, and how it is computed here. */
export interface Anchor {
  readonly what: string;
  /** In Wh. */
  readonly publishedWh: number;
  readonly source: string;
  readonly job: Job;
  /** Which of our figures it is: of the facility, of the computers, or of the GPUs. */
  readonly of: "facility" | "computers" | "GPUs";
  /** Why the published figure is no measurement of such a call. */
  readonly but?: string;
}

/**
 * Energies of calls as others publish them. The tokens are theirs, or assumed by those who quote.
 */
export const ANCHORS: readonly Anchor[] = [
  {
    what: "ChatGPT, average query",
    publishedWh: 0.34,
    source: "https://blog.samaltman.com/the-gentle-singularity",
    job: { model: "gpt-4o", inputTokens: 300, outputTokens: 300 },
    of: "facility",
  },
  {
    what: "GPT-4o, typical query",
    publishedWh: 0.3,
    source:
      "https://epoch.ai/gradient-updates/how-much-energy-does-chatgpt-use",
    job: { model: "gpt-4o", inputTokens: 100, outputTokens: 500 },
    of: "computers",
  },
  {
    what: "model above 200B, median query",
    publishedWh: 0.31,
    source: "https://arxiv.org/abs/2509.20241",
    job: {
      model: {
        name: "frontier",
        totalParametersB: 409,
        activeParametersB: 156,
        weightBits: 8,
      },
      provider: "azure",
      inputTokens: 500,
      outputTokens: 300,
      pue: 1.2,
    },
    of: "facility",
  },
  {
    what: "DeepSeek V3 and R1 in production, 1,000 output tokens",
    publishedWh: 0.2313,
    source: "https://github.com/deepseek-ai/open-infra-index",
    job: {
      model: "deepseek-v3",
      inputTokens: 3619,
      cachedInputTokens: 2036,
      outputTokens: 1000,
    },
    of: "computers",
    but: "the energy follows from the number of nodes",
  },
  {
    what: "DeepSeek-V3.1 on B200, batch 512, 1,000 output tokens",
    publishedWh: 0.2675,
    source: "https://ml.energy/leaderboard",
    job: {
      model: "deepseek-v3.1",
      outputTokens: 1000,
      batch: 512,
      gpu: "B200",
    },
    of: "GPUs",
  },
  {
    what: "Llama 3.1 405B on H100, batch 64, 1,000 output tokens",
    publishedWh: 0.8562,
    source: "https://ml.energy/leaderboard",
    job: {
      model: "Llama-3.1-405B-Instruct-FP8",
      outputTokens: 1000,
      batch: 64,
      gpu: "H100",
    },
    of: "GPUs",
  },
  {
    what: "DeepSeek-R1, 922 in and 7,373 out",
    publishedWh: 15.6,
    source: "https://muxup.com",
    job: { model: "deepseek-r1", inputTokens: 922, outputTokens: 7373 },
    of: "computers",
    but: "the power of the machine as it is supplied, not measured",
  },
  {
    what: "DeepSeek-R1, 7,373 in and 922 out",
    publishedWh: 1.895,
    source: "https://muxup.com",
    job: { model: "deepseek-r1", inputTokens: 7373, outputTokens: 922 },
    of: "computers",
    but: "the power of the machine as it is supplied, not measured",
  },
  {
    what: "DeepSeek-R1 at 4 bits, 922 in and 7,373 out",
    publishedWh: 3.616,
    source: "https://muxup.com",
    job: { model: "deepseek-r1-fp4", inputTokens: 922, outputTokens: 7373 },
    of: "computers",
    but: "the power of the machine as it is supplied, not measured",
  },
];

/** The computed figure of an anchor with its 90 % range, in Wh. */
export function computed(
  { of }: Anchor,
  { energyKwh, itEnergyKwh, components, uncertainty }: Estimate,
): { readonly wh: number; readonly range: readonly [number, number] } {
  const gpus = components.filter(({ component }) => component !== "host")
    .reduce((kwh, part) => kwh + part.energyKwh, 0);
  const wh = 1000 *
    { facility: energyKwh, computers: itEnergyKwh, GPUs: gpus }[of];
  const reach = Math.exp(1.6449 * uncertainty.energy.sigma);
  return { wh, range: [wh / reach, wh * reach] };
}
