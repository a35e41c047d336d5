import { once } from "../../once.ts";
import { emissionsAt } from "./emissions_at.ts";
import type { Dataset, Job } from "../job.ts";
import { withOwnPue } from "./own_figures.ts";
import { sitesOfProvider } from "./find_site.ts";
import type { CleanestRegion } from "../result.ts";
import type { Site } from "./site.ts";

/** What holds wherever the computing is done: the tables, and the user's own PUE. */
export type Anywhere = Pick<Job, "dataset" | "pue">;

/**
 * The region of a provider where the same computing would emit least.
 * @param itEnergyKwh Energy of the computing alone, in kWh
 * @param site Where it runs
 * @param own What holds elsewhere too
 * @returns `undefined` if that is no provider's region
 */
export function cleanestOf(
  itEnergyKwh: number,
  { place: { provider } }: Site,
  own: Anywhere,
): CleanestRegion | undefined {
  if (provider === undefined) return undefined;
  const { dataset = "latest", pue } = own;
  // A PUE of the user's own holds everywhere, so that only the intensity decides.
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
