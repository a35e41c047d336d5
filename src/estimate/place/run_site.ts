import { type Grid, gridVintages } from "../../catalog/grids.ts";
import { withOwnFigures } from "./own_figures.ts";
import { findSite } from "./find_site.ts";
import type { PlaceQuery } from "./place_query.ts";
import { assumedSite, gridSite, type Site } from "./site.ts";

/**
 * Finds the site of a run; without a place it is the world's average.
 * @param query What the user said about the place, checked
 * @throws {UnknownNameError} If a name is not in the tables
 * @throws {TypeError} If the place is incomplete
 */
export function siteOfRun(query: PlaceQuery): Site {
  return withOwnFigures(findSite(query, "run") ?? worldSite(), query);
}

let world: Site | undefined;

/**
 * The site of a run whose place is not known: the world's average, with a range that covers its
 * grids.
 */
export function worldSite(): Site {
  return world ??= averageOf(gridVintages("WORLD")[0] as Grid);
}

function averageOf(grid: Grid): Site {
  return assumedSite(
    gridSite(grid),
    (source) =>
      `no place is given, so the world's average is used (${source}); give a place ` +
      "by configure({ region }), %configure --region, the options of track() or CARBONCELL_PLACE",
  );
}
