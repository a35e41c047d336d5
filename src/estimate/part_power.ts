import { memoryModel, vcpuModel } from "../catalog/power_models.ts";
import { spread } from "../catalog/spreads.ts";
import { linearPowerW } from "../model/energy.ts";
import { EXACT, type LogNormal, product } from "../model/interval.ts";
import type { Hardware, Rated } from "./hardware.ts";
import {
  assumption,
  given,
  published,
  type SourcedFigure,
} from "../catalog/sourced_figure.ts";

/** A part of the machine with its power during the job. */
export interface PartPower {
  /** Part of the machine. */
  readonly component: "accelerator" | "cpu" | "memory";
  /** What it is, such as `8 × A100 SXM4 80GB`. */
  readonly name: string;
  /** What one device is; `undefined` where it is not a number of devices. */
  readonly model: string | undefined;
  /** How many devices; `undefined` where it is not a number of devices. */
  readonly count: number | undefined;
  /** Mean power over the job, in W. */
  readonly powerW: number;
  /** How far the power may be off. */
  readonly factor: LogNormal;
  /** The figures used, the power's own first. */
  readonly figures: readonly [SourcedFigure, ...SourcedFigure[]];
}

/**
 * Models the power of each part of the machine.
 * @param hardware The hardware of the job
 * @param utilization Mean share of the power that is drawn, 0 to 1
 */
export function partPowersOf(
  hardware: Hardware,
  utilization: number,
): PartPower[] {
  const { device, count, cpu, vcpus, memoryGb } = hardware;
  const parts: PartPower[] = [];
  if (device !== undefined) parts.push(ratedPower(device, count, utilization));
  if (cpu !== undefined) {
    // `count` counts the processors only if the job has no other devices.
    parts.push(ratedPower(cpu, device === undefined ? count : 1, utilization));
  }
  if (vcpus !== undefined) {
    parts.push(vcpuPower(vcpus.count, vcpus.provider, utilization));
  }
  if (memoryGb !== undefined) parts.push(memoryPower(memoryGb));
  return parts;
}

/** The share of its rated power that a device draws: all, unless the user says otherwise. */
export function utilizationFigure(utilization: number): SourcedFigure {
  return utilization === 1
    ? WHOLE_TIME
    : given({ ...UTILIZATION, value: utilization });
}

const UTILIZATION = {
  role: "utilization",
  what: "utilization",
  unit: "",
} as const;

const WHOLE_TIME = assumption(
  { ...UTILIZATION, value: 1 },
  "full rated power throughout",
);

function ratedPower(
  rated: Rated,
  count: number,
  utilization: number,
): PartPower {
  return {
    component: rated.component,
    name: count === 1 ? rated.name : `${count} × ${rated.name}`,
    model: rated.name,
    count,
    powerW: rated.rating.value * count * utilization,
    factor: ratedFactor(rated, utilization),
    figures: [rated.rating],
  };
}

function ratedFactor(rated: Rated, utilization: number): LogNormal {
  if (rated.component === "cpu") return spread("cpu-load");
  // At 1 the load is not known, so the rated power is an upper estimate.
  const load = spread(
    utilization === 1 ? "accelerator-load" : "accelerator-share",
  );
  return product(
    load,
    rated.rating.given ? EXACT : spread("accelerator-rating"),
  );
}

function vcpuPower(
  count: number,
  provider: string,
  utilization: number,
): PartPower {
  const { minWatts = 0, maxWatts = 0, source, year } = vcpuModel(provider);
  const powerW = linearPowerW(minWatts, maxWatts, utilization);
  return {
    component: "cpu",
    name: `${count} vCPU${count === 1 ? "" : "s"}`,
    model: undefined,
    count: undefined,
    powerW: powerW * count,
    factor: spread("vcpu-model"),
    figures: [
      published(
        {
          role: "power",
          what:
            `power of a vCPU (${minWatts} W idle, ${maxWatts} W at full load; processor not known)`,
          value: powerW,
          unit: "W",
        },
        source,
        year,
        true,
      ),
    ],
  };
}

function memoryPower(memoryGb: number): PartPower {
  const { value = 0, source, year } = memoryModel();
  return {
    component: "memory",
    name: `${memoryGb} GB memory`,
    model: undefined,
    count: undefined,
    powerW: memoryGb * value,
    factor: spread("memory-model"),
    figures: [
      published(
        { role: "power", what: "power of memory", value, unit: "W/GB" },
        source,
        year,
      ),
    ],
  };
}
