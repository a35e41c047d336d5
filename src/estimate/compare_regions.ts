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
import type { Dataset } from "../catalog/dataset.ts";
import type { Job } from "./job.ts";
import { withOwnPue } from "./place/own_figures.ts";
import { allSites, areaNamed } from "./place/find_site.ts";
import type { Footprint } from "./result.ts";
import {
  emissionsAt,
  type Place,
  type PricedPlace,
  samePlace,
  type Site,
} from "./place/site.ts";
import type { SourcedFigure } from "../catalog/sourced_figure.ts";
import { type Priceable, priceableOf } from "./priceable.ts";

/** Which places to compare, and by which figures. */
export interface RegionOptions {
  /** Compares only the regions of this provider. @default all providers and countries */
  readonly provider?: string;
  /** Compares only these: codes (`us-central1`, `gcp/us-central1`), country codes or names. */
  readonly regions?: readonly string[];
  /** Which tables to use. @default those of the job; for a run, the latest */
  readonly dataset?: Dataset;
  /** Uses only figures with this basis. @default the preferred figure of each place */
  readonly basis?: Basis;
}

/** What the computation would emit in one place. */
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
  /** Emissions here / emissions at home; `undefined` if the home is not known or emits nothing. */
  readonly ratio: number | undefined;
  /** Whether this is the home of the job or run. */
  readonly own: boolean;
  /** The figures used. */
  readonly sources: readonly SourcedFigure[];
}

/** The emissions of the same computation in many places. */
export interface RegionComparison {
  /** The job as given; `undefined` for a run. */
  readonly job: Job | undefined;
  /** IT energy, in kWh: the same in every place. */
  readonly itEnergyKwh: number;
  /** The places, cleanest first. */
  readonly rows: readonly RegionRow[];
  /** The home of the job or run; `undefined` if it names no place. */
  readonly own: RegionRow | undefined;
  /** The bases of the rows; figures with different bases must not be compared. */
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

/** Compares places. See `compareRegions` of the module, which also displays the result. */
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
  return {
    job: work.job,
    itEnergyKwh,
    rows,
    own: home && rowOf(itEnergyKwh, home, own),
    bases: [...new Set(rows.flatMap(({ basis }) => basis ?? []))],
    version: VERSION,
  };
}

/** A country says nothing about the building, so the PUE stays that of the home. */
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
  // A place that is named twice is listed once.
  return [...new Set(named)];
}

function sitesNamed(name: string, sites: readonly Site[]): readonly Site[] {
  const form = comparableRegion(name);
  return sites.filter((site) =>
    namesOf(site).some((n) => comparableRegion(n) === form)
  );
}

function unknownPlace(name: string, sites: readonly Site[]): UnknownNameError {
  const near = nearest(name, sites.flatMap(namesOf));
  const kind = "region or country among those compared";
  return new UnknownNameError(kind, name, near);
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
