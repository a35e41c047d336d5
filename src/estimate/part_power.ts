import { memoryBend, memoryModel, vcpuModel } from "../catalog/power_models.ts";
import { spread } from "../catalog/spreads.ts";
import { linearPowerW, memoryPowerW } from "../model/energy.ts";
import { between90, type LogNormal, product, Z_95 } from "../model/interval.ts";
import { usualIdle } from "./devices/ratings.ts";
import type { RatingBounds } from "./devices/variants.ts";
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
 * @param utilization Mean share of the power that is drawn, 0 to 1; `undefined` if it is not known
 */
export function partPowersOf(
  hardware: Hardware,
  utilization: number | undefined,
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
  if (memoryGb !== undefined) {
    parts.push(memoryPower(memoryGb, hardware.machines));
  }
  return parts;
}

/** Whether a part's power depends on how much is used. */
export function isModelled({ device, cpu, vcpus }: Hardware): boolean {
  return [device, cpu].some((rated) => rated && !rated.isMean) ||
    vcpus !== undefined;
}

/** The share of its rated power that a device draws: all, unless the user says otherwise. */
export function utilizationFigure(
  utilization: number | undefined,
): SourcedFigure {
  return utilization === undefined
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
  utilization: number | undefined,
): PartPower {
  const { component, name, rating, isMean, idleShare } = rated;
  const share = isMean ? 1 : shareOf(idleShare, utilization);
  return {
    component,
    name: count === 1 ? name : `${count} × ${name}`,
    model: name,
    count,
    method: isMean ? "measured" : "modelled",
    powerW: rating.value * count * share,
    factor: isMean ? rated.factor : factorAt(rated, utilization),
    figures: [rating],
  };
}

/** A device that is on draws its idle power at least. */
function shareOf(idleShare: number, utilization = 1): number {
  return Math.max(idleShare, utilization);
}

const AT_ANY_LOAD = new WeakMap<Rated, LogNormal>();

/** Devices last as long as the tables, so that a sweep computes the factor of each once. */
function factorAt(rated: Rated, utilization: number | undefined): LogNormal {
  if (utilization !== undefined) return ratedFactor(rated, utilization);
  let factor = AT_ANY_LOAD.get(rated);
  if (factor === undefined) {
    AT_ANY_LOAD.set(
      rated,
      factor = Object.freeze(ratedFactor(rated, undefined)),
    );
  }
  return factor;
}

/** How far a device's power is off: its rating, and how much of that it draws. */
function ratedFactor(
  { component, factor, idleShare, bounds }: Rated,
  utilization: number | undefined,
): LogNormal {
  const load = loadFactor(idleShare, utilization, bounds);
  return component === "cpu"
    ? product(factor, load, spread("cpu-load"))
    : product(factor, load);
}

/** The least that a device draws when idle: where none is published, others differ. */
function leastIdle(idleShare: number): number {
  if (idleShare !== usualIdle("accelerator")) return idleShare;
  return idleShare * Math.exp(-Z_95 * spread("accelerator-idle").sigma);
}

/** The load of 9 jobs of 10 is above this, if all loads are as likely. */
const LEAST_LOAD = 0.1;

/**
 * How far the drawn share of a rated power is off. It lies between idle and rated power: anywhere
 * there if the load is not known, and about where the user says otherwise.
 */
function loadFactor(
  idleShare: number,
  utilization: number | undefined,
  { least, most }: RatingBounds = { least: 1, most: 1 },
): LogNormal {
  if (utilization === undefined) {
    return between90(least * linearPowerW(idleShare, 1, LEAST_LOAD), most);
  }
  const share = shareOf(idleShare, utilization);
  const reach = Math.exp(Z_95 * spread("accelerator-share").sigma);
  const idle = leastIdle(idleShare);
  const low = utilization > idleShare ? Math.max(idle, share / reach) : idle;
  return between90(
    least * low / share,
    most * Math.min(1, share * reach) / share,
  );
}

function vcpuPower(
  count: number,
  provider: string,
  utilization: number | undefined,
): PartPower {
  const { minWatts = 0, maxWatts = 0, source, year } = vcpuModel(provider);
  const powerW = linearPowerW(minWatts, maxWatts, utilization ?? 1);
  const what =
    `power of a vCPU (${minWatts} W idle, ${maxWatts} W at full load; processor not known)`;
  const quantity = { role: "power", what, value: powerW, unit: "W" } as const;
  return {
    component: "cpu",
    name: `${count} vCPU${count === 1 ? "" : "s"}`,
    method: "modelled",
    powerW: powerW * count,
    factor: utilization === undefined
      ? product(
        spread("vcpu-model"),
        loadFactor(minWatts / maxWatts, utilization),
      )
      : spread("vcpu-model"),
    figures: [published(quantity, source, year, true)],
  };
}

function memoryPower(memoryGb: number, machines: number): PartPower {
  const { value = 0, source, year } = memoryModel();
  const powerW = machines *
    memoryPowerW(memoryGb / machines, value, memoryBend());
  const what = "power of memory";
  const quantity = {
    role: "power",
    what,
    value: memoryGb > 0 ? powerW / memoryGb : value,
    unit: "W/GB",
  } as const;
  return {
    component: "memory",
    name: `${memoryGb} GB memory`,
    method: "modelled",
    powerW,
    factor: spread("memory-model"),
    figures: [published(quantity, source, year)],
  };
}
