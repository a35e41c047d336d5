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

/** A computation whose emissions can be computed for any place. */
export interface Priceable {
  /** The job; `undefined` for a run. */
  readonly job: Job | undefined;
  /** IT energy, in kWh. */
  readonly itEnergyKwh: number;
  /** Which tables to use. */
  readonly dataset: Dataset;
  /** Where it runs; `undefined` if that is not known or has no figure with the wanted basis. */
  readonly home: PricedPlace | undefined;
  /** The user's own PUE, which applies everywhere. */
  readonly own: Pick<PlaceQuery, "pue">;
}

/**
 * Prepares a computation for a comparison of places.
 * @param subject A job, whose energy is modelled, or a result that has its energy
 * @param options Tables, by default those of the job, and basis, by default the preferred one
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

/** A result keeps the figures of its own place, even if the tables have changed since. */
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
    `Cannot compare regions as the result must have a source with the role "${role}"`,
  );
}

/** The site itself, or the same place with a figure of another basis; `undefined` without one. */
function byBasis<Known extends PricedPlace>(
  site: Known,
  { dataset, basis }: SiteFilter,
): Known | Site | undefined {
  if (basis === undefined || site.place.basis === basis) return site;
  return allSites({ dataset, basis })
    .find(({ place }) => samePlace(place, site.place));
}
