import { offsetKg } from "../model/emissions.ts";
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
import { withOwnFigures } from "./own_figures.ts";
import { siteOf } from "./place.ts";
import { emissionsAt, type Plan, planOf } from "./plan.ts";
import type { Component, Estimate, Uncertainty } from "./result.ts";
import type { Place, Site } from "./site.ts";
import type { Input, SourcedFigure } from "./sourced_figure.ts";

/** Estimates a job; see `estimate` of the module, which also makes it display itself. */
export function estimate(given: Job): Estimate {
  const plan = planOf(given);
  const { job, hardware, loads, itEnergyKwh } = plan;
  const site = withOwnFigures(siteOf(job), job);
  const { place, pue, carbonIntensity: intensity, offset } = site;
  const embodied = job.embodied ? embodiedOf(hardware, job.hours) : undefined;
  const uncertainty: Uncertainty = {
    energy: sum(loads.map((l) => ({ value: l.powerW, factor: l.factor }))),
    pue: factorOf(pue),
    carbonIntensity: factorOf(intensity),
  };
  const emitted = emissionsAt(plan, site);
  const offsetPercent = offset?.value ?? 0;
  const claimed = offsetKg(emitted, offsetPercent);
  return {
    job: normalJob(job, hardware, place),
    place,
    energyKwh: itEnergyKwh * pue.figure.value,
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
    sources: sourcesOf(plan, site, embodied),
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

function sourcesOf(
  plan: Plan,
  site: Site,
  embodied: Embodied | undefined,
): SourcedFigure[] {
  const sources: SourcedFigure[] = [];
  for (const load of plan.loads) sources.push(...load.figures);
  sources.push(
    utilizationFigure(plan.job.utilization ?? 1),
    site.carbonIntensity.figure,
    site.pue.figure,
  );
  if (site.offset !== undefined) sources.push(site.offset);
  sources.push(site.wueSite, site.wueGrid);
  if (embodied !== undefined) sources.push(...embodied.figures);
  return sources;
}
