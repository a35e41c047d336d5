import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import {
  configure,
  estimate,
  type Job,
  UnknownNameError,
} from "../../../mod.ts";
import { tables } from "../../data/tables.ts";

const { decode } = tables.calls;
const CHAT: Job = { model: "gpt-4o", inputTokens: 1000, outputTokens: 500 };

/** Facility energy of a call by hand, in Wh, at the default batch of 100 on an H100. */
function byHandWh(
  [active, weightsGb, input, output, pue]: readonly number[],
): number {
  const perToken = decode.constant * active! ** decode.active *
    weightsGb! ** decode.weights * 100 ** decode.batch;
  const gpuJ = output! * perToken + input! * 0.003 * active!;
  return gpuJ * (93 / 58) * pue! / 3600; // Google's split: 58 of 93 are the accelerators
}

// Sizes of the models, their bits and PUE as the tables say.
const BY_HAND: readonly (readonly [Job, readonly number[], number])[] = [
  [CHAT, [76, 297, 1000, 500, 1.16], 0.440],
  [{ ...CHAT, model: "gpt-4o-mini" }, [15, 15, 1000, 500, 1.16], 0.058],
  [
    { ...CHAT, model: "claude-sonnet-4-5" },
    [76.2, 440, 1000, 500, 1.12],
    0.509,
  ],
  [{ ...CHAT, model: "gemini-2.5-flash" }, [76.2, 440, 1000, 500, 1.09], 0.495],
  [
    // 2,000 uncached and a tenth of 8,000
    { ...CHAT, inputTokens: 10_000, cachedInputTokens: 8000 },
    [76, 297, 2800, 500, 1.16],
    0.652,
  ],
];

for (const [job, figures, published] of BY_HAND) {
  Deno.test(`estimate() of ${job.inputTokens} tokens to ${job.model} is the energy by hand`, () => {
    const { energyKwh } = estimate(job);
    assertAlmostEquals(energyKwh * 1000 / byHandWh(figures), 1, 1e-4);
    // An independent fit on more rows gives these, with rounded coefficients.
    assertAlmostEquals(energyKwh * 1000 / published, 1, 0.05);
  });
}

Deno.test("estimate() of calls is in proportion to their number, and so is its range", () => {
  const one = estimate(CHAT);
  fc.assert(fc.property(fc.integer({ min: 1, max: 1e9 }), (calls) => {
    const many = estimate({ ...CHAT, calls });
    const ratios = [
      many.emissionsKg / one.emissionsKg,
      ...[0, 1].map((i) =>
        many.emissionsRangeKg[i]! / one.emissionsRangeKg[i]!
      ),
      many.waterL / one.waterL,
      many.embodiedKg! / one.embodiedKg!,
    ];
    return ratios.every((ratio) => Math.abs(ratio / calls - 1) < 1e-9);
  }));
});

Deno.test("estimate() of calls has the energy of its components, which grows with the tokens", () => {
  const tokens = fc.integer({ min: 1, max: 100_000 });
  fc.assert(fc.property(tokens, tokens, (inputTokens, outputTokens) => {
    const less = estimate({ ...CHAT, inputTokens, outputTokens });
    const more = estimate({
      ...CHAT,
      inputTokens,
      outputTokens: outputTokens + 1,
    });
    const sum = less.components.reduce((kwh, c) => kwh + c.energyKwh, 0);
    return Math.abs(sum / less.itEnergyKwh - 1) < 1e-12 &&
      more.energyKwh > less.energyKwh;
  }));
});

// 90 % factors of the tiers, as the method has them: B 1.8, C 2.9, D 3.2, E 4.0, F 7.2.
const TIERS: readonly (readonly [string, number, Job])[] = [
  ["B", 1.8, {
    model: "qwen3-32b",
    outputTokens: 500,
    batch: 32,
    gpu: "B200",
    country: "FR",
  }],
  ["C", 2.9, { model: "llama-3.3-70b", outputTokens: 500 }],
  ["D", 3.2, { model: "Qwen/Qwen2.5-72B-Instruct", outputTokens: 500 }],
  ["E", 4.0, { model: "gpt-4o", outputTokens: 500 }],
  ["F", 7.2, { model: "llama-3.3-70b", outputTokens: 500, provider: "groq" }],
  ["F", 7.2, {
    model: "llama3.1:8b",
    outputTokens: 500,
    provider: "ollama",
    country: "FR",
  }],
];

for (const [tier, factor, job] of TIERS) {
  Deno.test(`estimate() of ${job.model} ${job.provider ?? ""} is of tier ${tier}, × or ÷ ${factor}`, () => {
    const { callDetail, uncertainty } = estimate(job);
    assertEquals(callDetail?.tier, tier);
    const own = Math.exp(1.6449 * uncertainty.energy.sigma);
    assert(own > factor / 1.15 && own < factor * 1.07, `${own}`);
  });
}

// Ollama's default is Q4_K_M: https://github.com/ollama/ollama/issues/1543
Deno.test("estimate() takes 4 bits a weight where the name or the provider says Ollama", () => {
  const bitsOf = (job: Partial<Job>) => {
    const { sources } = estimate({ outputTokens: 500, country: "FR", ...job });
    const { value, assumed, source } = sources
      .find(({ role }) => role === "bits")!;
    return [value, assumed, source.includes("ollama.com")];
  };
  const provider = "ollama";
  assertEquals(bitsOf({ model: "llama3.1:8b" }), [4, true, true]);
  assertEquals(bitsOf({ model: "llama-3.1-8b", provider }), [4, true, true]);
  assertEquals(
    bitsOf({ model: "llama3.1:8b-instruct-q8_0", provider }),
    [8, false, false],
  );
  assertEquals(bitsOf({ model: "llama-3.1-8b" }), [16, true, false]);
  assertEquals(
    bitsOf({ model: "llama-3.1-8b", provider: "vllm" }),
    [16, true, false],
  );
});

// No measurement of these is known, so that the GPU is one thing more that is not known.
Deno.test("estimate() on a GPU that was not measured is of a lower tier, and says so", () => {
  const on = (gpu: string) =>
    estimate({
      model: "llama-3.1-8b",
      outputTokens: 500,
      batch: 8,
      gpu,
      country: "FR",
    });
  const measured = on("H100");
  assertEquals(measured.callDetail?.tier, "B");
  for (
    const [gpu, tier] of [
      ["L4", "D"],
      ["T4", "D"],
      ["MI300X", "D"],
      ["A10G", "D"],
      ["L40S", "D"],
      ["H200", "D"],
      ["RTX 4090", "D"],
      ["K80", "F"],
      ["TPU v5e", "F"],
      ["Gaudi 2", "F"],
    ] as const
  ) {
    const { callDetail, uncertainty, sources, energyKwh } = on(gpu);
    assertEquals(callDetail?.tier, tier, gpu);
    assertEquals(energyKwh, measured.energyKwh, gpu);
    assert(uncertainty.energy.sigma > measured.uncertainty.energy.sigma + 0.2);
    const [rule] = sources.filter(({ what }) => what.endsWith("on an H100"));
    assert(rule?.assumed, gpu);
  }
  assert(!measured.sources.some(({ what }) => what.endsWith("on an H100")));
  const hosted = estimate({
    model: "llama-3.3-70b",
    provider: "together",
    outputTokens: 500,
    gpu: "L40S",
  });
  assertEquals(hosted.callDetail?.tier, "D");
});

Deno.test("estimate() of a longer answer takes more per token, without a step", () => {
  const perToken = (outputTokens: number) =>
    estimate({ model: "gpt-4o", outputTokens }).energyKwh / outputTokens;
  const { fromTokens, toTokens, factor } = tables.calls.long;
  assertAlmostEquals(perToken(toTokens) / perToken(fromTokens), factor, 1e-9);
  assertAlmostEquals(perToken(20_000) / perToken(100), factor, 1e-9);
  // Half of the way, by logarithms
  const middle = Math.sqrt(fromTokens * toTokens);
  assertAlmostEquals(
    perToken(middle) / perToken(100),
    Math.sqrt(factor),
    1e-9,
  );
  fc.assert(fc.property(fc.integer({ min: 1, max: 10_000 }), (tokens) => {
    const ratio = perToken(tokens + 1) / perToken(tokens);
    return ratio > 1 - 1e-12 && ratio < 1.0002;
  }));
});

Deno.test("estimate() of a context above 8,000 tokens is less certain by 0.2", () => {
  const sigma = (outputTokens: number) =>
    estimate({ model: "gpt-4o", outputTokens }).uncertainty.energy.sigma;
  assertAlmostEquals(sigma(9000) - sigma(5000), 0.2, 1e-12);
});

Deno.test("estimate() of a measured model follows its curve, also at other bits and on a B200", () => {
  const { levels, curve } = tables.calls;
  const gpuJ = (more: Partial<Job>) => {
    const { components } = estimate({
      model: "Qwen/Qwen3-32B",
      outputTokens: 1,
      ...more,
    });
    return components[0]!.energyKwh * 3.6e6;
  };
  const [, level] = levels.find(([name]) => name === "Qwen/Qwen3-32B")!;
  assertAlmostEquals(gpuJ({}) / level, 1, 1e-4);
  assertAlmostEquals(
    gpuJ({ gpu: "B200", batch: 100 }) / level,
    curve.b200,
    1e-4,
  );
  assertAlmostEquals(gpuJ({ batch: 400 }) / level, 4 ** curve.batch, 1e-4);
  const fp8 = gpuJ({ model: "Qwen/Qwen3-32B-FP8" });
  assertAlmostEquals(fp8 / level, 0.5 ** curve.bits, 1e-4);
});

Deno.test("estimate() of calls marks what it assumes, and not what is given", () => {
  const assumed = (job: Job) =>
    estimate(job).sources.filter((s) => s.assumed).map(({ role }) => role);
  const roles = assumed(CHAT);
  for (const role of ["parameters", "bits", "batch", "intensity", "pue"]) {
    assert(roles.includes(role as "pue"), role);
  }
  const given = assumed({
    model: {
      name: "mine",
      totalParametersB: 70,
      activeParametersB: 70,
      weightBits: 8,
    },
    inputTokens: 1,
    outputTokens: 500,
    batch: 64,
    gpu: "H100",
    country: "FR",
    pue: 1.2,
  });
  for (
    const role of ["parameters", "bits", "batch", "intensity", "pue", "tokens"]
  ) {
    assert(!given.includes(role as "pue"), role);
  }
});

Deno.test("estimate() of calls is placed where the job, the name or the provider says", () => {
  const place = (job: Partial<Job>) =>
    estimate({ ...CHAT, ...job } as Job).place;
  assertEquals(place({}).country, "US");
  assertEquals(place({ country: "FR" }).country, "FR");
  assertEquals(place({ provider: "azure" }).country, "WORLD"); // nothing says where
  assertEquals(place({ model: "gemini-2.5-flash" }).country, "WORLD");
  assertEquals(place({ model: "mistral-large-latest" }).country, "SE");
  const region = place({ provider: "azure", region: "swedencentral" });
  assertEquals([region.provider, region.region], ["azure", "swedencentral"]);
  assertEquals(
    place({ model: "eu.anthropic.claude-sonnet-4-20250514-v1:0" }).country,
    "EU",
  );
  const own = estimate({ ...CHAT, carbonIntensity: 100 });
  assertAlmostEquals(own.emissionsKg / own.energyKwh, 0.1, 1e-12);
});

Deno.test("a closed model is at its provider, whatever GPU or batch is given", () => {
  const { callDetail, place } = estimate({ ...CHAT, gpu: "A100", batch: 50 });
  assertEquals([callDetail?.provider, place.country], ["openai", "US"]);
});

Deno.test("configure() places a server of one's own, and no provider", () => {
  try {
    configure({ country: "FR", hardware: "A100" });
    assertEquals(estimate(CHAT).place.country, "US");
    const own = { ...CHAT, model: "qwen3-32b", gpu: "H100", batch: 8 };
    assertEquals(estimate(own).place.country, "FR");
  } finally {
    configure({});
  }
});

Deno.test("estimate() of calls gives water on site and in power plants apart", () => {
  const { callDetail, waterL, itEnergyKwh, energyKwh, waterRangeL } = estimate(
    CHAT,
  );
  // OpenAI's 0.3 L/kWh on site; WRI's 3.1321 L/kWh of the United States
  assertAlmostEquals(callDetail!.waterSiteL, itEnergyKwh * 0.3, 1e-12);
  assertAlmostEquals(callDetail!.waterGridL, energyKwh * 3.1321, 1e-12);
  assertAlmostEquals(
    waterL,
    callDetail!.waterSiteL + callDetail!.waterGridL,
    1e-15,
  );
  assert(waterRangeL![0] < waterL / 3 && waterRangeL![1] > waterL * 3);
});

Deno.test("estimate() of calls gives grams per call and per million tokens", () => {
  const { callDetail, emissionsKg } = estimate({ ...CHAT, calls: 2000 });
  // 2,000 calls of 1,500 tokens are three million tokens
  assertAlmostEquals(callDetail!.gramsPerCall, emissionsKg / 2, 1e-12);
  assertAlmostEquals(
    callDetail!.gramsPerMillionTokens!,
    emissionsKg * 1000 / 3,
    1e-9,
  );
});

// 0.040 g for each Wh of the facility
Deno.test("estimate() of calls adds embodied emissions unless told not to", () => {
  const { energyKwh, embodiedKg, embodiedRangeKg } = estimate(CHAT);
  assertAlmostEquals(embodiedKg! / (energyKwh * 0.04), 1, 1e-9);
  assert(
    embodiedRangeKg![0] < embodiedKg! && embodiedKg! < embodiedRangeKg![1],
  );
  assertEquals(estimate({ ...CHAT, embodied: false }).embodiedKg, undefined);
});

Deno.test("estimate() takes pictures and embeddings", () => {
  const dalle = estimate({ model: "dall-e-3", images: 4 });
  const gpuKj = dalle.components[0]!.energyKwh * 3600;
  assert(gpuKj > 4 * 1.6 && gpuKj < 4 * 7.6); // the range that is measured of open models
  const flux = estimate({ model: "FLUX.1-dev", images: 1 });
  assertAlmostEquals(flux.components[0]!.energyKwh * 3.6e6, 7551, 1e-6); // ML.ENERGY, H100
  const { components } = estimate({ model: "bge-m3", inputTokens: 1e6 });
  assertEquals(components.map((c) => c.component), ["prefill", "host"]);
  assertAlmostEquals(
    components[0]!.energyKwh * 3.6e6,
    0.003 * 0.568 * 1e6,
    1e-6,
  );
});

const REFUSED: readonly (readonly [string, object, string])[] = [
  [
    "hours",
    { ...CHAT, hours: 1 },
    "one of three: hardware with hours, energyKwh, or calls",
  ],
  ["energy", { ...CHAT, energyKwh: 1 }, "one of three"],
  ["hardware", { ...CHAT, hardware: "A100" }, "one of three"],
  [
    "no model",
    { hardware: "A100", hours: 1, outputTokens: 5, country: "FR" },
    "one of three",
  ],
  ["no tokens", { model: "gpt-4o" }, "give outputTokens and inputTokens"],
  ["no output", { model: "gpt-4o", inputTokens: 5 }, "outputTokens of a call"],
  [
    "another name",
    { model: "gpt-4o", prompt_tokens: 5 },
    'did you mean "inputTokens"?',
  ],
  [
    "more cached",
    { ...CHAT, cachedInputTokens: 1001 },
    "must hold the cachedInputTokens",
  ],
  ["a negative number", { ...CHAT, outputTokens: -1 }, "outputTokens must be"],
  ["NaN", { ...CHAT, calls: NaN }, "calls must be"],
  [
    "an unknown model",
    { ...CHAT, model: "gpt-6" },
    'Cannot find model "gpt-6"',
  ],
  [
    "an unknown provider",
    { ...CHAT, provider: "opnai" },
    'did you mean "openai"?',
  ],
  ["an unknown GPU", { ...CHAT, gpu: "H1000" }, 'Cannot find hardware "H1000"'],
  ["an unknown place", { ...CHAT, country: "Frnce" }, 'did you mean "France"'],
  ["the old tables", { ...CHAT, dataset: "lacoste-2019" }, "lacoste-2019"],
  [
    "more active than all",
    {
      outputTokens: 5,
      model: { name: "x", totalParametersB: 7, activeParametersB: 8 },
    },
    "must be a part of totalParametersB",
  ],
  [
    "words for pictures",
    { model: "dall-e-3", outputTokens: 5 },
    "makes pictures: give images",
  ],
  [
    "words of embeddings",
    { model: "bge-m3", inputTokens: 5, outputTokens: 5 },
    "makes embeddings",
  ],
];

for (const [what, job, message] of REFUSED) {
  Deno.test(`estimate() of calls with ${what} says how to mend it`, () => {
    assertThrows(() => estimate(job as Job), Error, message);
  });
}

Deno.test("estimate() of an unknown model is an UnknownNameError that names the nearest", () => {
  const error = assertThrows(
    () => estimate({ model: "gpt-4o-minni", outputTokens: 5 }),
    UnknownNameError,
  );
  assertEquals(error.suggestions[0], "gpt-4o-mini");
});
