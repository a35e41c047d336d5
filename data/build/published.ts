import { type Fact, lookUp, optional, required, row, text } from "./facts.ts";
import type { Published } from "./types.ts";

/** Maps the start of an id to its source; a longer start comes before one that it contains. */
const SOURCES: readonly [string, string][] = [
  ["strubell", "strubell-2019"],
  ["lacoste", "lacoste-2019"],
  ["patterson", "patterson-2021"],
  ["lamda", "lamda-2022"],
  ["bloom", "luccioni-2022"],
  ["luccioni", "luccioni-2022"],
  ["llama1", "llama-2023"],
  ["llama31", "llama-3.1-card"],
  ["llama32-11b", "llama-3.2-vision-card"],
  ["llama32-90b", "llama-3.2-vision-card"],
  ["llama32", "llama-3.2-card"],
  ["llama4", "llama-4-card"],
  ["olmo", "olmo-2024"],
  ["starcoder", "starcoder-2023"],
  ["dalle-mini", "dalle-mini-card"],
  ["dalle-mega", "dalle-mega-card"],
  ["llm-hate", "hf-cards"],
  ["mila", "mlco2-impact"],
  ["satmae", "satmae-2022"],
  ["qwowo", "qwowo-card"],
  ["nermembert", "nermembert-card"],
  ["alpie", "alpie-card"],
  ["sasha", "co2-submissions"],
  ["ex-", "hf-cards"],
  ["dodge", "dodge-2022"],
  ["carbontracker", "carbontracker"],
  ["iea", "iea-energy-ai-2025"],
  ["hf-leaderboard", "hf-leaderboard"],
  ["ecologits", "ecologits"],
];

const PATTERSON = "power is the measured mean of the system per accelerator";
const CARD = "the intensity is solved from the family's largest row, PUE in it";
const BEFORE_PUE = "energy is printed before PUE";
const EXERCISE = "course exercise with made-up intensities; exact arithmetic";

/** Notes by the start of the id. */
const NOTES: readonly [string, string][] = [
  [
    "strubell-nas",
    "measured system power per GPU; Patterson et al. put the real search at 3.2 t",
  ],
  ["lacoste-quebec", "the calculator's value for Montreal until 2021"],
  ["patterson-t5", `${PATTERSON}; 20 days are rounded`],
  ["patterson", PATTERSON],
  ["lamda", "power taken from Meena"],
  ["bloom-dynamic-pue", "energy before PUE, emissions after it"],
  ["bloom-dynamic", "TDP times GPU hours, without PUE"],
  ["bloom-idle", "measured share of idle nodes and infrastructure"],
  ["llama1", "energy includes PUE"],
  ["llama3", CARD],
  ["llama4", CARD],
  ["olmo", BEFORE_PUE],
  ["starcoder", `${BEFORE_PUE}; 280 W is 0.7 of 400 W; recomputed 16.67 t`],
  ["dalle-mini", "a v3-8 slice is 4 chips"],
  ["dalle-mega", "published 4 times too low, corrected later"],
  ["llm-hate", "card not recorded"],
  ["mila", "paper not recorded; equivalences follow the calculator"],
  ["satmae", "the calculator's 250 W; the maker rates 300 W"],
  ["qwowo", "the calculator cuts digits before it rounds"],
  ["nermembert", "0.4375 kWh at 46 g is 0.0201 kg"],
  ["alpie-realistic", "the product is 297.0"],
  ["alpie-conservative", "the product is 831.7; first named an A100"],
  ["sasha", "PUE applied to all; embodied counts 320 GPU hours"],
  ["ex-", EXERCISE],
  ["dodge-6b-full-best", "at the mean of 200 g that the text gives"],
  ["dodge-6b-full-worst", "at 755 g"],
  ["iea", "43.5 GWh by the product: power and weeks are rounded"],
  ["hf-leaderboard", "the published function for one hour"],
  [
    "ecologits",
    "run of the published code; emissions of use only, energy with PUE",
  ],
];

/** Starts of ids whose printed energy includes the building's overhead. */
const PUE_IN_ENERGY = [
  "strubell",
  "patterson",
  "lamda",
  "llama1",
  "ex-",
  "ecologits",
];

const RENAMED: Record<string, string> = {
  "A100-80GB (250 W)": "A100-80GB",
  "H100-80GB (700 W)": "H100-80GB",
  "TPU v3-256 counted as 32 chips": "TPU v3",
  "TPU v3 chip": "TPU v3",
};

/** Gives the published results with their inputs in the order of the collection. */
export function published(facts: readonly Fact[]): Published[] {
  return facts.map((fact) => {
    const id = fact["id"]!;
    const hardware = text(fact["hardware"]);
    return row<Published>({
      id,
      source: lookUp({ [id]: byStart(SOURCES, id)! }, id),
      year: optional(fact["year"]!),
      what: fact["what"]!,
      hardware: hardware && (RENAMED[hardware] ?? hardware),
      count: optional(fact["count"]!),
      hours: optional(fact["hours"]!),
      watts: optional(fact["avg_power_w_per_unit"]!),
      utilization: optional(fact["utilization"]!),
      pue: optional(fact["pue"]!),
      pueInEnergy: PUE_IN_ENERGY.some((start) => id.startsWith(start)) ||
        undefined,
      provider: text(fact["provider"]),
      place: text(fact["region"]),
      carbonIntensity: optional(fact["intensity_g_per_kwh"]!),
      energyKwh: optional(fact["energy_kwh"]!),
      emissionsKg: optional(fact["co2e_kg"]!),
      tolerancePercent: required(fact["tolerance_percent"]!),
      basis: fact["basis"]!,
      note: byStart(NOTES, id),
    });
  });
}

function byStart(
  table: readonly [string, string][],
  id: string,
): string | undefined {
  return table.find(([start]) => id.startsWith(start))?.[1];
}
