import {
  byPrefix,
  confidence,
  type Fact,
  kebab,
  optional,
  required,
  row,
} from "./facts.ts";
import type { Embodied } from "./types.ts";

/** Maps the start of the collected source to its key. */
const SOURCES: Record<string, string> = {
  "ccf-coefficients": "ccf-coefficients-2026",
  "Dell": "dell-r740-2019",
  "NVIDIA HGX H100": "nvidia-hgx-h100-pcf",
  "Luccioni": "luccioni-2022",
  "Hubblo": "hubblo-2026",
  "Chien": "chien-2023",
  "EcoLogits": "ecologits",
};

const KINDS: Record<string, string> = { "ram": "memory" };

/** Maps items to their device in accelerators.json. */
const DEVICES: Record<string, string> = {
  "NVIDIA H100 SXM 80GB (1/8 of HGX H100 baseboard)": "H100 SXM5 80GB",
  "NVIDIA A100 (as assumed for BLOOM)": "A100 SXM4 80GB",
  "NVIDIA A100 PCIe 40GB": "A100 PCIe 40GB",
};

const NOTES: Record<string, string> = {
  "Additional GPU card": "one figure for every GPU",
  "DRAM above 16 GB": "533 kg for 384 GB in the study of the Dell R740",
  "Dell PowerEdge R740 (manufacturing, 2 CPU, 12x32 GB, 8x3.84 TB SSD)":
    "about four fifths are the SSDs",
  "NVIDIA A100 (as assumed for BLOOM)":
    "assumed life of 6 years at 85 % average use",
  "NVIDIA A100 (1/8 of an instance, all parts)":
    "share of the whole server, not the device alone; quoted at second hand",
};

/** Gives the figures of makers and open studies, without those that BoaviztAPI computed. */
export function embodied(facts: readonly Fact[]): Embodied[] {
  const collected = facts
    .filter((fact) => fact["kgco2e"] !== "" && !isBoavizta(fact))
    .map(figure);
  return [...collected, ...nvidiaFigures()];
}

/** An eighth of NVIDIA's baseboards: 1312 kg for HGX H100. */
const H100 = { kg: 164, memoryGb: 80, mm2: 814 };

/**
 * NVIDIA publishes 0.50 g per exaflop for HGX B200 and 0.66 g for HGX H100, at 2.3 times the
 * throughput: 1.742 times the kilograms.
 * @see https://developer.nvidia.com/blog/?p=106112
 */
const B200 = { kg: 164 * 2.3 * 0.50 / 0.66, memoryGb: 180, mm2: 1628 };

/** The figure of B200, and the lines through both by memory and by area, for other GPUs. */
function nvidiaFigures(): Embodied[] {
  const source = "nvidia-hgx-b200-pcf";
  const perGb = (B200.kg - H100.kg) / (B200.memoryGb - H100.memoryGb);
  const perMm2 = (B200.kg - H100.kg) / (B200.mm2 - H100.mm2);
  const line = (id: string, kgco2e: number, per: string): Embodied => ({
    id,
    item: `GPU, ${per === "card" ? "part that grows with neither" : "slope"}`,
    kind: "gpu-model",
    kgco2e: Number(kgco2e.toPrecision(4)),
    per,
    method: "line through NVIDIA's figures of H100 and B200",
    year: 2025,
    source,
    confidence: "low",
  });
  return [
    {
      id: "nvidia-b200",
      item: "NVIDIA B200 (1/8 of HGX B200 baseboard)",
      kind: "gpu",
      kgco2e: Number(B200.kg.toPrecision(3)),
      per: "GPU",
      method:
        "H100 × 2.3 × 0.50/0.66, NVIDIA's ratios of throughput and of kg per exaflop",
      year: 2025,
      source,
      accelerator: "B200",
      confidence: "medium",
    },
    line("gpu-by-memory", perGb, "GB"),
    line("gpu-by-memory-rest", H100.kg - perGb * H100.memoryGb, "card"),
    line("gpu-by-area", perMm2, "mm²"),
    line("gpu-by-area-rest", H100.kg - perMm2 * H100.mm2, "card"),
  ];
}

/** Finds BoaviztAPI's factors (AGPL), what was computed with them, and what looks like it. */
function isBoavizta(fact: Fact): boolean {
  return [fact["source"], fact["method"], fact["notes"]]
    .some((cell) => cell!.includes("Boavizt")) &&
    // EcoLogits states this one figure itself.
    !fact["item"]!.startsWith("AI server p5");
}

function figure(fact: Fact): Embodied {
  const item = fact["item"]!;
  const kind = fact["kind"]!;
  return row<Embodied>({
    id: kebab(item),
    item,
    kind: KINDS[kind] ?? kind,
    kgco2e: required(fact["kgco2e"]!),
    low: optional(fact["kgco2e_low"]!),
    high: optional(fact["kgco2e_high"]!),
    per: fact["per"]!,
    lifetimeYears: optional(fact["lifetime_years"]!),
    method: item.startsWith("AI server p5")
      ? "estimate of EcoLogits"
      : fact["method"]!,
    year: required(fact["year"]!),
    source: byPrefix(SOURCES, fact["source"]!),
    accelerator: DEVICES[item],
    confidence: confidence(fact["confidence"]!),
    note: kind === "instance-platform" ? "share it out by vCPU" : NOTES[item],
  });
}
