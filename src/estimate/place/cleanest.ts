import { once } from "../../once.ts";
import type { Basis } from "../../catalog/basis.ts";
import type { Dataset } from "../../catalog/dataset.ts";
import { commonBasis, onBasis } from "./on_basis.ts";
import { withOwnPue } from "./own_figures.ts";
import { sitesOfProvider } from "./find_site.ts";
import type { DatedQuery } from "./said_place.ts";
import { emissionsAt, type Site } from "./site.ts";

/**
 * The region of a provider where a job would emit least. All regions are compared by figures of
 * one basis, which may be another one than that of the job's own emissions.
 */
export interface CleanestRegion {
  /** Key of the provider. */
  readonly provider: string;
  /** The provider's region. */
  readonly region: string;
  /** Its name. */
  readonly name: string;
  /** Carbon intensity there, in gCO2e/kWh. */
  readonly carbonIntensity: number;
  /** What the intensities of the compared regions count. */
  readonly basis?: Basis;
  /** Power usage effectiveness there. */
  readonly pue: number;
  /** What the job would emit there, in kgCO2e. */
  readonly emissionsKg: number;
  /**
   * What the job emits in its own region by a figure of the same basis, in kgCO2e; `undefined` if
   * that region has none.
   */
  readonly ownEmissionsKg: number | undefined;
  /**
   * Number of regions, this one included, where the job would emit just as little: providers that
   * publish no figures have those of the country in all its regions.
   */
  readonly alike: number;
}

/** The choices that apply in every place: the tables and the user's own PUE. */
export type Anywhere = Pick<DatedQuery, "dataset" | "pue">;

/**
 * Finds the region of a provider where the same computation would emit least.
 * @param itEnergyKwh IT energy, in kWh
 * @param site Where it runs
 * @param own The user's choices that apply in every place
 * @returns `undefined` if the site is not a region of a provider
 */
export function cleanestOf(
  itEnergyKwh: number,
  { place }: Site,
  own: Anywhere,
): CleanestRegion | undefined {
  const { provider, region = "" } = place;
  if (provider === undefined) return undefined;
  const { dataset = "latest", pue } = own;
  // The user's own PUE applies everywhere, so that only the intensity decides.
  const measure = pue === undefined ? "emissions" : "intensity";
  const ranked = RANKED[dataset][measure](provider);
  const here = ranked.sites.get(region);
  const best = here !== undefined && ranked.least.includes(here)
    ? here
    : ranked.least[0];
  if (best === undefined) return undefined;
  const there = withOwnPue(best, own);
  return {
    provider,
    region: best.place.region as string,
    name: best.place.name,
    carbonIntensity: best.carbonIntensity.figure.value,
    basis: ranked.basis,
    pue: there.pue.figure.value,
    emissionsKg: emissionsAt(itEnergyKwh, there),
    ownEmissionsKg: here &&
      emissionsAt(itEnergyKwh, withOwnPue(here, own)),
    alike: ranked.least.length,
  };
}

/** The regions of a provider on one basis. */
interface Ranked {
  readonly basis: Basis;
  /** By the region's code. */
  readonly sites: ReadonlyMap<string, Site>;
  /** Those that emit least: more than one if they have the same figures. */
  readonly least: readonly Site[];
}

/** What decides. */
type Measure = (site: Site) => number;

const EMISSIONS: Measure = (site) =>
  site.carbonIntensity.figure.value * site.pue.figure.value;
const INTENSITY: Measure = (site) => site.carbonIntensity.figure.value;

function rankedBy(measure: Measure, dataset: Dataset) {
  return once((provider: string): Ranked => {
    const all = sitesOfProvider(provider, dataset);
    const basis = commonBasis(all, dataset, all[0]?.place.basis);
    const sites = all.flatMap((site) => onBasis(site, basis, dataset) ?? []);
    const least = Math.min(...sites.map(measure));
    return {
      basis,
      sites: new Map(
        sites.map((site) => [site.place.region as string, site]),
      ),
      least: sites.filter((site) => measure(site) === least),
    };
  });
}

const RANKED = {
  "latest": {
    emissions: rankedBy(EMISSIONS, "latest"),
    intensity: rankedBy(INTENSITY, "latest"),
  },
  "lacoste-2019": {
    emissions: rankedBy(EMISSIONS, "lacoste-2019"),
    intensity: rankedBy(INTENSITY, "lacoste-2019"),
  },
} as const;
