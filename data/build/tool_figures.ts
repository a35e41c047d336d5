import { byPrefix, type Fact, lookUp, required, row, text } from "./facts.ts";
import { SOURCES } from "./sources.ts";
import type { PowerFigure } from "./types.ts";

/** Maps the start of the source to the key of a tool that lists the power of devices. */
const TOOLS: Record<string, string> = {
  "mlco2-impact": "mlco2-impact",
  "Green Algorithms": "green-algorithms-3",
  "experiment-impact-tracker": "experiment-impact-tracker",
};

/** Maps a name in a tool's list, without the maker, to our device. */
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

/** Bases and notes of unusual figures of tools, by "source name". */
const ODD: Record<string, { basis?: string; note: string }> = {
  "mlco2-impact A100 PCIe 40/80GB": {
    note: "listed for both cards; the 80 GB card is rated 300 W",
  },
  "mlco2-impact Tesla K80": { note: "the whole board of two GPUs" },
  "green-algorithms-3 Tesla K80": { note: "the whole board of two GPUs" },
  "experiment-impact-tracker Tesla K80": {
    note: "the whole board of two GPUs",
  },
  "mlco2-impact A10G": { note: "as in TechPowerUp; the maker has 300 W" },
  "mlco2-impact GTX 750": { note: "Wrong: the card is rated 55 W" },
  "mlco2-impact Tesla V100-PCIE-16GB": {
    note: "Wrong: swapped with the SXM2 module",
  },
  "mlco2-impact Tesla V100-SXM2-16GB": {
    note: "Wrong: swapped with the PCIe card",
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

/** An entry in a tool's list: our device, the tool's name for it, and the power. */
export interface ToolFigure {
  device: string;
  name: string;
  power: PowerFigure;
}

/** Gives the tools' figures in the order of the collection. */
export function toolFigures(facts: readonly Fact[]): ToolFigure[] {
  return facts.filter(isToolFigure).map((fact) => ({
    device: lookUp(DEVICES, bare(fact["name"]!)),
    name: fact["name"]!,
    power: powerOf(fact),
  }));
}

function isToolFigure(fact: Fact): boolean {
  // CPUs have their own table; "any GPU" is a power model, not a device.
  return fact["kind"] !== "cpu" && !fact["name"]!.startsWith("Any ") &&
    Object.keys(TOOLS).some((start) => fact["source"]!.startsWith(start));
}

/** Gives a tool's name for a device, without the maker. */
export function bare(name: string): string {
  return name.replace(/^NVIDIA /, "");
}

function powerOf(fact: Fact): PowerFigure {
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
