import { spread } from "../catalog/spreads.ts";
import { emissionsKg, offsetKg } from "../model/emissions.ts";
import { energyKwh } from "../model/energy.ts";
import { interval90, type LogNormal, product, sum } from "../model/interval.ts";
import { waterL } from "../model/water.ts";
import { VERSION } from "../version.ts";
import { cleanestOf } from "./cleanest.ts";
import { type Embodied, embodiedOf } from "./embodied.ts";
import { equivalentsOf } from "./equivalents.ts";
import type { Hardware } from "./hardware.ts";
import type { Job, NormalJob } from "./job.ts";
import { type Load, utilizationFigure } from "./load.ts";
import { siteOf } from "./place.ts";
import { type Plan, planOf } from "./plan.ts";
import type { Component, Estimate, Uncertainty } from "./result.ts";
import type { Place, Site } from "./site.ts";
import { given, type Input, type SourcedFigure } from "./sourced_figure.ts";

/** The user's own PUE, or the site's. */
function pueOf(job: Job, site: Site): Input {
  if (job.pue === undefined) return site.pue;
  return {
    figure: given({
      what: "power usage effectiveness (PUE)",
      value: job.pue,
      unit: "",
    }),
    spread: spread("pue-user"),
  };
}

function intensityOf(job: Job, site: Site): Input {
  if (job.carbonIntensity === undefined) return site.carbonIntensity;
  return {
    figure: given({
      what: "grid carbon intensity",
      value: job.carbonIntensity,
      unit: "gCO2e/kWh",
    }),
    spread: spread("intensity-user"),
  };
}

function offsetOf(job: Job, site: Site): SourcedFigure | undefined {
  if (job.offsetPercent === undefined) return site.offset;
  return given({ what: "offset", value: job.offsetPercent, unit: "%" });
}

/** Estimates a job; see `estimate` of the module, which also makes it display itself. */
export function estimate(given: Job): Estimate {
  const plan = planOf(given);
  const { job, hardware, loads, itEnergyKwh } = plan;
  const site = siteOf(job);
  const pue = pueOf(job, site);
  const intensity = intensityOf(job, site);
  const offset = offsetOf(job, site);
  const embodied = job.embodied ? embodiedOf(hardware, job.hours) : undefined;
  const uncertainty: Uncertainty = {
    energy: sum(loads.map((l) => ({ value: l.powerW, factor: l.factor }))),
    pue: factorOf(pue),
    carbonIntensity: factorOf(intensity),
  };
  const facilityKwh = itEnergyKwh * pue.figure.value;
  const emitted = emissionsKg(facilityKwh, intensity.figure.value);
  const offsetPercent = offset?.value ?? 0;
  const claimed = offsetKg(emitted, offsetPercent);
  return {
    job: normalJob(job, hardware, site),
    place: placeOf(job, site),
    energyKwh: facilityKwh,
    itEnergyKwh,
    components: loads.map((load) => componentOf(load, job.hours)),
    carbonIntensity: intensity.figure.value,
    pue: pue.figure.value,
    emissionsKg: emitted,
    emissionsRangeKg: interval90({
      value: emitted,
      factor: product(
        uncertainty.energy,
        uncertainty.pue,
        uncertainty.carbonIntensity,
      ),
    }),
    uncertainty,
    embodiedKg: embodied?.embodiedKg,
    offsetPercent,
    offsetKg: claimed,
    netEmissionsKg: emitted - claimed,
    waterL: waterL(
      itEnergyKwh,
      pue.figure.value,
      site.wueSite.value,
      site.wueGrid.value,
    ),
    equivalents: equivalentsOf(emitted),
    cleanest: cleanestOf(plan, site),
    sources: sourcesOf(plan, site, { pue, intensity, offset, embodied }),
    version: VERSION,
  };
}

function factorOf({ spread: { medianFactor, sigma } }: Input): LogNormal {
  return { medianFactor, sigma };
}

function componentOf(load: Load, hours: number): Component {
  return {
    component: load.component,
    name: load.name,
    energyKwh: energyKwh(load.powerW, hours),
    method: "modelled",
    source: load.figures[0].source,
  };
}

function normalJob(
  job: Job,
  hardware: Hardware,
  { place }: Site,
): NormalJob {
  const { device, count, cpu, memoryGb, instance } = hardware;
  return {
    ...job,
    ...(device !== undefined && typeof job.hardware !== "object" &&
      { hardware: device.name }),
    count,
    utilization: job.utilization ?? 1,
    ...(cpu !== undefined && typeof job.cpu === "string" && { cpu: cpu.name }),
    ...(memoryGb !== undefined && { memoryGb }),
    ...(instance !== undefined && { instance: instance.instance }),
    ...(place.provider !== undefined &&
      { provider: place.provider, region: place.region as string }),
    ...(job.country !== undefined && { country: place.country as string }),
    ...(job.subdivision !== undefined &&
      { subdivision: place.subdivision as string }),
    embodied: job.embodied ?? false,
    dataset: job.dataset ?? "latest",
  };
}

/** Under the user's own intensity the figure of the place, and its basis, play no part. */
function placeOf(job: Job, { place }: Site): Place {
  if (job.carbonIntensity === undefined) return place;
  const { basis: _, ...rest } = place;
  return rest;
}

interface Used {
  readonly pue: Input;
  readonly intensity: Input;
  readonly offset: SourcedFigure | undefined;
  readonly embodied: Embodied | undefined;
}

function sourcesOf(plan: Plan, site: Site, used: Used): SourcedFigure[] {
  const sources: SourcedFigure[] = [];
  for (const load of plan.loads) sources.push(...load.figures);
  sources.push(
    utilizationFigure(plan.job.utilization ?? 1),
    used.intensity.figure,
    used.pue.figure,
  );
  if (used.offset !== undefined) sources.push(used.offset);
  sources.push(site.wueSite, site.wueGrid);
  if (used.embodied !== undefined) sources.push(...used.embodied.figures);
  return sources;
}
