import {
  byPrefix,
  cleanNote,
  confidence,
  type Fact,
  lookUp,
  optional,
  row,
} from "./facts.ts";
import type { Accelerator, PowerFigure } from "./types.ts";

/** A device without the tools' figures; `short` holds the collected names. */
export interface Device extends Omit<Accelerator, "aliases"> {
  short: string[];
}

/** Maps the start of the collected source to the key of a maker's documents. */
const MAKERS: Record<string, string> = {
  "NVIDIA datasheet": "nvidia-datasheets",
  "AMD datasheet": "amd-datasheets",
  "Intel or Habana": "intel-datasheets",
  "Google Cloud TPU": "google-tpu-docs",
  "AWS Neuron": "aws-neuron",
  "Apple": "apple-support",
  "vendor material": "vendor",
};

/** Makers whose documents the collection does not distinguish. */
const VENDORS: Record<string, string> = {
  Microsoft: "microsoft-maia-2024",
  Meta: "meta-mtia-2024",
  Cerebras: "cerebras",
  Graphcore: "graphcore",
  Groq: "groq",
  Qualcomm: "qualcomm-cloud-ai",
  Huawei: "huawei-ascend",
  Tenstorrent: "tenstorrent",
  Hailo: "hailo",
};

/** Powers from a paper or a note that the maker's documents do not have. */
const POWER_SOURCES: Record<string, string> = {
  "TPU v1": "jouppi-2017",
  "TPU v2": "jouppi-2021",
  "TPU v4i": "jouppi-2021",
  "Edge TPU (Coral)": "google-coral",
  "AWS Trainium2": "nand-research-trainium2",
};

/** Our names for ambiguous collected ones: a bare "M4" mostly means Apple's chip. */
const RENAMED: Record<string, string> = { "M4": "Tesla M4" };

/** Gives the devices of the makers' documents in the order of the collection. */
export function makerDevices(facts: readonly Fact[]): Device[] {
  return facts.filter(isMakerFigure).map(deviceOf);
}

function isMakerFigure(fact: Fact): boolean {
  return Object.keys(MAKERS).some((start) => fact["source"]!.startsWith(start));
}

function deviceOf(fact: Fact): Device {
  const name = RENAMED[fact["name"]!] ?? fact["name"]!;
  const maker = byPrefix(MAKERS, fact["source"]!);
  const source = maker === "vendor" ? lookUp(VENDORS, fact["vendor"]!) : maker;
  // The 12 GB card came first; the 24 GB card has its own row.
  const memory = name === "M40" ? 12 : optional(fact["memory_gb"]!);
  return row<Device>({
    name,
    vendor: fact["vendor"]!,
    kind: fact["kind"]!,
    memoryGb: memory,
    year: optional(fact["year"]!),
    idleWatts: optional(fact["idle_watts"]!),
    fp16Tflops: optional(fact["fp16_tflops"]!),
    source,
    power: makerPower(fact, POWER_SOURCES[name] ?? source),
    note: noteOf(fact),
    short: fact["aliases"]!.split("|").filter(Boolean),
  });
}

const APPLE_SYSTEM = /^(.*) whole-system maximum (\d+) W$/;

function makerPower(fact: Fact, source: string): PowerFigure[] {
  const system = fact["notes"]!.split("; ").map((part) =>
    part.match(APPLE_SYSTEM)
  ).find((match) => match !== null);
  if (system) {
    return [{
      watts: Number(system[2]),
      basis: "whole-system maximum",
      source,
      confidence: "low",
      note: system[1]!,
    }];
  }
  const watts = optional(fact["tdp_watts"]!);
  if (watts === undefined) return [];
  return [row<PowerFigure>({
    watts,
    basis: fact["power_basis"]!,
    source,
    confidence: confidence(fact["confidence"]!),
  })];
}

/** Notes that replace those of the collection. */
const NOTES: Record<string, string | undefined> = {
  "A10G": "the driver on AWS G5 shows a limit of 300 W",
  "AWS Trainium2": undefined,
  "B200": "180 GB of 192 GB usable in HGX and DGX",
  "B300": "HGX; 1400 W in liquid-cooled GB300",
  "GB200 (per GPU)": "the superchip of two GPUs and a CPU draws up to 2700 W",
  "M40": undefined,
  "Meta MTIA v2": undefined,
  "H200 NVL 141GB": undefined,
  "TPU v2": undefined,
  "TPU v3": "idle: Google's measured minimum",
  "TPU v4": "idle: Google's measured minimum",
  "TPU v4i": "for inference",
  "TPU v1": "INT8 only; 40 W measured when busy",
  "TPU v6e (Trillium)": "no power figure published",
  "Instinct MI250X": "peak; TDP 500 W; two dies in a module",
  "Instinct MI250": "peak; TDP 500 W",
};

function noteOf(fact: Fact): string | undefined {
  const name = fact["name"]!;
  if (name in NOTES) return NOTES[name];
  const parts = fact["notes"]!.split("; ").filter((part) =>
    !APPLE_SYSTEM.test(part) && !/^(bf16|specs confirmed|750 W)/i.test(part)
  );
  return cleanNote(parts.join("; "));
}
