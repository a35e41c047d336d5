import type { Basis } from "../../catalog/basis.ts";
import { providers } from "../../catalog/providers.ts";
import {
  comparableRegion,
  type Region,
  regions as regionTable,
} from "../../catalog/regions.ts";
import * as v from "../../input.ts";
import { interval90, product } from "../../model/interval.ts";
import { VERSION, type Version } from "../../version.ts";
import type { Dataset } from "../../catalog/dataset.ts";
import type { Job } from "../job.ts";
import { withOwnPue } from "../place/own_figures.ts";
import { allSites, findSite, sitesOfProvider } from "../place/find_site.ts";
import { commonBasis, onBasis } from "../place/on_basis.ts";
import type { Footprint } from "../result.ts";
import { firstOwners } from "../place/said_place.ts";
import {
  emissionsAt,
  type Place,
  type PricedPlace,
  samePlace,
  type Site,
} from "../place/site.ts";
import type { SourcedFigure } from "../../catalog/sourced_figure.ts";
import { type Priceable, priceableOf } from "../priceable.ts";

/** Which places to compare, and by which figures. */
export interface RegionOptions {
  /** Compares only the regions of this provider. @default that of the job, if it has one */
  readonly provider?: string;
  /**
   * Compares these instead: the regions of all providers, countries, or both.
   * @default "clouds" for a job without a provider
   */
  readonly places?: "clouds" | "countries" | "everywhere";
  /** Compares only these: codes (`us-central1`, `gcp/us-central1`), country codes or names. */
  readonly regions?: readonly string[];
  /** Which tables to use. @default those of the job; for a run, the latest */
  readonly dataset?: Dataset;
  /**
   * Uses only figures with this basis. @default that of the job's own place, unless clearly more
   * of the places have a figure of another one
   */
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
  /** Their 90 % range. What is unknown of the energy is the same in every place. */
  readonly emissionsRangeKg: readonly [low: number, high: number];
  /** Emissions here / emissions at home; `undefined` if the home is not known or emits nothing. */
  readonly ratio: number | undefined;
  /** Whether this is the home of the job or run. */
  readonly own: boolean;
  /**
   * Why another provider's region in the same city has another figure; absent if none has. Some
   * providers publish their own figures, and the others have those of a grid around them.
   */
  readonly differs?: string;
  /** The figures used. */
  readonly sources: readonly SourcedFigure[];
}

/** A place that is not ranked. */
export interface UnrankedPlace extends Place {
  /** Why not. */
  readonly why: string;
}

/** The emissions of the same computation in many places, by figures of one basis. */
export interface RegionComparison {
  /** The job as given; `undefined` for a run. */
  readonly job: Job | undefined;
  /** IT energy, in kWh: the same in every place. */
  readonly itEnergyKwh: number;
  /** The places, cleanest first. Their figures have one basis, unless the user gave one. */
  readonly rows: readonly RegionRow[];
  /** Places without a figure of that basis. */
  readonly apart: readonly UnrankedPlace[];
  /** The home of the job or run; `undefined` if it names no place. */
  readonly own: RegionRow | undefined;
  /** The basis of the rows: one, or none if the user gave all figures. */
  readonly bases: readonly Basis[];
  /** What it was made with. */
  readonly version: Version;
}

const schema = v.record({
  provider: v.optional(v.text()),
  places: v.optional(v.word("clouds", "countries", "everywhere")),
  regions: v.optional(v.list(v.text())),
  dataset: v.optional(v.word("latest", "lacoste-2019")),
  basis: v.optional(v.word("direct", "lifecycle", "mixed")),
});

const WANTED: v.Wanted = {
  doing: "compare regions",
  whole: "an object of options",
  fields: {
    provider: "a name",
    places: '"clouds", "countries" or "everywhere"',
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
  v.checkInput(schema, options, WANTED);
  const work = priceableOf(subject, options);
  const { itEnergyKwh, dataset } = work;
  const wanted = sitesFor(options, dataset, work.home?.place.provider);
  const basis = options.basis ??
    commonBasis(wanted, dataset, work.home?.place.basis);
  const home = work.homeOn(basis);
  const own = home && rowOf(work, home, undefined);
  const rows: RegionRow[] = [];
  const apart: UnrankedPlace[] = [];
  for (const site of wanted) {
    if (home !== undefined && samePlace(site.place, home.place)) {
      rows.push(rowOf(work, home, own));
      continue;
    }
    const there = onBasis(site, basis, dataset);
    if (there !== undefined) {
      rows.push(rowOf(work, elsewhere(there, work), own));
    } else apart.push({ ...site.place, why: whyApart(site, basis) });
  }
  if (rows.length === 0) throw noFigure({ ...options, dataset, basis });
  rows.sort((a, b) => a.emissionsKg - b.emissionsKg);
  return {
    job: work.job,
    itEnergyKwh,
    rows: withDifferences(rows),
    apart,
    own: home && rowOf(work, home, own),
    bases: [...new Set(rows.flatMap(({ basis }) => basis ?? []))],
    version: VERSION,
  };
}

/** Says of regions in one city whose figures differ what the others have. */
function withDifferences(rows: readonly RegionRow[]): readonly RegionRow[] {
  const byCity = Map.groupBy(rows, cityOf);
  const differing = new Map<RegionRow, readonly RegionRow[]>();
  for (const [city, there] of byCity) {
    const [first] = there;
    if (city === undefined || first === undefined) continue;
    const isOther = (row: RegionRow) =>
      row.carbonIntensity !== first.carbonIntensity;
    if (there.some(isOther)) {
      for (const row of there) differing.set(row, there);
    }
  }
  if (differing.size === 0) return rows;
  return rows.map((row) => {
    const others = (differing.get(row) ?? [])
      .filter((other) => other.carbonIntensity !== row.carbonIntensity);
    if (others.length === 0) return row;
    const city = cityOf(row);
    const figures = new Set(
      others.map(({ carbonIntensity, sources: [used] }) =>
        `${carbonIntensity} gCO2e/kWh is the ${used?.what}`
      ),
    );
    const differs =
      `this is the ${row.sources[0]?.what}; for other providers ` +
      `in ${city?.split("/")[1]} ${[...figures].join(", ")}`;
    return { ...row, differs };
  });
}

let cities: ReadonlyMap<string, ReadonlyMap<string, string>> | undefined;

/** The country and city of a region. */
function cityOf({ provider, region = "" }: RegionRow): string | undefined {
  if (provider === undefined) return undefined;
  cities ??= new Map(
    [...Map.groupBy(regionTable.list(), (row) => row.provider)]
      .map(([provider, rows]) => [provider, new Map(rows.flatMap(cityPair))]),
  );
  return cities.get(provider)?.get(region);
}

function cityPair({ region, country, city }: Region): [string, string][] {
  return city === undefined ? [] : [[region, `${country}/${city}`]];
}

/** A 0 is what a provider claims of its contracts: no grid emits nothing. */
function whyApart({ place, carbonIntensity }: Site, basis: Basis): string {
  return carbonIntensity.figure.value === 0 && place.basis === basis
    ? "its figure of 0 is a claim, not the grid's"
    : `no ${basis} figure`;
}

function noFigure(options: RegionOptions): RangeError {
  return new RangeError(
    `Cannot compare regions as the tables have no place with ${
      v.shown(options)
    }`,
  );
}

/** A country says nothing about the building, so the PUE stays that of the home. */
function elsewhere(site: Site, { home, own }: Priceable): PricedPlace {
  return site.place.provider === undefined && home !== undefined
    ? { ...site, pue: home.pue }
    : withOwnPue(site, own);
}

function sitesFor(
  options: RegionOptions,
  dataset: Dataset,
  home: string | undefined,
): readonly Site[] {
  const { provider, regions } = options;
  const sites = sitesAmong(options, dataset, home);
  if (sites.length === 0) throw noFigure({ dataset, ...options });
  if (regions === undefined) return sites;
  const sitesNamed = searchIn(sites);
  const named = [...new Set(regions)].flatMap((name) => {
    const found = sitesNamed(name);
    if (found.length > 0) return found;
    const query = { region: name, dataset };
    return findSite(provider === undefined ? query : { provider, ...query }) ??
      [];
  });
  // A place that is named twice is listed once.
  return [...new Set(named)];
}

/** The regions of one provider, or all places of the wanted kind. */
function sitesAmong(
  { provider, places, regions }: RegionOptions,
  dataset: Dataset,
  home: string | undefined,
): readonly Site[] {
  if (places !== undefined && (provider ?? regions) !== undefined) {
    throw new RangeError(
      `Cannot compare regions as places cannot be given with provider or regions: current value is ${
        v.shown(places)
      }`,
    );
  }
  if (provider !== undefined) {
    return sitesOfProvider(providers.get(provider).provider, dataset);
  }
  const all = allSites(dataset);
  if (regions !== undefined || places === "everywhere") return all;
  const kind = all.filter(({ place }) =>
    (places === "countries") === (place.provider === undefined)
  );
  const ofHome = places !== undefined || home === undefined
    ? []
    : kind.filter(({ place }) => place.provider === home);
  // A provider may claim 0 everywhere, by which nothing can be ranked.
  const hasFigure = ofHome.some((site) =>
    site.carbonIntensity.figure.value > 0
  );
  return hasFigure ? ofHome : kind;
}

/** Finds sites by their names, of which a list can have many. */
function searchIn(
  sites: readonly Site[],
): (name: string) => readonly Site[] {
  const byForm = new Map<string, Site[]>();
  for (const site of sites) {
    for (const form of new Set(namesOf(site).map(comparableRegion))) {
      const others = byForm.get(form);
      if (others === undefined) byForm.set(form, [site]);
      else others.push(site);
    }
  }
  return (name) => {
    const form = comparableRegion(name);
    const named = byForm.get(form) ?? [];
    const coded = named.filter(({ place: { region } }) =>
      region !== undefined && comparableRegion(region) === form
    );
    const owners = firstOwners(coded, ({ place }) => place.provider);
    return named.filter((site) =>
      !coded.includes(site) || owners.includes(site)
    );
  };
}

function namesOf({ place }: Site): readonly string[] {
  const { provider, region, country, name } = place;
  return provider === undefined
    ? [name, country as string]
    : [region as string, `${provider}/${region}`, name];
}

function rowOf(
  { itEnergyKwh, factor }: Priceable,
  priced: PricedPlace,
  own: RegionRow | undefined,
): RegionRow {
  const {
    place,
    carbonIntensity: { figure: intensity, spread: ofIntensity },
    pue: { figure: pue, spread: ofPue },
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
    emissionsRangeKg: interval90({
      value: emitted,
      factor: product(factor, ofPue, ofIntensity),
    }),
    ratio: comparable ? emitted / own.emissionsKg : undefined,
    own: own !== undefined && samePlace(place, own),
    sources: [intensity, pue],
  };
}
