import {
  LOAD_PROFILES,
  type LoadProfile,
  MEMORY_ENERGY,
} from "./sensor_studies.ts";
import { mean, rms, sd } from "./statistics.ts";
import type { PowerModel, Spread } from "./types.ts";

interface Tables {
  powerModels: readonly PowerModel[];
}

/** Computes the spreads of measured energy, and of the CPU model for unmeasured energy. */
export function sensedSpreads(tables: Tables): Spread[] {
  const memory = raplMemory();
  return [
    within("nvml", 0.05, {
      what: "energy of an NVIDIA card by its own sensor, counted or integrated",
      method:
        "power within 5 %: as NVIDIA states of Fermi and Kepler, and as " +
        "an external meter found on over 70 cards of all generations",
      source: ["nvml-api", "yang-2023"],
    }),
    within("rapl-package", 0.15, {
      what: "energy of a processor by its own count (RAPL)",
      method: "processors that model their energy (AMD Zen 2) do not see " +
        "the power that depends on the data, up to 15 % of a system's power",
      source: ["schoene-2021"],
    }),
    memory,
    {
      ...memory,
      id: "sensor-unstated",
      what: "energy by a sensor without a stated accuracy",
      method: "that of rapl-dram, the least exact of the sensors measured",
    },
    cpuCurve(tables),
  ];
}

/** Gives the spread of a hard bound: values are uniform within it. */
function within(
  id: string,
  bound: number,
  { what, method, source }: Pick<Spread, "what" | "method" | "source">,
): Spread {
  return {
    id,
    what,
    medianFactor: 1,
    sigma: bound / Math.sqrt(3),
    n: 0,
    method: `${method}; ${bound} / sqrt(3)`,
    source,
  };
}

function raplMemory(): Spread {
  const logs = MEMORY_ENERGY.map(({ measuredJ, raplJ }) =>
    Math.log(measuredJ / raplJ)
  );
  return {
    id: "rapl-dram",
    what: "energy of memory by the processor's count (RAPL)",
    medianFactor: 1,
    sigma: rms(logs),
    n: logs.length,
    method: "rms(ln(measured / RAPL energy)), a server under 6 programs and " +
      "a desktop under 8",
    source: ["desrochers-2016"],
  };
}

function cpuCurve({ powerModels }: Tables): Spread {
  const curve = powerModels.filter(({ component }) =>
    component === "cpu-curve"
  );
  const logs = LOAD_PROFILES.flatMap((profile) => logRatios(profile, curve));
  return {
    id: "cpu-curve",
    what: "CPU power over TDP times load curve",
    medianFactor: Math.exp(-mean(logs)),
    sigma: sd(logs),
    n: logs.length,
    method: "exp(-mean ln q) and sd(ln q), q = TDP * curve / RAPL power of 4 " +
      "machines under 2 kinds of load, at each load of 0 to 100 %",
    source: ["codecarbon-3.3", ...new Set(curve.map(({ source }) => source))],
  };
}

function logRatios(
  { tdpWatts, raplWatts }: LoadProfile,
  curve: readonly PowerModel[],
): number[] {
  return raplWatts.map(([percent, watts]) =>
    Math.log(tdpWatts * shareAt(percent / 100, curve) / watts)
  );
}

/** Interpolates linearly between the points of the curve. */
function shareAt(load: number, curve: readonly PowerModel[]): number {
  const next = curve.findIndex((point) => point.load! >= load);
  const above = curve[next]!;
  const below = curve[next - 1] ?? above;
  if (above === below) return above.value!;
  const part = (load - below.load!) / (above.load! - below.load!);
  return below.value! + (above.value! - below.value!) * part;
}
