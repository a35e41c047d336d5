import type { Basis } from "../catalog/basis.ts";
import { nearest } from "../nearest.ts";
import { providers } from "../catalog/providers.ts";
import { comparableRegion } from "../catalog/regions.ts";
import { UnknownNameError } from "../errors.ts";
import {
  faultsOf,
  inputError,
  list,
  optional,
  record,
  shown,
  text,
  type Wanted,
  word,
} from "../input.ts";
import { VERSION, type Version } from "../version.ts";
import { emissionsAt } from "./place/emissions_at.ts";
import type { Dataset } from "../catalog/dataset.ts";
import type { Job } from "./job.ts";
import { withOwnPue } from "./place/own_figures.ts";
import { allSites, areaNamed } from "./place/find_site.ts";
import type { Footprint } from "./result.ts";
import {
  type Place,
  type PricedPlace,
  samePlace,
  type Site,
} from "./place/site.ts";
import type { SourcedFigure } from "../catalog/sourced_figure.ts";
import { type Priceable, priceableOf } from "./priceable.ts";

/** What to compare the place of a job or run with. */
export interface RegionOptions {
  /** Only the regions of this provider. @default all providers and countries */
  readonly provider?: string;
  /** Only these: codes (`us-central1`, `gcp/us-central1`), country codes or names. */
  readonly regions?: readonly string[];
  /** Which tables to use. @default the job's, of a run the latest */
  readonly dataset?: Dataset;
  /** Only figures that count the same, so that they compare. @default the preferred one of each place */
  readonly basis?: Basis;
}

/** What the computing would emit in one place. */
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
  /** Emissions here / emissions in its own place; `undefined` without one, or if it emits nothing. */
  readonly ratio: number | undefined;
  /** Whether this is its own place. */
  readonly own: boolean;
  /** The figures used. */
  readonly sources: readonly SourcedFigure[];
}

/** The same computing, priced everywhere. */
export interface RegionComparison {
  /** The job as given; `undefined` of a run. */
  readonly job: Job | undefined;
  /** Energy of the computing alone, which is the same everywhere, in kWh. */
  readonly itEnergyKwh: number;
  /** The places, cleanest first. */
  readonly rows: readonly RegionRow[];
  /** The own place of the job or run; `undefined` if it names none. */
  readonly own: RegionRow | undefined;
  /** Which bases the rows hold; figures of different bases do not compare. */
  readonly bases: readonly Basis[];
  /** What it was made with. */
  readonly version: Version;
}

const schema = record({
  provider: optional(text()),
  regions: optional(list(text())),
  dataset: optional(word("latest", "lacoste-2019")),
  basis: optional(word("direct", "lifecycle", "mixed")),
});

const WANTED: Wanted = {
  doing: "compare regions",
  whole: "an object of options",
  fields: {
    provider: "a name",
    regions: "a list of codes and names",
    "regions.[]": "a code or name",
    dataset: '"latest" or "lacoste-2019"',
    basis: '"direct", "lifecycle" or "mixed"',
  },
};

/** Compares places; see `compareRegions` of the module, which also makes it display itself. */
export function priceEverywhere(
  subject: Job | Footprint,
  options: RegionOptions = {},
): RegionComparison {
  const faults = faultsOf(schema, options);
  if (faults.length > 0) throw inputError(faults, options, WANTED);
  const work = priceableOf(subject, options);
  const { home, itEnergyKwh } = work;
  const own = home && rowOf(itEnergyKwh, home, undefined);
  const rows = sitesFor(options, work.dataset)
    .map((site) =>
      home !== undefined && samePlace(site.place, home.place)
        ? rowOf(itEnergyKwh, home, own)
        : rowOf(itEnergyKwh, elsewhere(site, work), own)
    )
    .sort((a, b) => a.emissionsKg - b.emissionsKg);
  const bases = new Set<Basis>();
  for (const row of rows) if (row.basis !== undefined) bases.add(row.basis);
  return {
    job: work.job,
    itEnergyKwh,
    rows,
    own: home && rowOf(itEnergyKwh, home, own),
    bases: [...bases],
    version: VERSION,
  };
}

/** A country says nothing about the building: there the work keeps the overhead it has. */
function elsewhere(site: Site, { home, own }: Priceable): PricedPlace {
  return site.place.provider === undefined && home !== undefined
    ? { ...site, pue: home.pue }
    : withOwnPue(site, own);
}

function sitesFor(options: RegionOptions, dataset: Dataset): readonly Site[] {
  const { provider, regions, basis } = options;
  let sites = allSites({ dataset, basis });
  if (provider !== undefined) {
    const key = providers.get(provider).provider;
    sites = sites.filter((site) => site.place.provider === key);
  }
  if (sites.length === 0) {
    throw new RangeError(
      `Cannot compare regions as the tables have no place with ${
        shown({ dataset, ...options })
      }`,
    );
  }
  if (regions === undefined) return sites;
  const areas = provider === undefined && dataset === "latest";
  const named = regions.flatMap((name) => {
    const found = sitesNamed(name, sites);
    if (found.length > 0) return found;
    const area = areas ? areaNamed(name, basis) : undefined;
    if (area === undefined) throw unknownPlace(name, sites);
    return [area];
  });
  // A place that is named twice is one place.
  return [...new Set(named)];
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
  const { provider, region, country, name } = place;
  return provider === undefined
    ? [name, country as string]
    : [region as string, `${provider}/${region}`, name];
}

function rowOf(
  itEnergyKwh: number,
  priced: PricedPlace,
  own: RegionRow | undefined,
): RegionRow {
  const {
    place,
    carbonIntensity: { figure: intensity },
    pue: { figure: pue },
  } = priced;
  const emitted = emissionsAt(itEnergyKwh, priced);
  const comparable = own !== undefined && own.emissionsKg !== 0;
  return {
    ...place,
    carbonIntensity: intensity.value,
    year: intensity.year,
    pue: pue.value,
    energyKwh: itEnergyKwh * pue.value,
    emissionsKg: emitted,
    ratio: comparable ? emitted / own.emissionsKg : undefined,
    own: own !== undefined && samePlace(place, own),
    sources: [intensity, pue],
  };
}
