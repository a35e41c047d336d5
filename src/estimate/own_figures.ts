import { spread } from "../catalog/spreads.ts";
import type { Job } from "./job.ts";
import type { Site } from "./site.ts";
import { given, type Input } from "./sourced_figure.ts";

/** What is given wins: the site with the user's own PUE, which holds wherever the job runs. */
export function withOwnPue(site: Site, { pue }: Job): Site {
  return pue === undefined ? site : { ...site, pue: ownPue(pue) };
}

/** The site with all of the user's own figures, which hold where the job runs. */
export function withOwnFigures(site: Site, job: Job): Site {
  const { carbonIntensity, offsetPercent, pue } = job;
  if ((carbonIntensity ?? offsetPercent ?? pue) === undefined) return site;
  return {
    ...withOwnPue(site, job),
    ...(carbonIntensity !== undefined && {
      // The figure of the place, and its basis, then play no part.
      place: withoutBasis(site),
      carbonIntensity: ownIntensity(carbonIntensity),
    }),
    ...(offsetPercent !== undefined && {
      offset: given({ what: "offset", value: offsetPercent, unit: "%" }),
    }),
  };
}

function withoutBasis({ place }: Site): Site["place"] {
  const { basis: _, ...rest } = place;
  return rest;
}

function ownPue(value: number): Input {
  return {
    figure: given({
      what: "power usage effectiveness (PUE)",
      value,
      unit: "",
    }),
    spread: spread("pue-user"),
  };
}

/** The user's own carbon intensity, in gCO2e/kWh. */
export function ownIntensity(value: number): Input {
  return {
    figure: given({ what: "grid carbon intensity", value, unit: "gCO2e/kWh" }),
    spread: spread("intensity-user"),
  };
}
