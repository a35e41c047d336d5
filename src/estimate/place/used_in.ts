import type { SourcedFigure } from "../../catalog/sourced_figure.ts";
import type { Site } from "./site.ts";

/**
 * A site that says so if its grid's figure describes an earlier year than that of its use.
 * @param site The site
 * @param year The year of the use
 */
export function usedIn(site: Site, year: number): Site {
  const { figure } = site.carbonIntensity;
  if (figure.year === undefined || figure.given || figure.year >= year) {
    return site;
  }
  return {
    ...site,
    carbonIntensity: {
      ...site.carbonIntensity,
      figure: olderFigure(figure, year),
    },
  };
}

const OLDER = new WeakMap<SourcedFigure, Map<number, SourcedFigure>>();

function olderFigure(figure: SourcedFigure, year: number): SourcedFigure {
  let byYear = OLDER.get(figure);
  if (byYear === undefined) OLDER.set(figure, byYear = new Map());
  let older = byYear.get(year);
  if (older === undefined) {
    const source =
      `the grid of ${figure.year} is used for ${year} (${figure.source})`;
    older = Object.freeze({ ...figure, source, assumed: true });
    byYear.set(year, older);
  }
  return older;
}
