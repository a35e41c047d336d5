import { once } from "../../once.ts";
import type { Basis } from "../../catalog/basis.ts";
import type { Dataset } from "../../catalog/dataset.ts";
import { withOwnPue } from "./own_figures.ts";
import { type DatedQuery, sitesOfProvider } from "./find_site.ts";
import { emissionsAt, type Site } from "./site.ts";

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
  { place: { provider } }: Site,
  own: Anywhere,
): CleanestRegion | undefined {
  if (provider === undefined) return undefined;
  const { dataset = "latest", pue } = own;
  // The user's own PUE applies everywhere, so that only the intensity decides.
  const best = withOwnPue(
    pue === undefined
      ? LEAST_EMISSIONS[dataset](provider)
      : LEAST_INTENSITY[dataset](provider),
    own,
  );
  const { region, name, basis } = best.place;
  return {
    provider,
    region: region as string,
    name,
    carbonIntensity: best.carbonIntensity.figure.value,
    ...(basis !== undefined && { basis }),
    pue: best.pue.figure.value,
    emissionsKg: emissionsAt(itEnergyKwh, best),
  };
}

type Cleanest = Readonly<Record<Dataset, (provider: string) => Site>>;

const LEAST_EMISSIONS = cleanestBy((site) =>
  site.carbonIntensity.figure.value * site.pue.figure.value
);
const LEAST_INTENSITY = cleanestBy((site) => site.carbonIntensity.figure.value);

function cleanestBy(measure: (site: Site) => number): Cleanest {
  const cleanestIn = (dataset: Dataset) =>
    once((provider: string) =>
      sitesOfProvider(provider, dataset)
        .reduce((a, b) => measure(b) < measure(a) ? b : a)
    );
  return {
    "latest": cleanestIn("latest"),
    "lacoste-2019": cleanestIn("lacoste-2019"),
  };
}
