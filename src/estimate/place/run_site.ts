import { type Grid, gridVintages } from "../../catalog/grids.ts";
import { withOwnFigures } from "./own_figures.ts";
import { findSite } from "./find_site.ts";
import type { PlaceQuery } from "./place_query.ts";
import { gridSite, type Site } from "./site.ts";

/**
 * The site of a run: that of the place given, else the world's average.
 * @param query What the user said of the place, checked
 * @throws {UnknownNameError} If a name is not in the tables
 * @throws {TypeError} If half of a place is given
 */
export function siteOfRun(query: PlaceQuery): Site {
  return withOwnFigures(findSite(query, "run") ?? worldSite(), query);
}

let world: Site | undefined;

/**
 * The site of what runs nobody knows where: the world's average, and a range as wide as its
 * grids are apart.
 */
export function worldSite(): Site {
  return world ??= averageOf(gridVintages("WORLD")[0] as Grid);
}

function averageOf(grid: Grid): Site {
  const site = gridSite(grid);
  const { figure, spread } = site.carbonIntensity;
  const source =
    `no place is given, so the world's average (${figure.source}); give one by configure({ provider, region }) or in the options of track()`;
  return {
    ...site,
    carbonIntensity: {
      figure: Object.freeze({ ...figure, source, assumed: true }),
      spread,
    },
  };
}
