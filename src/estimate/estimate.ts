import { energyKwh } from "../model/energy.ts";
import { sum } from "../model/interval.ts";
import { embodiedOf } from "./embodied.ts";
import { footprintOf } from "./footprint.ts";
import type { Hardware } from "./hardware.ts";
import type { Job, NormalJob } from "./job.ts";
import { type Load, utilizationFigure } from "./part_power.ts";
import { withOwnFigures } from "./place/own_figures.ts";
import { siteOf } from "./place/find_site.ts";
import { planOf } from "./plan.ts";
import type { Component, Estimate, Footprint } from "./result.ts";
import type { Place } from "./place/site.ts";
import type { SourcedFigure } from "../catalog/sourced_figure.ts";

/** Estimates a job; see `estimate` of the module, which also makes it display itself. */
export function estimate(given: Job): Estimate {
  const { job, hardware, loads, itEnergyKwh } = planOf(given);
  const site = withOwnFigures(siteOf(job), job);
  const footprint = footprintOf(
    {
      itEnergyKwh,
      components: loads.map((load) => componentOf(load, job.hours)),
      factor: sum(loads.map((l) => ({ value: l.powerW, factor: l.factor }))),
      figures: figuresOf(loads, job.utilization),
    },
    site,
    job,
    job.embodied ? embodiedOf(hardware, job.hours) : undefined,
  );
  return withJob(footprint, normalJob(job, hardware, site.place));
}

// In place: to copy two dozen fields would cost a tenth of an estimate.
function withJob(footprint: Footprint, job: NormalJob): Estimate {
  const estimate = footprint as Footprint & { job: NormalJob };
  estimate.job = job;
  return estimate;
}

function figuresOf(
  loads: readonly Load[],
  utilization: number = 1,
): SourcedFigure[] {
  const figures: SourcedFigure[] = [];
  for (const load of loads) figures.push(...load.figures);
  figures.push(utilizationFigure(utilization));
  return figures;
}

function componentOf(load: Load, hours: number): Component {
  return {
    component: load.component,
    name: load.name,
    ...(load.count !== undefined && { model: load.model, count: load.count }),
    energyKwh: energyKwh(load.powerW, hours),
    method: "modelled",
    source: load.figures[0].source,
  };
}

// Field by field: half a dozen spreads would cost a tenth of an estimate.
function normalJob(job: Job, hardware: Hardware, place: Place): NormalJob {
  const { device, count, cpu, memoryGb, instance } = hardware;
  const normal: Writable<NormalJob> = {
    ...job,
    count,
    utilization: job.utilization ?? 1,
    embodied: job.embodied ?? false,
    dataset: job.dataset ?? "latest",
  };
  if (device !== undefined && typeof job.hardware !== "object") {
    normal.hardware = device.name;
  }
  if (cpu !== undefined && typeof job.cpu === "string") normal.cpu = cpu.name;
  if (memoryGb !== undefined) normal.memoryGb = memoryGb;
  if (instance !== undefined) normal.instance = instance.instance;
  if (place.provider !== undefined) {
    normal.provider = place.provider;
    normal.region = place.region as string;
  }
  if (job.country !== undefined) {
    normal.country = place.country as string;
    if (place.subdivision !== undefined) normal.subdivision = place.subdivision;
  }
  return normal;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
