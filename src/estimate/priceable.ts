import type { Dataset } from "../catalog/dataset.ts";
import { checkJob, type Job } from "./job.ts";
import { withOwnFigures } from "./place/own_figures.ts";
import { callSite } from "./calls/call_site.ts";
import type { Basis } from "../catalog/basis.ts";
import { findSite } from "./place/find_site.ts";
import { onBasis } from "./place/on_basis.ts";
import type { PlaceQuery } from "./place/place_query.ts";
import { frozenCopy } from "../frozen.ts";
import { planOf } from "./plan.ts";
import type { Estimate, Footprint } from "./result.ts";
import type { PricedPlace, Site } from "./place/site.ts";
import {
  figureOf,
  type FigureRole,
  type SourcedFigure,
} from "../catalog/sourced_figure.ts";
import { hasFootprint } from "./has_footprint.ts";
import { machineOf } from "./machine_of.ts";
import type { LogNormal } from "../model/interval.ts";

/** A computation whose emissions can be computed for any place. */
export interface Priceable {
  /** The job; `undefined` for a run. */
  readonly job: Job | undefined;
  /** IT energy, in kWh. */
  readonly itEnergyKwh: number;
  /** How far that may be off. */
  readonly factor: LogNormal;
  /** Which tables to use. */
  readonly dataset: Dataset;
  /** Where it runs, with the figure that it uses there; `undefined` if that is not known. */
  readonly home: PricedPlace | undefined;
  /** The same place with a figure of one basis, unless the user gave the figure. */
  readonly homeOn: (basis: Basis) => PricedPlace | undefined;
  /** The user's own PUE, which applies everywhere. */
  readonly own: Pick<PlaceQuery, "pue">;
}

/**
 * Prepares a computation for a comparison of places.
 * @param subject A job, whose energy is modelled, or a result that has its energy
 * @param options Tables, by default those of the job
 */
export function priceableOf(
  subject: Job | Footprint,
  options: { readonly dataset?: Dataset },
): Priceable {
  return hasFootprint<Footprint>(subject, "compare regions")
    // Calls to models stay where their providers answer them.
    ? priceableFootprint(machineOf(subject), options)
    : priceableJob(subject, options);
}

function priceableJob(
  given: Job,
  options: { readonly dataset?: Dataset },
): Priceable {
  const checked = checkJob(given);
  const dataset = options.dataset ?? checked.dataset ?? "latest";
  const { job, energy: { itEnergyKwh, factor }, calls } = planOf({
    ...checked,
    dataset,
  });
  const found = calls === undefined
    ? findSite(job)
    : callSite(job, calls.served).site;
  const priced = (site: Site | undefined) => site && withOwnFigures(site, job);
  const isOwn = job.carbonIntensity !== undefined;
  return {
    job: frozenCopy(given),
    itEnergyKwh,
    factor,
    dataset,
    home: priced(found),
    homeOn: (basis) =>
      priced(isOwn ? found : found && onBasis(found, basis, dataset)),
    own: job,
  };
}

/** A result keeps the figures of its own place, even if the tables have changed since. */
function priceableFootprint(
  footprint: Footprint,
  options: { readonly dataset?: Dataset },
): Priceable {
  const job = "job" in footprint ? (footprint as Estimate).job : undefined;
  const dataset = options.dataset ?? job?.dataset ?? "latest";
  const home = homeOf(footprint);
  const { place, pue } = home;
  const homeOn = (basis: Basis) => {
    if (place.basis === undefined) return home;
    const site = onBasis(home, basis, dataset);
    return site && { ...site, pue };
  };
  return {
    job: frozenCopy(job),
    itEnergyKwh: footprint.itEnergyKwh,
    factor: footprint.uncertainty.energy,
    dataset,
    home,
    homeOn,
    own: pue.figure.given ? { pue: pue.figure.value } : {},
  };
}

function homeOf({ place, sources, uncertainty }: Footprint): PricedPlace {
  return {
    place,
    carbonIntensity: {
      figure: usedFigure(sources, "intensity"),
      spread: uncertainty.carbonIntensity,
    },
    pue: { figure: usedFigure(sources, "pue"), spread: uncertainty.pue },
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
