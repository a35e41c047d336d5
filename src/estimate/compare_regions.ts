import type { Basis } from "../catalog/basis.ts";
import { nearest } from "../catalog/nearest.ts";
import { providers } from "../catalog/providers.ts";
import { comparableRegion } from "../catalog/regions.ts";
import { UnknownNameError } from "../errors.ts";
import { VERSION, type Version } from "../version.ts";
import { emissionsAt, type Plan, planOf } from "./plan.ts";
import type { Dataset, Job } from "./job.ts";
import { allSites, areaNamed, findSite, type SiteFilter } from "./place.ts";
import type { Place, Site } from "./site.ts";
import type { SourcedFigure } from "./sourced_figure.ts";

/** What to compare a job's place with. */
export interface RegionOptions {
  /** Only the regions of this provider. @default all providers and countries */
  readonly provider?: string;
  /** Only these: codes (`us-central1`, `gcp/us-central1`), country codes or names. */
  readonly regions?: readonly string[];
  /** Which tables to use. @default the job's */
  readonly dataset?: Dataset;
  /** Only figures that count the same, so that they compare. @default the preferred one of each place */
  readonly basis?: Basis;
}

/** What the job would emit in one place. */
export interface RegionRow extends Place {
  /** Carbon intensity, in gCO2e/kWh. */
  readonly carbonIntensity: number;
  /** Year that it describes. */
  readonly year: number | undefined;
  /** Power usage effectiveness. */
  readonly pue: number;
  /** Energy of the facility, in kWh. */
  readonly energyKwh: number;
  /** Operational emissions, location-based, in kgCO2e. */
  readonly emissionsKg: number;
  /** Emissions here / emissions in the job's own place; `undefined` without one, or if it emits nothing. */
  readonly ratio: number | undefined;
  /** Whether this is the job's own place. */
  readonly own: boolean;
  /** The figures used. */
  readonly sources: readonly SourcedFigure[];
}

/** The same computing, priced everywhere. */
export interface RegionComparison {
  /** The job as given. */
  readonly job: Job;
  /** Energy of the computing alone, which is the same everywhere, in kWh. */
  readonly itEnergyKwh: number;
  /** The places, cleanest first. */
  readonly rows: readonly RegionRow[];
  /** The job's own place; `undefined` if it names none. */
  readonly own: RegionRow | undefined;
  /** Which bases the rows hold; figures of different bases do not compare. */
  readonly bases: readonly Basis[];
  /** What it was made with. */
  readonly version: Version;
}

/** Compares places; see `compareRegions` of the module, which also makes it display itself. */
export function compareRegions(
  job: Job,
  options: RegionOptions = {},
): RegionComparison {
  checkOptions(options);
  const dataset = options.dataset ?? job.dataset ?? "latest";
  const plan = planOf({ ...job, dataset });
  const home = homeOf(plan.job, { dataset, basis: options.basis });
  const homeKg = home && homeEmissions(plan, home);
  const rows = sitesFor(options, dataset)
    .map((site) => rowOf(plan, site, home, homeKg))
    .sort((a, b) => a.emissionsKg - b.emissionsKg);
  const bases = new Set<Basis>();
  for (const row of rows) if (row.basis !== undefined) bases.add(row.basis);
  return {
    job,
    itEnergyKwh: plan.itEnergyKwh,
    rows,
    own: home && {
      ...rowOf(plan, home, home, homeKg),
      carbonIntensity: plan.job.carbonIntensity ??
        home.carbonIntensity.figure.value,
      emissionsKg: homeKg as number,
    },
    bases: [...bases],
    version: VERSION,
  };
}

const OPTIONS = ["provider", "regions", "dataset", "basis"];

function checkOptions(options: RegionOptions): void {
  for (const key of Object.keys(options)) {
    if (!OPTIONS.includes(key)) {
      throw new TypeError(
        `Cannot compare regions as the options have the unknown key "${key}": allowed are ${
          OPTIONS.join(", ")
        }`,
      );
    }
  }
}

/** The job's own place, by a figure of the basis asked for; none if it has no such figure. */
function homeOf(job: Job, filter: SiteFilter): Site | undefined {
  const home = findSite(job);
  if (home === undefined || job.carbonIntensity !== undefined) return home;
  if (filter.basis === undefined || home.place.basis === filter.basis) {
    return home;
  }
  return allSites(filter).find((site) => samePlace(site.place, home.place));
}

/** With the job's own carbon intensity, which holds at home and nowhere else. */
function homeEmissions(plan: Plan, home: Site): number {
  const { carbonIntensity } = plan.job;
  const atSite = emissionsAt(plan, home);
  if (carbonIntensity === undefined) return atSite;
  return emissionsAt(plan, {
    ...home,
    carbonIntensity: {
      ...home.carbonIntensity,
      figure: { ...home.carbonIntensity.figure, value: carbonIntensity },
    },
  });
}

function sitesFor(options: RegionOptions, dataset: Dataset): readonly Site[] {
  const { provider, regions, basis } = options;
  let sites = allSites({ dataset, basis });
  if (provider !== undefined) {
    const key = providers.get(provider).provider;
    sites = sites.filter((site) => site.place.provider === key);
  }
  if (regions === undefined) return sites;
  const areas = provider === undefined && dataset === "latest";
  return regions.flatMap((name) => {
    const found = sitesNamed(name, sites);
    if (found.length > 0) return found;
    const area = areas ? areaNamed(name, basis) : undefined;
    if (area === undefined) throw unknownPlace(name, sites);
    return [area];
  });
}

function sitesNamed(name: string, sites: readonly Site[]): readonly Site[] {
  const form = comparableRegion(name);
  return sites.filter((site) =>
    namesOf(site).some((n) => comparableRegion(n) === form)
  );
}

function unknownPlace(name: string, sites: readonly Site[]): UnknownNameError {
  const names = sites.flatMap((site) =>
    namesOf(site).map((n) => [n, n] as const)
  );
  return new UnknownNameError(
    "region or country among those compared",
    name,
    nearest(name, names),
  );
}

function namesOf({ place }: Site): readonly string[] {
  return place.provider === undefined
    ? [place.country as string, place.name]
    : [place.region as string, `${place.provider}/${place.region}`];
}

function rowOf(
  plan: Plan,
  site: Site,
  home: Site | undefined,
  homeKg: number | undefined,
): RegionRow {
  // A country says nothing about the building: there the job keeps the overhead it has.
  const here = site.place.provider === undefined && home !== undefined
    ? { ...site, pue: home.pue }
    : site;
  const { carbonIntensity: { figure: intensity }, pue: { figure: pue } } = here;
  const emitted = emissionsAt(plan, here);
  const overhead = plan.job.pue ?? pue.value;
  return {
    ...site.place,
    carbonIntensity: intensity.value,
    year: intensity.year,
    pue: overhead,
    energyKwh: plan.itEnergyKwh * overhead,
    emissionsKg: emitted,
    ratio: homeKg === undefined || homeKg === 0 ? undefined : emitted / homeKg,
    own: home !== undefined && samePlace(site.place, home.place),
    sources: [intensity, pue],
  };
}

function samePlace(a: Place, b: Place): boolean {
  return a.provider === b.provider && a.region === b.region &&
    a.country === b.country &&
    (a.provider !== undefined || a.subdivision === b.subdivision);
}
