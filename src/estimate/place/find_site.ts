import type { Basis } from "../../catalog/basis.ts";
import { type Grid, grids, gridVintages } from "../../catalog/grids.ts";
import { calculatorRegions } from "../../catalog/lacoste_2019.ts";
import { comparable, nearest } from "../../nearest.ts";
import { providers } from "../../catalog/providers.ts";
import { type Region, regionRow, regions } from "../../catalog/regions.ts";
import { spread } from "../../catalog/spreads.ts";
import { UnknownNameError } from "../../errors.ts";
import { once } from "../../once.ts";
import type { Dataset } from "../../catalog/dataset.ts";
import { ownIntensity } from "./own_figures.ts";
import { ASSUMED_BY } from "./place_query.ts";
import {
  type DatedQuery,
  type Placed,
  regionsOfCode,
  type SaidPlace,
  saidPlace,
} from "./said_place.ts";
import {
  assumedSite,
  calculatorSite,
  gridSite,
  regionSite,
  type Site,
  unnamedSite,
} from "./site.ts";

const preferredSite = once((region: Region) => regionSite(region));
const areaSite = once(gridSite);
const pastSite = once(calculatorSite);

let latestSites: readonly Site[] | undefined;

/**
 * Lists every site: regions of the providers and, in the latest tables, countries. Each has its
 * preferred figure.
 * @param dataset The tables that they come from
 */
export function allSites(dataset: Dataset): readonly Site[] {
  if (dataset === "lacoste-2019") return calculatorRegions.list().map(pastSite);
  return latestSites ??= [...cloudSites(regions.list()), ...countrySites()];
}

/**
 * Lists the sites of one provider, each with its preferred figure.
 * @param provider Key of the provider
 * @param dataset The tables that they come from
 */
export function sitesOfProvider(
  provider: string,
  dataset: Dataset,
): readonly Site[] {
  const own = (row: { provider: string }) => row.provider === provider;
  return dataset === "latest"
    ? cloudSites(regions.list().filter(own))
    : calculatorRegions.list().filter(own).map(pastSite);
}

function cloudSites(rows: readonly Region[]): readonly Site[] {
  return rows.flatMap((row) => preferredSite(row) ?? []);
}

function countrySites(): readonly Site[] {
  const countries = grids.list().filter((row) => row.kind === "country");
  const zones = new Set(countries.map((row) => row.zone));
  return [...zones].flatMap((zone) => {
    const [newest] = gridVintages(zone);
    return newest === undefined ? [] : areaSite(newest);
  });
}

/**
 * The site of an area with its newest figure of one basis.
 * @param zone Its code in the grids table
 * @param basis The wanted basis
 */
export function areaOnBasis(zone: string, basis: Basis): Site | undefined {
  const newest = gridVintages(zone).find((row) => row.basis === basis);
  return newest && areaSite(newest);
}

const NO_PLACE =
  'Cannot place the job: give region ("us-central1", "gcp/us-central1", "Germany") with or ' +
  'without provider and region apart, or country ("FR", optionally with subdivision), or ' +
  "carbonIntensity in gCO2e/kWh";

/**
 * Finds the site that a user names.
 * @param query A checked job, or something else with a place
 * @param placed What needs the place, in the words of an error
 * @returns `undefined` if no place is named
 * @throws {UnknownNameError} If a name is not in the tables
 * @throws {TypeError} If the place is incomplete
 */
export function findSite(
  query: DatedQuery,
  placed: Placed = "job",
): Site | undefined {
  const by = query[ASSUMED_BY];
  if (by === undefined) return siteSaid(query, placed);
  try {
    const site = siteSaid(query, placed);
    return site && doubtfulSite(site, `the place is assumed from ${by}`);
  } catch (error) {
    if (!(error instanceof UnknownNameError)) throw error;
    const { given, suggestions } = error;
    throw new UnknownNameError(`the place of ${by}`, given, suggestions);
  }
}

function siteSaid(query: DatedQuery, placed: Placed): Site | undefined {
  const exact = exactSite(query);
  if (exact !== undefined) return exact;
  const { dataset, carbonIntensity } = query;
  const said = saidPlace(query, placed);
  const { provider, region, country, subdivision, alsoOf } = said;
  if (provider !== undefined || region !== undefined) {
    const site = cloudSite(said, placed, dataset);
    return alsoOf === undefined ? site : chosenSite(site, alsoOf);
  }
  if (country !== undefined) return siteOfArea(said, placed, dataset);
  if (subdivision !== undefined) {
    throw new TypeError(
      `Cannot place the ${placed} as subdivision ${
        JSON.stringify(subdivision)
      } needs its country`,
    );
  }
  if (carbonIntensity === undefined) return undefined;
  return unnamedSite(ownIntensity(carbonIntensity));
}

/** The site of a provider's region by its keys, as most sweeps have it. */
function exactSite(query: DatedQuery): Site | undefined {
  const { provider, region, dataset = "latest" } = query;
  if (provider === undefined || region === undefined) return undefined;
  if (query.country !== undefined || query.subdivision !== undefined) {
    return undefined;
  }
  return dataset === "latest" ? latestSiteOf(provider, region) : undefined;
}

/**
 * Finds the site that a job names.
 * @param job A checked job
 * @throws {TypeError} If it names none; the message says the three ways to give one
 */
export function siteOf(job: DatedQuery): Site {
  const site = findSite(job);
  if (site === undefined) throw new TypeError(NO_PLACE);
  return site;
}

function cloudSite(
  query: SaidPlace,
  placed: Placed,
  dataset?: Dataset,
): Site {
  const { region } = query;
  if (query.country !== undefined || query.subdivision !== undefined) {
    throw new TypeError(
      `Cannot place the ${placed} as both a provider's region and a country or ` +
        "subdivision are given: give one of them",
    );
  }
  const { provider, name } = providers.get(query.provider as string);
  if (region === undefined) {
    throw new TypeError(withoutRegion(provider, placed));
  }
  const site = dataset === "lacoste-2019"
    ? calculatorSiteOf(provider, region)
    : latestSiteOf(provider, region);
  if (site === undefined) {
    if (sitesOfProvider(provider, "latest").length === 0) {
      throw new TypeError(withoutRegion(provider, placed));
    }
    throw unknownRegion(provider, name, region, dataset);
  }
  return site;
}

function withoutRegion(provider: string, placed: Placed): string {
  const some = sitesOfProvider(provider, "latest").slice(0, 3)
    .map((site) => `"${site.place.region}"`);
  return some.length === 0
    ? `Cannot place the ${placed} with provider "${provider}" as the tables have none of ` +
      "its regions: give country or carbonIntensity"
    : `Cannot place the ${placed} as provider "${provider}" needs a region, such as ${
      some.join(", ")
    }`;
}

/** The site of a code that smaller clouds have too: the job does not say which one it means. */
function chosenSite(site: Site, alsoOf: readonly string[]): Site {
  const { region, provider } = site.place;
  return doubtfulSite(
    site,
    `${region} is taken as the region of ${provider}, though ${
      alsoOf.join(" and ")
    } has one too; give the provider to choose`,
  );
}

/** A site that may be another one: its intensity is as uncertain as that of a country. */
function doubtfulSite(site: Site, why: string): Site {
  return assumedSite(
    site,
    (source) => `${source}; ${why}`,
    spread("intensity-country"),
  );
}

function latestSiteOf(provider: string, code: string): Site | undefined {
  const region = regionRow(provider, code) ??
    regions.find(`${provider}/${code}`);
  return region?.provider === provider ? preferredSite(region) : undefined;
}

function calculatorSiteOf(provider: string, code: string): Site | undefined {
  const region = calculatorRegions.find(`${provider}/${code}`);
  return region && pastSite(region);
}

function unknownRegion(
  provider: string,
  name: string,
  code: string,
  dataset: Dataset = "latest",
): UnknownNameError {
  const own = sitesOfProvider(provider, dataset);
  const others = [...new Set(regionsOfCode(code).map((row) => row.provider))];
  const where = dataset === "latest" ? "" : " in the 2019 tables";
  const elsewhere = others.length > 0
    ? `, it is a region of ${others.join(", ")}`
    : "";
  const hint = `${name} has none of that name${where}${elsewhere}`;
  const names = own.flatMap(({ place }): [string, string][] => [
    [place.region as string, place.region as string],
    [place.name, place.region as string],
  ]);
  return new UnknownNameError("region", code, nearest(code, names), hint);
}

function siteOfArea(
  { country, subdivision }: SaidPlace,
  placed: Placed,
  dataset?: Dataset,
): Site {
  if (dataset === "lacoste-2019") {
    throw new RangeError(
      `Cannot place the ${placed} in country "${country}" as the dataset "lacoste-2019" has ` +
        "cloud regions only: give provider and region, or carbonIntensity",
    );
  }
  const area = grids.get(country as string);
  return areaSite(
    subdivision === undefined ? area : subdivisionOf(area, subdivision),
  );
}

/** Finds a state or province by its name, its ISO 3166-2 code, or the second half of that code. */
function subdivisionOf(country: Grid, subdivision: string): Grid {
  const parts = grids.list().filter((row) =>
    row.zone.startsWith(`${country.zone}-`)
  );
  const form = comparable(subdivision);
  const found = parts.find((row) =>
    [row.zone, row.name, row.zone.slice(3)].some((n) => comparable(n) === form)
  );
  if (found !== undefined) return found;
  const names = parts.flatMap((row): [string, string][] => [
    [row.zone, row.zone],
    [row.name, row.zone],
  ]);
  throw new UnknownNameError(
    `subdivision of ${country.name}`,
    subdivision,
    nearest(subdivision, names),
    parts.length === 0 ? "the tables have none of that country" : undefined,
  );
}
