import { given, type SourcedFigure } from "../catalog/sourced_figure.ts";
import { spread } from "../catalog/spreads.ts";
import { energyKwh } from "../model/energy.ts";
import {
  between90,
  interval90,
  type LogNormal,
  sum,
} from "../model/interval.ts";
import type { ItEnergy } from "./footprint.ts";
import { type CallPlan, callPlan } from "./call_plan.ts";
import { type Hardware, hardwareOf } from "./hardware.ts";
import { checkJob, type Job, refuse } from "./job.ts";
import {
  isModelled,
  type PartPower,
  partPowersOf,
  utilizationFigure,
} from "./part_power.ts";
import type { Component } from "./result.ts";

/** A job with its hardware and energy, before it is given a place. */
export interface Plan {
  /** The job as checked. */
  readonly job: Job;
  /** Its hardware; `undefined` if the job gives its energy. */
  readonly hardware: Hardware | undefined;
  /** Energy of the computing. */
  readonly energy: ItEnergy;
  /** The model and who serves it, of calls. */
  readonly calls?: CallPlan;
}

/**
 * Looks up the hardware of a job and computes its IT energy.
 * @param given What the user gave
 */
export function planOf(given: unknown): Plan {
  const checked = checkJob(given);
  if (checked.model !== undefined) {
    const calls = callPlan(checked);
    return { job: checked, hardware: undefined, energy: calls.energy, calls };
  }
  if (checked.energyKwh !== undefined) {
    const energy = knownEnergy(checked.energyKwh);
    return { job: checked, hardware: undefined, energy };
  }
  const hardware = hardwareOf(checked);
  if (hardware.device?.component === "machine") {
    refuse(
      checked,
      ["memoryGb"],
      "meanWatts is the power of the whole machine",
    );
  }
  if (!isModelled(hardware)) {
    refuse(checked, ["utilization"], "meanWatts says what power was drawn");
  }
  const job = withProvider(checked, hardware);
  return { job, hardware, energy: energyOf(hardware, job) };
}

/** The region of a machine type does not need the provider, which the machine type knows. */
function withProvider(job: Job, { instance }: Hardware): Job {
  return instance !== undefined && job.region !== undefined &&
      job.provider === undefined
    ? { ...job, provider: instance.provider }
    : job;
}

/** Energy that the user knows, from a meter or another tool. */
function knownEnergy(energyKwh: number): ItEnergy {
  const factor = spread("sensor-unstated");
  const figure = given({
    role: "energy",
    what: "energy of the computing",
    value: energyKwh,
    unit: "kWh",
  });
  return {
    itEnergyKwh: energyKwh,
    components: [{
      component: "machine",
      name: "known energy",
      energyKwh,
      method: "measured",
      source: figure.source,
      uncertainty: factor,
    }],
    factor,
    figures: [figure],
  };
}

function energyOf(
  hardware: Hardware,
  { hours = 0, utilization }: Job,
): ItEnergy {
  const parts = partPowersOf(hardware, utilization);
  const figures: SourcedFigure[] = [];
  for (const part of parts) figures.push(...part.figures);
  if (isModelled(hardware)) {
    figures.push(utilizationFigure(utilization));
  }
  const factor = sum(
    parts.map(({ powerW: value, factor }) => ({ value, factor })),
  );
  const powerW = parts.reduce((watts, part) => watts + part.powerW, 0);
  return {
    itEnergyKwh: energyKwh(powerW, hours),
    components: parts.map((part) => componentOf(part, hours)),
    factor: utilization === undefined && isModelled(hardware)
      ? withRated(factor)
      : factor,
    figures,
  };
}

/** The factor with the rated power in its 90 % interval: all parts may be at full load at once. */
export function withRated(factor: LogNormal): LogNormal {
  const [low, high] = interval90({ value: 1, factor });
  return high >= 1 ? factor : between90(low, 1);
}

function componentOf(part: PartPower, hours: number): Component {
  return {
    component: part.component,
    name: part.name,
    model: part.model,
    count: part.count,
    energyKwh: energyKwh(part.powerW, hours),
    method: part.method,
    source: part.figures[0].source,
    uncertainty: part.factor,
  };
}
