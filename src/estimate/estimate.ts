import { frozen, frozenCopy, frozenList } from "../frozen.ts";
import { embodiedOf } from "./embodied.ts";
import { footprintOf } from "./footprint.ts";
import type { Hardware } from "./hardware.ts";
import type { Job, NormalJob } from "./job.ts";
import { withOwnFigures } from "./place/own_figures.ts";
import { siteOf } from "./place/find_site.ts";
import type { CallPlan } from "./call_plan.ts";
import { footprintOfCalls } from "./call_footprint.ts";
import { planOf } from "./plan.ts";
import type { Estimate } from "./result.ts";
import type { Place } from "./place/site.ts";

/** Estimates a job. See `estimate` of the module, which also displays the result. */
export function estimateJob(given: Job): Estimate {
  const { job, hardware, energy, calls } = planOf(given);
  if (calls !== undefined) return estimateCalls(job, calls);
  const site = withOwnFigures(siteOf(job), job);
  const footprint = footprintOf(
    energy,
    site,
    job,
    job.embodied && hardware !== undefined
      ? embodiedOf(hardware, job.hours as number)
      : undefined,
  );
  // The job is set in place: copying two dozen fields would cost a tenth of an estimate.
  const estimate = footprint as Writable<Estimate>;
  estimate.job = normalJob(job, hardware, site.place);
  freezeParts(estimate);
  return estimate;
}

/** Calls are served in another place than the user's, by a model of the catalogue. */
function estimateCalls(job: Job, plan: CallPlan): Estimate {
  const footprint = footprintOfCalls(job, plan);
  const { model, provider, gpu } = plan.served;
  const normal: Writable<NormalJob> = {
    ...job,
    ...(typeof job.model === "string" && { model: model.name }),
    ...(provider !== undefined && { provider: provider.provider }),
    ...(gpu !== undefined && { gpu }),
    calls: job.calls ?? 1,
    embodied: job.embodied ?? true,
    dataset: job.dataset ?? "latest",
  };
  const estimate = { ...footprint, job: frozenCopy(normal) };
  // The whole is frozen when it has its display.
  for (const part of Object.values(estimate)) frozen(part);
  return estimate;
}

// Part by part, as asking each value what it is takes longer than the estimate itself. The place,
// the figures, their factors and the version are frozen where they are made.
function freezeParts(estimate: Estimate): void {
  const { components, uncertainty } = estimate;
  for (let i = 0; i < components.length; i += 1) {
    frozen(components[i]?.uncertainty);
  }
  frozenList(components);
  Object.freeze(estimate.emissionsRangeKg);
  Object.freeze(estimate.embodiedRangeKg);
  Object.freeze(estimate.waterRangeL);
  Object.freeze(uncertainty.energy);
  Object.freeze(uncertainty);
  frozenList(estimate.equivalents);
  Object.freeze(estimate.cleanest);
  Object.freeze(estimate.sources);
  Object.freeze(estimate.job);
  frozen(estimate.marketBased);
  frozen(estimate.boundary);
}

// Fields are set one by one: half a dozen spreads would cost a tenth of an estimate.
function normalJob(
  job: Job,
  hardware: Hardware | undefined,
  place: Place,
): NormalJob {
  const normal: Writable<NormalJob> = {
    ...job,
    embodied: job.embodied ?? false,
    dataset: job.dataset ?? "latest",
  };
  if (typeof job.hardware === "object") {
    normal.hardware = frozenCopy(job.hardware);
  }
  if (typeof job.cpu === "object") normal.cpu = frozenCopy(job.cpu);
  if (hardware !== undefined) nameHardware(normal, hardware);
  namePlace(normal, place);
  return normal;
}

/** A place as the tables have it: `Germany` may have been given as a region. */
function namePlace(normal: Writable<NormalJob>, place: Place): void {
  const { provider, region, country, subdivision } = place;
  if (provider !== undefined) {
    normal.provider = provider;
    normal.region = region as string;
    if (normal.country !== undefined) delete normal.country;
    return;
  }
  if (normal.region === undefined && normal.country === undefined) return;
  if (normal.region !== undefined) delete normal.region;
  normal.country = country as string;
  if (subdivision !== undefined) normal.subdivision = subdivision;
}

function nameHardware(
  normal: Writable<NormalJob>,
  hardware: Hardware,
): void {
  const { device, count, cpu, memoryGb, instance } = hardware;
  normal.count = count;
  if (
    device !== undefined && device.component !== "machine" &&
    typeof normal.hardware !== "object" && !device.isBare
  ) {
    normal.hardware = device.name;
  }
  if (cpu !== undefined && typeof normal.cpu === "string") {
    normal.cpu = cpu.name;
  }
  if (memoryGb !== undefined) normal.memoryGb = memoryGb;
  if (instance !== undefined) normal.instance = instance.instance;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
