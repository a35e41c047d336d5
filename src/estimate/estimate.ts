import type { Basis } from "../catalog/basis.ts";
import { spread } from "../catalog/spreads.ts";
import { emissionsKg, offsetKg } from "../model/emissions.ts";
import { energyKwh } from "../model/energy.ts";
import { interval90, type LogNormal, product, sum } from "../model/interval.ts";
import { waterL } from "../model/water.ts";
import { VERSION, type Version } from "../version.ts";
import { type Embodied, embodiedOf } from "./embodied.ts";
import { type Equivalent, equivalentsOf } from "./equivalents.ts";
import { type Hardware, hardwareOf } from "./hardware.ts";
import { checkJob, type Dataset, type Job, type NormalJob } from "./job.ts";
import { type Load, loadsOf, utilizationFigure } from "./load.ts";
import { siteOf, sitesOfProvider } from "./place.ts";
import type { Input, Site } from "./site.ts";
import { given, type SourcedFigure } from "./sourced_figure.ts";

/** The energy of one part of the machine. */
export interface Component {
  /** Part of the machine. */
  readonly component: "accelerator" | "cpu" | "memory";
  /** What it is, such as `8 × A100 SXM4 80GB`. */
  readonly name: string;
  /** IT energy, without the facility's overhead, in kWh. */
  readonly energyKwh: number;
  /** Whether the energy was measured or modelled. */
  readonly method: "measured" | "modelled";
  /** Where its power comes from. */
  readonly source: string;
}

/** Where a job runs. */
export interface Place {
  /** Name to show, such as `Iowa`. */
  readonly name: string;
  /** Key of the cloud provider. */
  readonly provider?: string;
  /** The provider's region. */
  readonly region?: string;
  /** Code of the country or other area. */
  readonly country?: string;
  /** Code of the state, province or eGRID subregion. */
  readonly subdivision?: string;
  /** What the carbon intensity counts; absent where the user gave it. */
  readonly basis?: Basis;
  /** Hourly carbon-free energy, in percent, as the provider claims. */
  readonly cfePercent?: number;
}

/** The region of a provider where a job would emit least. */
export interface CleanestRegion {
  /** Key of the provider. */
  readonly provider: string;
  /** The provider's region. */
  readonly region: string;
  /** Its name. */
  readonly name: string;
  /** Carbon intensity there, in gCO2e/kWh. */
  readonly carbonIntensity: number;
  /** What the intensity counts. */
  readonly basis?: Basis;
  /** Power usage effectiveness there. */
  readonly pue: number;
  /** What the job would emit there, in kgCO2e. */
  readonly emissionsKg: number;
}

/** The three independent factors by which emissions may be off. */
export interface Uncertainty {
  /** Of the IT energy. */
  readonly energy: LogNormal;
  /** Of the power usage effectiveness. */
  readonly pue: LogNormal;
  /** Of the carbon intensity. */
  readonly carbonIntensity: LogNormal;
}

/** What a job emits, and every figure behind it. Nothing in it is rounded. */
export interface Estimate {
  /** The job, with defaults filled and names as the catalogue has them. */
  readonly job: NormalJob;
  /** Where it runs. */
  readonly place: Place;
  /** Energy of the facility, PUE included, in kWh. */
  readonly energyKwh: number;
  /** Energy of the computing alone, in kWh. */
  readonly itEnergyKwh: number;
  /** IT energy by part of the machine; they sum to `itEnergyKwh`. */
  readonly components: readonly Component[];
  /** Carbon intensity of the electricity, in gCO2e/kWh. */
  readonly carbonIntensity: number;
  /** Power usage effectiveness. */
  readonly pue: number;
  /** Operational emissions, location-based, in kgCO2e. */
  readonly emissionsKg: number;
  /** Where they lie with a probability of 90 %, in kgCO2e. */
  readonly emissionsRangeKg: readonly [low: number, high: number];
  /** How far each factor may be off. */
  readonly uncertainty: Uncertainty;
  /** The share of making the hardware, in kgCO2e; `undefined` unless asked for. */
  readonly embodiedKg: number | undefined;
  /** Share that is claimed to be offset, in percent. */
  readonly offsetPercent: number;
  /** What is claimed to be offset, in kgCO2e. */
  readonly offsetKg: number;
  /** Emissions less that claim, in kgCO2e. */
  readonly netEmissionsKg: number;
  /** Water used up on site and in power plants, in L. */
  readonly waterL: number;
  /** The emissions in everyday things. */
  readonly equivalents: readonly Equivalent[];
  /** The provider's cleanest region; `undefined` without a provider. */
  readonly cleanest: CleanestRegion | undefined;
  /** Every figure used. */
  readonly sources: readonly SourcedFigure[];
  /** What it was made with. */
  readonly version: Version;
}

/** A job with everything about it looked up, before it is given a place. */
export interface Plan {
  /** The job as checked. */
  readonly job: Job;
  /** Its hardware. */
  readonly hardware: Hardware;
  /** Mean power of each part. */
  readonly loads: readonly Load[];
  /** Energy of the computing, in kWh. */
  readonly itEnergyKwh: number;
}

/**
 * Looks up the hardware of a job and reckons its IT energy.
 * @param given What the user gave
 */
export function planOf(given: unknown): Plan {
  const job = checkJob(given);
  const hardware = hardwareOf(job);
  const loads = loadsOf(hardware, job.utilization ?? 1);
  const powerW = loads.reduce((watts, load) => watts + load.powerW, 0);
  return {
    job,
    hardware,
    loads,
    itEnergyKwh: energyKwh(powerW, job.hours),
  };
}

/** The user's own PUE, or the site's. */
export function pueOf(job: Job, site: Site): Input {
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
  const site = siteOf(withProvider(job, hardware));
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

/** A machine type knows its provider, so that a region of it need not repeat it. */
function withProvider(job: Job, { instance }: Hardware): Job {
  return instance !== undefined && job.region !== undefined &&
      job.provider === undefined
    ? { ...job, provider: instance.provider }
    : job;
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

function normalJob(job: Job, hardware: Hardware, site: Site): NormalJob {
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
    ...(site.provider !== undefined &&
      { provider: site.provider, region: site.region as string }),
    ...(job.country !== undefined && { country: site.country as string }),
    ...(job.subdivision !== undefined &&
      { subdivision: site.subdivision as string }),
    embodied: job.embodied ?? false,
    dataset: job.dataset ?? "latest",
  };
}

function placeOf(job: Job, site: Site): Place {
  const { name, provider, region, country, subdivision, basis, cfePercent } =
    site;
  return {
    name,
    ...(provider !== undefined && { provider }),
    ...(region !== undefined && { region }),
    ...(country !== undefined && { country }),
    ...(subdivision !== undefined && { subdivision }),
    ...(basis !== undefined && job.carbonIntensity === undefined && { basis }),
    ...(cfePercent !== undefined && { cfePercent }),
  };
}

/** Emissions of a plan at a site, with the user's own PUE if there is one. */
export function emissionsAt(plan: Plan, site: Site): number {
  const pue = plan.job.pue ?? site.pue.figure.value;
  return emissionsKg(
    plan.itEnergyKwh * pue,
    site.carbonIntensity.figure.value,
  );
}

function cleanestOf(plan: Plan, site: Site): CleanestRegion | undefined {
  if (site.provider === undefined) return undefined;
  const { job } = plan;
  const best = cleanestSite(
    site.provider,
    job.dataset ?? "latest",
    job.pue === undefined,
  );
  return {
    provider: site.provider,
    region: best.region as string,
    name: best.name,
    carbonIntensity: best.carbonIntensity.figure.value,
    ...(best.basis !== undefined && { basis: best.basis }),
    pue: job.pue ?? best.pue.figure.value,
    emissionsKg: emissionsAt(plan, best),
  };
}

// Which region is cleanest does not hang on the job, but for a PUE of the user's own.
const cleanestSites = new Map<string, Site>();

function cleanestSite(
  provider: string,
  dataset: Dataset,
  withPue: boolean,
): Site {
  const key = `${dataset} ${provider} ${withPue}`;
  let best = cleanestSites.get(key);
  if (best === undefined) {
    const perKwh = (site: Site) =>
      site.carbonIntensity.figure.value *
      (withPue ? site.pue.figure.value : 1);
    best = sitesOfProvider(provider, dataset)
      .reduce((a, b) => perKwh(b) < perKwh(a) ? b : a);
    cleanestSites.set(key, best);
  }
  return best;
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
