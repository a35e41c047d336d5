import { distinct, mean, rms, sd, Z90 } from "./statistics.ts";
import type {
  Accelerator,
  MeasuredPower,
  PowerModel,
  Spread,
} from "./types.ts";

interface Tables {
  accelerators: readonly Accelerator[];
  measuredPower: readonly MeasuredPower[];
  powerModels: readonly PowerModel[];
}

/** Computes how far the power of a device differs from its rating or its model. */
export function powerSpreads(tables: Tables): Spread[] {
  return [
    acceleratorIdle(tables),
    acceleratorLoad(tables),
    acceleratorLimit(),
    acceleratorShare(tables),
    acceleratorRating(tables),
    cpuLoad(),
    cpuTurbo(),
    vcpuModel(tables),
    memoryModel(tables),
  ];
}

function logRatios(rows: readonly MeasuredPower[]): number[] {
  return rows.map((row) => Math.log(row.measuredWatts / row.tdpWatts));
}

/** The idle power of devices that publish it, as a share of their rated power. */
function acceleratorIdle({ accelerators }: Tables): Spread {
  const devices = accelerators.filter(({ idleWatts, power }) =>
    idleWatts !== undefined && power.length > 0
  );
  const logs = devices.map(({ idleWatts, power }) =>
    Math.log(idleWatts! / power[0]!.watts)
  );
  return {
    id: "accelerator-idle",
    what: "idle power of a device over its rated power",
    medianFactor: Math.exp(mean(logs)),
    sigma: sd(logs),
    n: logs.length,
    method: "exp(mean ln q) and sd(ln q), q = idle / rated W of each device " +
      "with both",
    source: distinct(devices.map(({ source }) => source)),
  };
}

/** Nine loads of ten are above this, if all are as likely. */
const LEAST_LOAD = 0.1;

function acceleratorLoad(tables: Tables): Spread {
  const idle = acceleratorIdle(tables).medianFactor;
  const low = idle + LEAST_LOAD * (1 - idle);
  const ratios = tables.measuredPower.map((row) =>
    row.measuredWatts / row.tdpWatts
  );
  const held = ratios.filter((ratio) => low <= ratio && ratio <= 1).length;
  return {
    id: "accelerator-load",
    what: "mean power of a job over its rated power, load unknown",
    medianFactor: Math.sqrt(low),
    sigma: -Math.log(low) / (2 * Z90),
    n: ratios.length,
    method: "power between idle and rated, all loads as likely: the 90 % " +
      `from a load of ${LEAST_LOAD} up to 1, with the idle share of the ` +
      "device or accelerator-idle; sqrt(low) and -ln(low) / (2 * 1.6449). " +
      "Not fitted to measured_power, so the coverage with any source left " +
      `out is that of all: ${held} of ${ratios.length} measured cases`,
    source: distinct(tables.measuredPower.map((row) => row.source)),
  };
}

/** A laptop's card: the least and most power that its maker allows, in W. */
const LAPTOP_RANGES: readonly [least: number, most: number][] = [
  [80, 150],
  [80, 150],
  [35, 115],
  [60, 115],
  [35, 115],
];

/** The share of a limit that a device's own rating is, or less. */
function acceleratorLimit(): Spread {
  // The DGX Spark's power supply has 240 W, its chip 140 W.
  const shares = [140 / 240, ...LAPTOP_RANGES.map(([a, b]) => a / b)];
  const low = Math.exp(mean(shares.map(Math.log)));
  return {
    id: "accelerator-limit",
    what: "rated power of a device over a limit that is published in its " +
      "place: of a power supply, a whole system, or the top of a range",
    medianFactor: Math.sqrt(low),
    sigma: -Math.log(low) / (2 * Z90),
    n: shares.length,
    method: "sqrt(q) and -ln(q) / (2 * 1.6449), q = the geometric mean of " +
      "rated / limit of the DGX Spark and least / most of laptop cards",
    source: ["nvidia-dgx-spark", "nvidia-laptops"],
  };
}

function acceleratorShare({ measuredPower }: Tables): Spread {
  const rows = measuredPower.filter((row) => row.scope === "system share");
  return {
    id: "accelerator-share",
    what: "mean power of a job, its share of TDP given by the user",
    medianFactor: 1,
    sigma: sd(logRatios(rows)),
    n: rows.length,
    method: "sd(ln r), r = measured / rated W of the system-share rows",
    source: distinct(rows.map((row) => row.source)),
  };
}

/** Leaves out errors, whole boards and means, because they must not widen the spread. */
function acceleratorRating({ accelerators }: Tables): Spread {
  const rated = accelerators.map((device) =>
    device.power.filter((figure) =>
      !/^Wrong|whole board/.test(figure.note ?? "") &&
      !/mean|estimate/.test(figure.basis)
    )
  ).filter((figures) =>
    new Set(figures.map((figure) => figure.source)).size > 1
  );
  const logs = rated.flatMap(([first, ...others]) =>
    others.map((figure) => Math.log(figure.watts / first!.watts))
  );
  return {
    id: "accelerator-rating",
    what: "rated power of a device, between sources",
    medianFactor: 1,
    sigma: rms(logs),
    n: logs.length,
    method: `rms(ln(W / first W)) over ${rated.length} devices with two ` +
      "sources or more; errors, means and estimates excluded",
    source: distinct(rated.flat().map((figure) => figure.source)),
  };
}

/** Ratios of the model (TDP × load) to RAPL, from codecarbon's load profiles of 2025. */
const CPU_MODEL_OVER_MEASURED = [
  1.20,
  1.11,
  0.85,
  0.77,
  1.63,
  1.14,
  1.38,
  1.63,
];

function cpuLoad(): Spread {
  const logs = CPU_MODEL_OVER_MEASURED.map(Math.log);
  return {
    id: "cpu-load",
    what: "CPU power over TDP times load",
    medianFactor: Math.exp(-mean(logs)),
    sigma: sd(logs),
    n: logs.length,
    method: "exp(-mean ln q) and sd(ln q), q = TDP * load / RAPL energy of 4 " +
      "machines under 2 kinds of load, 0 to 100 %",
    source: ["codecarbon-3.3"],
  };
}

/** Intel's base and maximum turbo power of Core processors since 2021, in W. */
const TURBO_WATTS: readonly [base: number, most: number][] = [
  [125, 241],
  [125, 190],
  [125, 150],
  [65, 202],
  [65, 180],
  [65, 117],
  [125, 253],
  [125, 253],
  [125, 181],
  [65, 219],
  [65, 148],
  [125, 253],
  [125, 250],
  [125, 250],
  [125, 159],
  [45, 115],
  [28, 64],
  [15, 55],
  [45, 115],
  [55, 157],
  [15, 55],
  [28, 115],
  [15, 57],
];

function cpuTurbo(): Spread {
  const logs = TURBO_WATTS.map(([base, most]) => Math.log(most / base));
  return {
    id: "cpu-turbo",
    what:
      "most power of a desktop's or laptop's processor over its rated power",
    medianFactor: Math.exp(mean(logs)),
    sigma: sd(logs),
    n: logs.length,
    method:
      "exp(mean ln q) and sd(ln q), q = maximum turbo power / processor " +
      "base power of 15 desktop and 8 laptop processors",
    source: ["intel-ark"],
  };
}

function vcpuModel({ powerModels }: Tables): Spread {
  const newest = new Map<string, PowerModel>();
  for (const model of powerModels) {
    const { architecture } = model;
    // Gravitons have no figure of their own; `note` says what was assumed.
    if (model.component !== "vcpu" || architecture === "unknown") continue;
    if (model.note) continue;
    const known = newest.get(architecture!);
    if (!known || model.year > known.year) newest.set(architecture!, model);
  }
  const models = [...newest.values()];
  return {
    id: "vcpu-model",
    what: "power of a vCPU whose architecture is unknown",
    medianFactor: 1,
    sigma: sd(models.map((model) => Math.log(model.maxWatts!))),
    n: models.length,
    method: "sd(ln maxWatts) over architectures, newest figure of each; " +
      "averages and assumed figures excluded",
    source: distinct(models.map((model) => model.source)),
  };
}

/** Memory in GB and its power in W by codecarbon 3, at 4, 4, 8, 8, 8, 8 and 16 DIMMs of 5 W. */
const DIMM_MODEL_WATTS: readonly [number, number][] = [
  [32, 20],
  [64, 20],
  [128, 38],
  [256, 38],
  [512, 38],
  [1024, 38],
  [2048, 70],
];

/** The largest machine that the sources of a W/GB figure had, in GB. */
const MOST_BY_GB = 256;

function memoryModel({ powerModels }: Tables): Spread {
  const models = powerModels.filter((model) => model.unit === "W/GB");
  const { value: exponent = 0, aboveGb = 0 } = powerModels
    .find(({ component }) => component === "memory-bend")!;
  // Estimates use the first one.
  const perGb = models[0]!.value!;
  const used = (gb: number) =>
    gb <= aboveGb ? gb * perGb : aboveGb * perGb * (gb / aboveGb) ** exponent;
  const logs = DIMM_MODEL_WATTS.flatMap(([gb, watts]) => [
    Math.log(watts / used(gb)),
    ...(gb > MOST_BY_GB ? [] : models)
      .map((model) => Math.log(model.value! * gb / used(gb))),
  ]);
  return {
    id: "memory-model",
    what: "power of memory",
    medianFactor: 1,
    sigma: rms(logs),
    n: logs.length,
    method: `rms(ln(m / used)), used = ${perGb} W/GB, bent above ${aboveGb} ` +
      "GB; m = codecarbon 3's model of 5 W a DIMM at 32 to 2048 GB, and the " +
      `W/GB figures of power_models up to ${MOST_BY_GB} GB`,
    source: distinct(models.map((model) => model.source)),
  };
}
