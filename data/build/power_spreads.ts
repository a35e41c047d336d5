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

/** The 95th percentile of Student's t with 27 degrees of freedom. */
const T95_27 = 1.7033;

/** Computes how far the power of a device differs from its rating or its model. */
export function powerSpreads(tables: Tables): Spread[] {
  return [
    acceleratorLoad(tables),
    acceleratorShare(tables),
    acceleratorRating(tables),
    cpuLoad(),
    vcpuModel(tables),
    memoryModel(tables),
  ];
}

function logRatios(rows: readonly MeasuredPower[]): number[] {
  return rows.map((row) => Math.log(row.measuredWatts / row.tdpWatts));
}

function acceleratorLoad({ measuredPower }: Tables): Spread {
  const logs = logRatios(measuredPower);
  const n = logs.length;
  if (n !== 28) throw new RangeError(`Cannot use t(27): ${n} ratios, not 28`);
  return {
    id: "accelerator-load",
    what: "mean power of a job over its TDP, load unknown",
    medianFactor: Math.exp(mean(logs)),
    sigma: sd(logs) * Math.sqrt(1 + 1 / n) * T95_27 / Z90,
    n,
    method: "exp(mean ln r) and sd(ln r) * sqrt(1 + 1/n) * t(0.95, n-1) / " +
      "1.6449, r = measured / rated W of all rows of measured_power",
    source: distinct(measuredPower.map((row) => row.source)),
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

/** Memory in GB and its power in W by codecarbon 3, at 4, 4, 8 and 8 DIMMs of 5 W. */
const DIMM_MODEL_WATTS: readonly [number, number][] = [
  [32, 20],
  [64, 20],
  [128, 38],
  [256, 38],
];

function memoryModel({ powerModels }: Tables): Spread {
  const models = powerModels.filter((model) => model.unit === "W/GB");
  const perGb = [
    ...models.map((model) => model.value!),
    ...DIMM_MODEL_WATTS.map(([gb, watts]) => watts / gb),
  ];
  // Estimates use the first one.
  const used = perGb[0]!;
  return {
    id: "memory-model",
    what: "power of memory per GB",
    medianFactor: 1,
    sigma: rms(perGb.map((value) => Math.log(value / used))),
    n: perGb.length,
    method: `rms(ln(m / ${used} W/GB)), m = the W/GB figures of power_models ` +
      "and codecarbon 3's model of 5 W a DIMM (10 % less from the fifth on) " +
      "at 32, 64, 128 and 256 GB: 20, 20, 38 and 38 W",
    source: distinct(models.map((model) => model.source)),
  };
}
