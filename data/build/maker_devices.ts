import {
  byPrefix,
  cleanNote,
  confidence,
  type Fact,
  lookUp,
  optional,
  row,
} from "./facts.ts";
import { familyOf } from "./added/families.ts";
import type { Accelerator, PowerFigure } from "./types.ts";

/** A device without the tools' figures; `short` holds the collected names. */
export interface Device extends Omit<Accelerator, "aliases"> {
  short: string[];
}

/** Maps the start of the collected source to the key of a maker's documents. */
const MAKERS: Record<string, string> = {
  "NVIDIA datasheet": "nvidia-datasheets",
  "AMD datasheet": "amd-datasheets",
  "Intel or Habana": "intel-movidius",
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
const RENAMED: Record<string, string> = {
  "M4": "Tesla M4",
  "A16 (4 GPUs)": "A16 (per GPU)",
};

/**
 * The number of GPUs on a board. A driver lists each as a device of its own, and clouds rent them
 * one by one, so the table has one GPU with its share of the board.
 */
export const BOARD_GPUS: Readonly<Record<string, number>> = {
  "K80": 2,
  "M60": 2,
  "GRID K520": 2,
  "A16 (per GPU)": 4,
};

/** Powers that replace those of the collection: chips, not power supplies; TDP, not peaks. */
const RATINGS: Record<string, Partial<PowerFigure>[]> = {
  "Apple M1 Pro (16-core GPU)": [likeApple(100, "M2 Pro")],
  "Apple M3 (10-core GPU)": [likeApple(50, "M2")],
  "Apple M3 Pro (18-core GPU)": [likeApple(100, "M2 Pro")],
  "Apple M3 Max (40-core GPU)": [likeApple(145, "M2 Max and M4 Max")],
  "Apple M5 (10-core GPU)": [likeApple(65, "M4")],
  "DGX Spark (GB10)": [
    { watts: 140, basis: "tdp" },
    { watts: 240, basis: "power supply rating" },
  ],
  "Instinct MI250X": [
    { watts: 500, basis: "tdp" },
    { watts: 560, basis: "tbp peak" },
  ],
  "Instinct MI250": [
    { watts: 500, basis: "tdp" },
    { watts: 560, basis: "tbp peak" },
  ],
};

/** Gives a whole computer's maximum for a chip that Apple sells in no desktop. */
function likeApple(watts: number, chip: string): Partial<PowerFigure> {
  const basis = `whole-system maximum of ${chip}`;
  return { watts, basis, assumed: true, confidence: "low" };
}

/** Gives the devices of the makers' documents in the order of the collection. */
export function makerDevices(facts: readonly Fact[]): Device[] {
  return facts.filter(isMakerFigure).flatMap((fact) => {
    const device = deviceOf(fact);
    return device.name === ORIN_NANO ? [device, superMode(device)] : [device];
  });
}

const ORIN_NANO = "Jetson Orin Nano 8GB";

/** The Orin Nano of 2024 with its Super mode, which lifts the same module's limit. */
function superMode(device: Device): Device {
  const [power] = device.power;
  return {
    ...device,
    name: "Jetson Orin Nano Super 8GB",
    year: 2024,
    power: [{ ...power!, watts: 25 }],
    note: "7-25 W; whole module with CPU",
    short: [],
  };
}

function isMakerFigure(fact: Fact): boolean {
  return Object.keys(MAKERS).some((start) => fact["source"]!.startsWith(start));
}

function deviceOf(fact: Fact): Device {
  const name = RENAMED[fact["name"]!] ?? fact["name"]!;
  const maker = byPrefix(MAKERS, fact["source"]!);
  const source = maker === "vendor"
    ? lookUp(VENDORS, fact["vendor"]!)
    : familyOf(name) ?? maker;
  const gpus = BOARD_GPUS[name] ?? 1;
  const idle = optional(fact["idle_watts"]!);
  // The 12 GB card came first; the 24 GB card has its own row.
  const memory = name === "M40" ? 12 : optional(fact["memory_gb"]!);
  return row<Device>({
    name,
    vendor: fact["vendor"]!,
    kind: fact["kind"]!,
    memoryGb: memory && memory / gpus,
    year: optional(fact["year"]!),
    idleWatts: idle && idle / gpus,
    fp16Tflops: optional(fact["fp16_tflops"]!),
    source,
    power:
      RATINGS[name]?.map((figure) => ({ ...figure, source } as PowerFigure)) ??
        makerPower(fact, POWER_SOURCES[name] ?? source, gpus),
    note: noteOf(fact),
    short: fact["aliases"]!.split("|").filter(Boolean),
  });
}

const APPLE_SYSTEM = /^(.*) whole-system maximum (\d+) W$/;

function makerPower(
  fact: Fact,
  source: string,
  gpus: number,
): PowerFigure[] {
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
    watts: watts / gpus,
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
  "Instinct MI250X": "two dies in a module",
  "Instinct MI250": "two dies in a module",
  "DGX Spark (GB10)": "140 W for the chip with its CPU",
  "Jetson Orin Nano 8GB": "7-15 W",
  "K80": "one of the two GPUs of a board of 300 W",
  "M60": "one of the two GPUs of a board of 300 W",
  "GRID K520": "one of the two GPUs of a board of 225 W",
  "A16 (4 GPUs)": "one of the four GPUs of a board of 250 W",
};

function noteOf(fact: Fact): string | undefined {
  const name = fact["name"]!;
  if (name in NOTES) return NOTES[name];
  const parts = fact["notes"]!.split("; ").filter((part) =>
    !APPLE_SYSTEM.test(part) && !/^(bf16|specs confirmed|750 W)/i.test(part)
  );
  return cleanNote(parts.join("; "));
}
