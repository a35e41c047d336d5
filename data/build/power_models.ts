import {
  byPrefix,
  confidence,
  type Fact,
  kebab,
  lookUp,
  optional,
  required,
  row,
} from "./facts.ts";
import type { PowerModel } from "./types.ts";

/** Maps the start of the collected source to its key. */
const SOURCES: Record<string, string> = {
  "ccf-coefficients output": "ccf-coefficients-2026",
  "Cloud Carbon Footprint": "ccf-2022",
  "Green Algorithms": "green-algorithms-3",
  "codecarbon": "codecarbon-3.3",
  "Etsy": "cloud-jewels-2020",
  "Aslan": "aslan-2018",
  "Sustainable Web Design": "swdm-4",
  "Teads": "teads-2021",
  "NVIDIA": "nvidia-dgx-datasheets",
  "EcoLogits": "ecologits",
};

const COMPONENTS = [
  "memory",
  "memory-bend",
  "vcpu",
  "cpu-curve",
  "cpu-default",
  "gpu-default",
  "server",
  "storage",
  "network",
  "instance",
  "system",
  "llm-energy",
  "llm-latency",
];

/** The year in which a system came to market; the collection has no years. */
const SYSTEM_YEARS: Record<string, number> = {
  "DGX-1 (8x V100)": 2017,
  "DGX A100 (8x A100)": 2020,
  "DGX H100 (8x H100)": 2022,
  "DGX H200 (8x H200)": 2024,
  "DGX B200 (8x B200)": 2024,
  "DGX B300 (8x B300)": 2025,
  "GB200 NVL72 rack": 2024,
  "GB300 NVL72 rack": 2025,
};

type Fields = Omit<PowerModel, "year" | "source" | "confidence">;

/** Converts a collected component; `undefined` leaves it out. */
const CONVERSIONS: Record<string, (fact: Fact) => Fields | undefined> = {
  cpu_vcpu: vcpu,
  server,
  memory,
  memory_dimm: dimm,
  storage_hdd: (fact) => ({
    ...coefficient("storage-hdd", "storage", fact, "W/TB"),
    architecture: "HDD",
  }),
  storage_ssd: (fact) => ({
    ...coefficient("storage-ssd", "storage", fact, "W/TB"),
    architecture: "SSD",
  }),
  network: (fact) =>
    coefficient(
      `network-${byPrefix(SOURCES, fact["source"]!)}`,
      "network",
      fact,
      "kWh/GB",
    ),
  cpu_core_default: (fact) => {
    const unit = fact["unit"] === "W per core" ? "W/core" : "W/thread";
    return coefficient(
      `cpu-default-${unit.slice(2)}`,
      "cpu-default",
      fact,
      unit,
    );
  },
  cpu_default: (fact) =>
    coefficient("cpu-default-package", "cpu-default", fact, "W"),
  cpu_constant_share: (fact) =>
    coefficient(
      "cpu-default-tdp-share",
      "cpu-default",
      fact,
      "share of TDP",
    ),
  cpu_utilisation_default: (fact) =>
    coefficient("cpu-default-utilization", "cpu-default", fact, "utilization"),
  gpu_default: (fact) => coefficient("gpu-default", "gpu-default", fact, "W"),
  cpu_load_curve: curvePoint,
  instance,
  system,
  server_without_gpu: (fact) => ({
    ...coefficient("server-ecologits", "server", fact, "W"),
    architecture: "host of 8 GPUs, without them",
  }),
  llm_inference_energy: (fact) => llm("llm-energy", fact),
  llm_inference_latency: (fact) => llm("llm-latency", fact),
  // These are only TDP × 1.02, or a PUE, which is in providers.json.
  gpu: () => undefined,
  pue: () => undefined,
  pue_default: () => undefined,
};

/** Gives the coefficients by component, newest first within an architecture. */
export function powerModels(facts: readonly Fact[]): PowerModel[] {
  return [...facts.flatMap(model), memoryBend()].sort((a, b) =>
    COMPONENTS.indexOf(a.component) - COMPONENTS.indexOf(b.component) ||
    newestVcpu(a, b)
  );
}

function model(fact: Fact): PowerModel[] {
  // It is several times the generation before it, a counting error of the source.
  if (fact["architecture"] === "EPYC 5th Gen") return [];
  // This is a profile of BoaviztAPI (AGPL).
  if (fact["source"]!.startsWith("BoaviztAPI")) return [];
  const fields = lookUp(CONVERSIONS, fact["component"]!)(fact);
  if (!fields) return [];
  const { note, ...rest } = fields;
  return [row<PowerModel>({
    ...rest,
    year: SYSTEM_YEARS[fact["architecture"]!] ??
      required(fact["vintage_year"]!),
    source: byPrefix(SOURCES, fact["source"]!),
    confidence: confidence(fact["confidence"]!),
    note,
  })];
}

/** Sizes of large machines in GB, and the power of their memory in W by codecarbon's DIMM rule. */
const LARGE_MEMORIES: readonly [gb: number, watts: number][] = [
  [128, 38],
  [256, 38],
  [512, 38],
  [1024, 38],
  [2048, 70],
  [4096, 126],
];

/** Where figures per GB end: larger machines have larger modules, not only more of them. */
const BEND_GB = 64;

/** Fits a power of the size to the DIMM rule, from what the W/GB figure gives at the bend. */
function memoryBend(): PowerModel {
  const atBend = 0.3725 * BEND_GB;
  const points = LARGE_MEMORIES.map(([gb, watts]) =>
    [
      Math.log(gb / BEND_GB),
      Math.log(watts / atBend),
    ] as const
  );
  const sum = (of: (x: number, y: number) => number) =>
    points.reduce((total, [x, y]) => total + of(x, y), 0);
  const exponent = sum((x, y) => x * y) / sum((x) => x * x);
  return {
    id: "memory-bend",
    component: "memory-bend",
    value: Number(exponent.toPrecision(4)),
    unit: "exponent of GB / 64",
    aboveGb: BEND_GB,
    year: 2025,
    source: "codecarbon-3.3",
    note: "least squares of ln(W / W at 64 GB) over ln(GB / 64), W by the " +
      "DIMM rule at 128 to 4096 GB: 38, 38, 38, 38, 70, 126 W",
  };
}

function newestVcpu(a: PowerModel, b: PowerModel): number {
  if (a.component !== "vcpu") return 0;
  const key = (m: PowerModel) => `${m.provider} ${m.architecture}`;
  return key(a) < key(b) ? -1 : Number(key(a) > key(b)) || b.year - a.year;
}

/** Gives one spelling for the architectures of both editions. */
function architectureOf(fact: Fact): string {
  return fact["architecture"]!.replace(/^unknown.*/, "unknown")
    .replace(
      /^AMD EPYC (\d)(st|nd|rd)/i,
      (_, n, end) => `EPYC ${n}${end.toLowerCase()}`,
    )
    .replace(/^AWS Graviton 2$/, "Graviton2");
}

function vcpu(fact: Fact): Fields {
  const provider = fact["provider"]!;
  const architecture = architectureOf(fact);
  const edition = architecture === "unknown" ? "" : ` ${fact["vintage_year"]}`;
  return row<Fields>({
    id: kebab(`vcpu ${provider} ${architecture}${edition}`),
    component: "vcpu",
    provider,
    architecture,
    minWatts: optional(fact["min_watts"]!),
    maxWatts: optional(fact["max_watts"]!),
    unit: "W/vCPU",
    note: architecture.startsWith("Graviton")
      ? "taken as equal to EPYC 2nd Gen"
      : undefined,
  });
}

function server(fact: Fact): Fields {
  const architecture = architectureOf(fact);
  return row<Fields>({
    id: kebab(`server ${architecture}`),
    component: "server",
    architecture,
    minWatts: optional(fact["min_watts"]!),
    maxWatts: optional(fact["max_watts"]!),
    unit: "W",
  });
}

function coefficient(
  id: string,
  component: string,
  fact: Fact,
  unit: string,
): Fields {
  return { id, component, value: required(fact["value"]!), unit };
}

const MEMORY_IDS: Record<string, string> = {
  "green-algorithms-3": "memory-green-algorithms",
  "ccf-2022": "memory-ccf",
  "codecarbon-3.3": "memory-codecarbon-2",
  "cloud-jewels-2020": "memory-cloud-jewels",
};

function memory(fact: Fact): Fields {
  const id = lookUp(MEMORY_IDS, byPrefix(SOURCES, fact["source"]!));
  const fields = coefficient(id, "memory", fact, "W/GB");
  if (fact["unit"] !== "kWh per GB-hour") return fields;
  return { ...fields, value: Number((fields.value! * 1000).toPrecision(6)) };
}

const DIMM_NOTES: Record<string, string> = {
  "x86": "full for DIMM 1 to 4, 90 % to 8, 80 % to 16, then 70 %; 10 W or more",
  "Arm": "3 W or more",
};

function dimm(fact: Fact): Fields {
  const architecture = fact["unit"]!.includes("Arm") ? "Arm" : "x86";
  return {
    ...coefficient(
      kebab(`memory-codecarbon-dimm ${architecture}`),
      "memory",
      fact,
      "W/DIMM",
    ),
    architecture,
    note: DIMM_NOTES[architecture]!,
  };
}

function curvePoint(fact: Fact): Fields {
  const percent = fact["unit"]!.match(/at (\d+) % load/)![1]!;
  return {
    ...coefficient(
      `cpu-curve-teads-${percent}`,
      "cpu-curve",
      fact,
      "share of TDP",
    ),
    load: Number(percent) / 100,
  };
}

function instance(fact: Fact): Fields {
  const name = fact["architecture"]!;
  return row<Fields>({
    id: kebab(`instance aws ${name}`),
    component: "instance",
    provider: "aws",
    instance: name,
    minWatts: optional(fact["min_watts"]!),
    maxWatts: optional(fact["max_watts"]!),
    value: required(fact["value"]!),
    unit: "W",
    load: 0.5,
  });
}

function system(fact: Fact): Fields {
  const name = fact["architecture"]!;
  return row<Fields>({
    id: kebab(`system ${name.replace(/ \(.*/, "")}`),
    component: "system",
    architecture: name,
    maxWatts: required(fact["max_watts"]!),
    unit: "W",
  });
}

/** Gives the coefficients of (α·exp(β·batch)·P + γ) a token; P is in 1e9 parameters. */
function llm(component: string, fact: Fact): Fields {
  const letter = fact["notes"]!.match(/coefficient (\w+)/)![1]!;
  const unit = fact["unit"]!.replaceAll(" per ", "/")
    .replace("per unit batch size", "1/batch size")
    .replace("unit batch size", "batch size");
  return {
    ...coefficient(`${component}-${letter}`, component, fact, unit),
    architecture: fact["architecture"]!,
  };
}
