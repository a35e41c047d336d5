import { spread } from "../../catalog/spreads.ts";
import type { PlaceQuery } from "./place_query.ts";
import type { Place, Site } from "./site.ts";
import { given, type Input } from "../../catalog/sourced_figure.ts";

/** The site with the user's own PUE, which applies wherever the job runs. */
export function withOwnPue(site: Site, { pue }: Pick<PlaceQuery, "pue">): Site {
  return pue === undefined ? site : { ...site, pue: ownPue(pue) };
}

/** The site with all of the user's own figures, which win over those of the tables. */
export function withOwnFigures(site: Site, own: PlaceQuery): Site {
  const { carbonIntensity, offsetPercent, pue } = own;
  if ((carbonIntensity ?? offsetPercent ?? pue) === undefined) return site;
  const mine: Writable<Site> = { ...site };
  if (pue !== undefined) mine.pue = ownPue(pue);
  if (carbonIntensity !== undefined) {
    // The place then has no basis: that belongs to the figure of the tables.
    mine.place = withoutBasis(site);
    mine.carbonIntensity = ownIntensity(carbonIntensity);
  }
  if (offsetPercent !== undefined) {
    mine.offset = given({
      role: "offset",
      what: "offset",
      value: offsetPercent,
      unit: "%",
    });
  }
  return mine;
}

/**
 * The site with the mean of an intensity that the user gave as a function of time.
 * @param site Where the run takes place
 * @param value The mean over the run, weighted by energy, in gCO2e/kWh
 */
export function withMeanIntensity(site: Site, value: number): Site {
  const what = "grid carbon intensity, mean of the run weighted by energy";
  return {
    ...site,
    place: withoutBasis(site),
    carbonIntensity: ownIntensity(value, what),
  };
}

/** A source of intensity by the hour, as far as a figure names it. */
interface NamedHours {
  readonly source: string;
  readonly zone: string;
  readonly basis: string;
  readonly licence: string;
  readonly isAssumed?: boolean;
}

/**
 * The site with the mean of an intensity that a source gave by the hour.
 * @param site Where the run takes place
 * @param value The mean over the run, weighted by energy, in gCO2e/kWh
 * @param hours Where it comes from
 */
export function withHourlyIntensity(
  site: Site,
  value: number,
  { source, zone, basis, licence, isAssumed = false }: NamedHours,
): Site {
  const mean = ownIntensity(
    value,
    `grid carbon intensity of ${zone} by the hour (${
      basis === "unknown" ? "basis unknown" : basis
    }), mean of the run weighted by energy`,
  );
  return {
    ...site,
    place: (site.place.provider ?? site.place.country) === undefined
      ? Object.freeze({ name: zone })
      : withoutBasis(site),
    carbonIntensity: {
      figure: Object.freeze({
        ...mean.figure,
        source: `${source} (${licence})`,
        assumed: isAssumed,
        given: false,
      }),
      // An assumed hour may be as far off as another hour of the same country.
      spread: isAssumed ? spread("intensity-country") : mean.spread,
    },
  };
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

const WITHOUT_BASIS = new WeakMap<Place, Place>();

/** Places last as long as the tables, so that a sweep makes each of them once. */
function withoutBasis({ place }: Site): Place {
  let bare = WITHOUT_BASIS.get(place);
  if (bare === undefined) {
    const { basis: _, ...rest } = place;
    WITHOUT_BASIS.set(place, bare = Object.freeze(rest));
  }
  return bare;
}

function ownPue(value: number): Input {
  const what = "power usage effectiveness (PUE)";
  return {
    figure: given({ role: "pue", what, value, unit: "" }),
    spread: spread("pue-user"),
  };
}

/** The user's own carbon intensity, in gCO2e/kWh. */
export function ownIntensity(
  value: number,
  what = "grid carbon intensity",
): Input {
  return {
    figure: given({ role: "intensity", what, value, unit: "gCO2e/kWh" }),
    spread: spread("intensity-user"),
  };
}
