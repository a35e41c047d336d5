import { once } from "../once.ts";
import type { Dataset } from "./job.ts";
import { withOwnPue } from "./own_figures.ts";
import { sitesOfProvider } from "./place.ts";
import { emissionsAt, type Plan } from "./plan.ts";
import type { CleanestRegion } from "./result.ts";
import type { Site } from "./site.ts";

/**
 * The region of a job's provider where it would emit least.
 * @param plan The job, looked up
 * @param site Where it runs
 * @returns `undefined` if that is no provider's region
 */
export function cleanestOf(
  plan: Plan,
  { place: { provider } }: Site,
): CleanestRegion | undefined {
  if (provider === undefined) return undefined;
  const { dataset = "latest", pue } = plan.job;
  // A PUE of the user's own holds everywhere, so that only the intensity decides.
  const best = withOwnPue(
    pue === undefined
      ? LEAST_EMISSIONS[dataset](provider)
      : LEAST_INTENSITY[dataset](provider),
    plan.job,
  );
  const { region, name, basis } = best.place;
  return {
    provider,
    region: region as string,
    name,
    carbonIntensity: best.carbonIntensity.figure.value,
    ...(basis !== undefined && { basis }),
    pue: best.pue.figure.value,
    emissionsKg: emissionsAt(plan, best),
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
