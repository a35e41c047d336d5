import type { Dataset } from "../catalog/dataset.ts";
import { checkJob, type Job } from "./job.ts";
import { withOwnFigures } from "./place/own_figures.ts";
import { allSites, findSite, type SiteFilter } from "./place/find_site.ts";
import type { PlaceQuery } from "./place/place_query.ts";
import { planOf } from "./plan.ts";
import type { Estimate, Footprint } from "./result.ts";
import { type PricedPlace, samePlace, type Site } from "./place/site.ts";
import {
  figureOf,
  type FigureRole,
  type SourcedFigure,
} from "../catalog/sourced_figure.ts";
import { hasFootprint } from "./has_footprint.ts";

/** Computing that can be priced in any place. */
export interface Priceable {
  /** The job; `undefined` of a run. */
  readonly job: Job | undefined;
  /** Energy of the computing alone, in kWh. */
  readonly itEnergyKwh: number;
  /** Which tables to price it by. */
  readonly dataset: Dataset;
  /** Where it is done; `undefined` if nobody says, or there is no figure of the basis asked for. */
  readonly home: PricedPlace | undefined;
  /** The user's own PUE, which holds everywhere. */
  readonly own: Pick<PlaceQuery, "pue">;
}

/**
 * What is to be priced elsewhere.
 * @param subject A job, of which the energy is modelled, or what has its energy already
 * @param options Tables, by default the job's, and basis, by default the preferred one
 */
export function priceableOf(
  subject: Job | Footprint,
  options: Partial<SiteFilter>,
): Priceable {
  return hasFootprint<Footprint>(subject, "compare regions")
    ? priceableFootprint(subject, options)
    : priceableJob(subject, options);
}

function priceableJob(given: Job, options: Partial<SiteFilter>): Priceable {
  const checked = checkJob(given);
  const dataset = options.dataset ?? checked.dataset ?? "latest";
  const { job, energy: { itEnergyKwh } } = planOf({ ...checked, dataset });
  const found = findSite(job);
  const site = found === undefined || job.carbonIntensity !== undefined
    ? found
    : byBasis(found, { ...options, dataset });
  return {
    job: Object.freeze({ ...given }),
    itEnergyKwh,
    dataset,
    home: site && withOwnFigures(site, job),
    own: job,
  };
}

/** Its own place is as it was reckoned, also where the tables have changed since. */
function priceableFootprint(
  footprint: Footprint,
  options: Partial<SiteFilter>,
): Priceable {
  const job = "job" in footprint ? (footprint as Estimate).job : undefined;
  const dataset = options.dataset ?? job?.dataset ?? "latest";
  const home = homeOf(footprint);
  const { place, pue } = home;
  const site = place.basis === undefined
    ? home
    : byBasis(home, { ...options, dataset });
  return {
    job,
    itEnergyKwh: footprint.itEnergyKwh,
    dataset,
    home: site && { ...site, pue },
    own: pue.figure.given ? { pue: pue.figure.value } : {},
  };
}

function homeOf({ place, sources }: Footprint): PricedPlace {
  return {
    place,
    carbonIntensity: { figure: usedFigure(sources, "intensity") },
    pue: { figure: usedFigure(sources, "pue") },
  };
}

function usedFigure(
  sources: readonly SourcedFigure[],
  role: FigureRole,
): SourcedFigure {
  const figure = figureOf(sources, role);
  if (figure !== undefined) return figure;
  throw new TypeError(
    `Cannot compare regions as the sources of the result must have a figure with the role "${role}"`,
  );
}

/** A site, or the same place by a figure of another basis; none if there is no such figure. */
function byBasis<Known extends PricedPlace>(
  site: Known,
  { dataset, basis }: SiteFilter,
): Known | Site | undefined {
  if (basis === undefined || site.place.basis === basis) return site;
  return allSites({ dataset, basis })
    .find(({ place }) => samePlace(place, site.place));
}
