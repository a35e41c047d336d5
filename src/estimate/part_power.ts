import { memoryModel, vcpuModel } from "../catalog/power_models.ts";
import { spread } from "../catalog/spreads.ts";
import { linearPowerW } from "../model/energy.ts";
import { EXACT, type LogNormal, product } from "../model/interval.ts";
import type { Hardware, Rated } from "./hardware.ts";
import type { Component } from "./result.ts";
import {
  assumption,
  given,
  published,
  type SourcedFigure,
} from "../catalog/sourced_figure.ts";

/** A part of the machine with its power during the job. */
export interface PartPower
  extends Pick<Component, "component" | "name" | "model" | "count" | "method"> {
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

/** Whether a part's power depends on how much of it is used. */
export function isModelled({ device, cpu, vcpus }: Hardware): boolean {
  return [device, cpu].some((rated) => rated && !rated.isMean) ||
    vcpus !== undefined;
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
    method: rated.isMean ? "measured" : "modelled",
    powerW: rated.rating.value * count * (rated.isMean ? 1 : utilization),
    factor: rated.isMean
      ? spread("sensor-unstated")
      : ratedFactor(rated, utilization),
    figures: [rated.rating],
  };
}

function ratedFactor(rated: Rated, utilization: number): LogNormal {
  if (rated.component === "cpu") {
    const load = spread("cpu-load");
    // A power that is not published is no better known than a vCPU's.
    return rated.rating.assumed ? product(load, spread("vcpu-model")) : load;
  }
  // At 1 the load is not known, so the rated power is an upper estimate.
  const load = utilization === 1 ? "accelerator-load" : "accelerator-share";
  const rating = rated.rating.given ? EXACT : spread("accelerator-rating");
  return product(spread(load), rating);
}

function vcpuPower(
  count: number,
  provider: string,
  utilization: number,
): PartPower {
  const { minWatts = 0, maxWatts = 0, source, year } = vcpuModel(provider);
  const powerW = linearPowerW(minWatts, maxWatts, utilization);
  const what =
    `power of a vCPU (${minWatts} W idle, ${maxWatts} W at full load; processor not known)`;
  const quantity = { role: "power", what, value: powerW, unit: "W" } as const;
  return {
    component: "cpu",
    name: `${count} vCPU${count === 1 ? "" : "s"}`,
    method: "modelled",
    powerW: powerW * count,
    factor: spread("vcpu-model"),
    figures: [published(quantity, source, year, true)],
  };
}

function memoryPower(memoryGb: number): PartPower {
  const { value = 0, source, year } = memoryModel();
  const what = "power of memory";
  const quantity = { role: "power", what, value, unit: "W/GB" } as const;
  return {
    component: "memory",
    name: `${memoryGb} GB memory`,
    method: "modelled",
    powerW: memoryGb * value,
    factor: spread("memory-model"),
    figures: [published(quantity, source, year)],
  };
}
