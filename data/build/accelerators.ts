import { aliasesOf } from "./aliases.ts";
import {
  byPrefix,
  cleanNote,
  confidence,
  type Fact,
  lookUp,
  optional,
  required,
  row,
  text,
} from "./facts.ts";
import { SOURCES } from "./sources.ts";
import type { Accelerator, PowerFigure } from "./types.ts";

/** Maker's documents: start of the collected source → key. */
const MAKERS: Record<string, string> = {
  "NVIDIA datasheet": "nvidia-datasheets",
  "AMD datasheet": "amd-datasheets",
  "Intel or Habana": "intel-datasheets",
  "Google Cloud TPU": "google-tpu-docs",
  "AWS Neuron": "aws-neuron",
  "Apple": "apple-support",
  "vendor material": "vendor",
};

/** Makers whose documents the collection does not tell apart. */
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

/** Power that stands in a paper or a note, not in the maker's documents. */
const POWER_SOURCES: Record<string, string> = {
  "TPU v1": "jouppi-2017",
  "TPU v2": "jouppi-2021",
  "TPU v4i": "jouppi-2021",
  "Edge TPU (Coral)": "google-coral",
  "AWS Trainium2": "nand-research-trainium2",
};

/** Tools that list the power of devices: start of the source → key. */
const TOOLS: Record<string, string> = {
  "mlco2-impact": "mlco2-impact",
  "Green Algorithms": "green-algorithms-3",
  "experiment-impact-tracker": "experiment-impact-tracker",
};

/** Name in a tool's list, without maker → our device. */
const DEVICES: Record<string, string> = {
  "H100 SXM": "H100 SXM5 80GB",
  "H100 NVL": "H100 NVL 94GB",
  "A100 PCIe 40/80GB": "A100 PCIe 40GB",
  "A100 SXM4 80 GB": "A100 SXM4 80GB",
  "A100 40GB PCIe": "A100 PCIe 40GB",
  "A100 80GB PCIe": "A100 PCIe 80GB",
  "A10G": "A10G",
  "AGX Xavier": "Jetson AGX Xavier",
  "Jetson AGX Xavier": "Jetson AGX Xavier",
  "AMD RX480": "Radeon RX 480",
  "GIGABYTE GTX 1660 OC": "GeForce GTX 1660",
  "GTX 980": "GeForce GTX 980",
  "GTX 1080 Ti": "GeForce GTX 1080 Ti",
  "GTX 1080": "GeForce GTX 1080",
  "GTX 750": "GeForce GTX 750",
  "GTX TITAN X": "GeForce GTX TITAN X",
  "Quadro K6000": "Quadro K6000",
  "Quadro P6000": "Quadro P6000",
  "RTX 2080 Ti": "GeForce RTX 2080 Ti",
  "RTX 2080": "GeForce RTX 2080",
  "RTX 3080": "GeForce RTX 3080 10GB",
  "RTX 3080 TI": "GeForce RTX 3080 Ti",
  "RTX 3090": "GeForce RTX 3090",
  "RTX 4090": "GeForce RTX 4090",
  "RTX 8000": "Quadro RTX 8000",
  "RTX A5000": "RTX A5000",
  "RTX A6000": "RTX A6000",
  "T4": "T4",
  "Tesla T4": "T4",
  "L4": "L4",
  "L40S": "L40S",
  "Tesla K40": "K40",
  "Tesla K40c": "Tesla K40c",
  "Tesla K80": "K80",
  "Tesla M40": "M40",
  "Tesla M40 24GB": "M40 24GB",
  "Tesla P100": "P100 PCIe 16GB",
  "Tesla P100 PCIe": "P100 PCIe 16GB",
  "P100 PCIe": "P100 PCIe 16GB",
  "Tesla P40": "P40",
  "Tesla P4": "P4",
  "V100 PCIe": "V100 PCIe 16GB",
  "Tesla V100": "V100 SXM2 16GB",
  "Tesla V100S": "V100S PCIe 32GB",
  "Tesla V100-PCIE-16GB": "V100 PCIe 16GB",
  "Tesla V100-SXM2-16GB": "V100 SXM2 16GB",
  "Tesla V100-SXM2-32GB": "V100 SXM2 32GB",
  "Titan RTX": "TITAN RTX",
  "Titan V": "TITAN V",
  "TITAN X Pascal": "TITAN X (Pascal)",
  "Titan Xp": "TITAN Xp",
  "TPUv2 Chip": "TPU v2",
  "TPUv3 Chip": "TPU v3",
  "TPU v2": "TPU v2",
  "TPU v3": "TPU v3",
  "TPU v4": "TPU v4",
  "TPU2": "TPU v2",
  "TPU3": "TPU v3",
};

/** Idle power as Cloud Carbon Footprint models it, for its devices. */
const CCF_DEVICES: Record<string, string> = {
  "K520": "GRID K520",
  "A10G": "A10G",
  "Tesla M60": "M60",
  "Tesla P4": "P4",
  "Tesla P100": "P100 SXM2 16GB",
  "Tesla P40": "P40",
  "AMD Radeon Pro V520": "Radeon Pro V520",
  "Xilinx Alveo U250": "Xilinx Alveo U250",
};

/** What is odd about a tool's figure: "source name" → basis, note. */
const ODD: Record<string, { basis?: string; note: string }> = {
  "mlco2-impact A100 PCIe 40/80GB": {
    note: "listed for both cards; the 80 GB card is rated 300 W",
  },
  "mlco2-impact A10G": { note: "as in TechPowerUp; the maker has 300 W" },
  "mlco2-impact GTX 750": { note: "Wrong: the card is rated 55 W" },
  "mlco2-impact Tesla V100-PCIE-16GB": {
    note: "Wrong: exchanged with the SXM2 module",
  },
  "mlco2-impact Tesla V100-SXM2-16GB": {
    note: "Wrong: exchanged with the PCIe card",
  },
  "mlco2-impact TPUv2 Chip": {
    basis: "measured mean",
    note: "Patterson et al. 2021, chip with its share of the host",
  },
  "mlco2-impact TPUv3 Chip": {
    basis: "measured mean",
    note: "Patterson et al. 2021, chip with its share of the host",
  },
  "green-algorithms-3 TPU v3": {
    basis: "measured mean",
    note: "Google documents 123 W at least, 262 W at most",
  },
  "green-algorithms-3 TPU v4": {
    basis: "measured mean",
    note: "Google documents 90 W at least, 192 W at most",
  },
  "experiment-impact-tracker TPU2": {
    basis: "press estimate",
    note: "from before Google published a figure",
  },
  "experiment-impact-tracker TPU3": {
    basis: "press estimate",
    note: "from before Google published a figure",
  },
};

/** Further figures of papers. */
const PAPERS: Record<string, PowerFigure[]> = {
  "TPU v3": [{
    watts: 450,
    basis: "tdp",
    source: "jouppi-2021",
    year: 2021,
  }],
};

/** Devices that only the tools list; memory and year as commonly stated. */
const TOOL_DEVICES: readonly Omit<Accelerator, "aliases">[] = [
  toolDevice("GeForce GTX 1660", 6, 2019),
  {
    ...toolDevice("GeForce GTX 750", 1, 2014),
    source: "nvidia-datasheets",
    power: [{
      watts: 55,
      basis: "tgp",
      source: "nvidia-datasheets",
      confidence: "medium",
    }],
  },
  toolDevice("GeForce GTX TITAN X", 12, 2015),
  toolDevice("TITAN X (Pascal)", 12, 2016),
  toolDevice("Quadro K6000", 12, 2013),
  toolDevice("Quadro P6000", 24, 2016),
  toolDevice("M40 24GB", 24, 2015),
  {
    ...toolDevice("Tesla K40c", 12, 2013),
    note: "card with its own fan; the passive K40 is rated 235 W",
  },
  {
    name: "Xilinx Alveo U250",
    vendor: "AMD",
    kind: "fpga",
    memoryGb: 64,
    year: 2018,
    source: "amd-alveo-u250",
    power: [{
      watts: 225,
      basis: "card maximum",
      source: "amd-alveo-u250",
      confidence: "medium",
    }],
  },
];

function toolDevice(
  name: string,
  memoryGb: number,
  year: number,
): Omit<Accelerator, "aliases"> {
  const source = "mlco2-impact";
  const base = { name, vendor: "NVIDIA", kind: "gpu", memoryGb, year };
  return { ...base, source, power: [] };
}

/** The name of Apple's M4 is typed far more often than that of the Tesla M4. */
const RENAMED: Record<string, string> = { "M4": "Tesla M4" };

/** One row a device; the tools' figures for it follow the maker's. */
export function accelerators(facts: readonly Fact[]): Accelerator[] {
  const tools = facts.filter(isToolFigure);
  const idle = new Map(
    facts.filter((fact) => fact["source"]!.startsWith("Cloud Carbon"))
      .map((fact) => [CCF_DEVICES[bare(fact["name"]!)], fact["idle_watts"]!]),
  );
  const makers = facts.filter(isMakerFigure).map(deviceOf);
  return [...makers, ...TOOL_DEVICES.map((device) => ({ device, short: [] }))]
    .map(({ device, short }) => {
      const figures = tools.filter((fact) => deviceName(fact) === device.name);
      const names = figures.map((fact) => fact["name"]!);
      const aliases = aliasesOf(device.name, device.vendor, [
        ...short,
        ...names,
      ]);
      const power = powerOf(device, figures);
      return ordered(withIdle(device, idle), aliases, power);
    });
}

function isToolFigure(fact: Fact): boolean {
  // CPUs have their own table; "any GPU" is a power model, not a device
  return fact["kind"] !== "cpu" && !fact["name"]!.startsWith("Any ") &&
    Object.keys(TOOLS).some((start) => fact["source"]!.startsWith(start));
}

function isMakerFigure(fact: Fact): boolean {
  return Object.keys(MAKERS).some((start) => fact["source"]!.startsWith(start));
}

function bare(name: string): string {
  return name.replace(/^NVIDIA /, "");
}

function deviceName(fact: Fact): string {
  return lookUp(DEVICES, bare(fact["name"]!));
}

interface Collected {
  device: Omit<Accelerator, "aliases">;
  short: string[];
}

function deviceOf(fact: Fact): Collected {
  const name = RENAMED[fact["name"]!] ?? fact["name"]!;
  const maker = byPrefix(MAKERS, fact["source"]!);
  const source = maker === "vendor" ? lookUp(VENDORS, fact["vendor"]!) : maker;
  // The 12 GB card came first; the 24 GB card has a row of its own
  const memory = name === "M40" ? 12 : optional(fact["memory_gb"]!);
  const device = row<Omit<Accelerator, "aliases">>({
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
  });
  return { device, short: fact["aliases"]!.split("|").filter(Boolean) };
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

/** Notes put otherwise than in the collection. */
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

/** Columns in the order of the type, whatever the device came from. */
function ordered(
  device: Omit<Accelerator, "aliases">,
  aliases: string[],
  power: PowerFigure[],
): Accelerator {
  return row<Accelerator>({
    name: device.name,
    aliases,
    vendor: device.vendor,
    kind: device.kind,
    memoryGb: device.memoryGb,
    year: device.year,
    idleWatts: device.idleWatts,
    fp16Tflops: device.fp16Tflops,
    source: device.source,
    power,
    note: device.note,
  });
}

function powerOf(
  device: Omit<Accelerator, "aliases">,
  figures: readonly Fact[],
): PowerFigure[] {
  const others = [
    ...(PAPERS[device.name] ?? []),
    ...figures.map(toolPower),
  ].sort((a, b) => b.year! - a.year!);
  // Green Algorithms lists the PCIe P100 twice
  const seen = new Set<string>();
  return [...device.power, ...others].filter((figure) => {
    const key = `${figure.source} ${figure.watts}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

function toolPower(fact: Fact): PowerFigure {
  const source = byPrefix(TOOLS, fact["source"]!);
  const odd = ODD[`${source} ${bare(fact["name"]!)}`];
  return row<PowerFigure>({
    watts: required(fact["tdp_watts"]!),
    basis: odd?.basis ?? text(fact["power_basis"])!,
    source,
    year: SOURCES[source]!.year,
    confidence: fact["confidence"] === "low" ? "low" : undefined,
    note: odd?.note,
  });
}

function withIdle(
  device: Omit<Accelerator, "aliases">,
  idle: ReadonlyMap<string | undefined, string>,
): Omit<Accelerator, "aliases"> {
  const watts = idle.get(device.name);
  if (watts === undefined || device.idleWatts !== undefined) return device;
  const modelled = "idle power modelled by Cloud Carbon Footprint";
  const note = device.note ? `${device.note}; ${modelled}` : modelled;
  return { ...device, idleWatts: Number(watts), note };
}
