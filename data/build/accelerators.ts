import { ADDED_DEVICES } from "./added/devices.ts";
import { dieMm2 } from "./added/dies.ts";
import { aliasesOf } from "./aliases.ts";
import { type Fact, row } from "./facts.ts";
import { BOARD_GPUS, type Device, makerDevices } from "./maker_devices.ts";
import { bare, toolFigures } from "./tool_figures.ts";
import type { Accelerator, PowerFigure } from "./types.ts";

/** Devices that only the tools list; memory and year are the commonly stated ones. */
const TOOL_DEVICES: readonly Device[] = [
  toolDevice("GeForce GTX 1660", 6, 2019),
  {
    ...toolDevice("GeForce GTX 750", 1, 2014),
    source: "nvidia-geforce-900",
    power: [{
      watts: 55,
      basis: "tgp",
      source: "nvidia-geforce-900",
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
    short: [],
  },
];

function toolDevice(
  name: string,
  memoryGb: number,
  year: number,
): Device {
  const base = { name, vendor: "NVIDIA", kind: "gpu", memoryGb, year };
  return { ...base, source: "mlco2-impact", power: [], short: [] };
}

/** Idle power that Cloud Carbon Footprint models for its devices. */
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

/** Further figures from papers. */
const PAPERS: Record<string, PowerFigure[]> = {
  "TPU v3": [{
    watts: 450,
    basis: "tdp",
    source: "jouppi-2021",
    year: 2021,
  }],
};

/** Gives one row a device; the tools' figures follow the maker's. */
export function accelerators(facts: readonly Fact[]): Accelerator[] {
  const figures = Map.groupBy(toolFigures(facts), ({ device }) => device);
  const idle = modelledIdle(facts);
  const devices = [...makerDevices(facts), ...ADDED_DEVICES, ...TOOL_DEVICES];
  return devices.map((device) => {
    const listed = figures.get(device.name) ?? [];
    const names = [...device.short, ...listed.map(({ name }) => name)];
    return accelerator(
      withIdle(device, idle.get(device.name)),
      aliasesOf(device.name, names),
      powerOf(device, listed.map(({ power }) => power)),
    );
  });
}

function modelledIdle(facts: readonly Fact[]): Map<string, number> {
  const watts = new Map<string, number>();
  for (const fact of facts) {
    const device = CCF_DEVICES[bare(fact["name"]!)];
    if (!device || !fact["source"]!.startsWith("Cloud Carbon")) continue;
    // The table has one GPU of a board, the tool the whole board.
    watts.set(device, Number(fact["idle_watts"]) / (BOARD_GPUS[device] ?? 1));
  }
  return watts;
}

function withIdle(device: Device, idleWatts: number | undefined): Device {
  if (idleWatts === undefined || device.idleWatts !== undefined) return device;
  const modelled = "idle power modelled by Cloud Carbon Footprint";
  const note = device.note ? `${device.note}; ${modelled}` : modelled;
  return { ...device, idleWatts, note };
}

function powerOf(
  device: Device,
  listed: readonly PowerFigure[],
): PowerFigure[] {
  const others = [...(PAPERS[device.name] ?? []), ...listed]
    .sort((a, b) => b.year! - a.year!);
  // Green Algorithms lists the PCIe P100 twice
  const seen = new Set<string>();
  return [...device.power, ...others].filter((figure) => {
    const key = `${figure.source} ${figure.watts}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** Puts the columns into the order of the type, for devices of every origin. */
function accelerator(
  device: Device,
  aliases: string[],
  power: PowerFigure[],
): Accelerator {
  return row<Accelerator>({
    name: device.name,
    aliases,
    vendor: device.vendor,
    kind: device.kind,
    memoryGb: device.memoryGb,
    dieMm2: dieMm2(device.name),
    year: device.year,
    idleWatts: device.idleWatts,
    fp16Tflops: device.fp16Tflops,
    source: device.source,
    power,
    note: device.note,
  });
}
