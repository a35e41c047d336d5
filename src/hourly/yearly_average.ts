import { type Grid, grids, gridVintages } from "../catalog/grids.ts";
import { publication } from "../catalog/sources.ts";
import type { HourlyBasis, YearlyAverage } from "./hourly_source.ts";

/**
 * The yearly average of a zone, on the basis of a source. Of a part of a country that the tables
 * lack, such as `DK-DK1` or `GB, region 13`, it is that of the country, and says so.
 * @param zone A name or a code
 * @param basis That of the source; any figure serves a source whose basis is unknown
 * @returns `undefined` if the tables have none; there is none of marginal figures
 */
export function yearlyAverageOf(
  zone: string,
  basis: HourlyBasis,
): YearlyAverage | undefined {
  if (basis === "marginal") return undefined;
  const grid = gridOf(zone);
  const figure = grid &&
    gridVintages(grid.zone).find((row) =>
      basis === "unknown" || row.basis === basis
    );
  return figure && {
    gPerKwh: figure.carbonIntensity,
    year: figure.year,
    source: `${figure.name}, ${figure.basis}: ${
      publication(figure.source).title
    }`,
  };
}

/** The area of the tables that a zone is, or is in. */
export function gridOf(zone: string): Grid | undefined {
  return grids.find(zone) ??
    (/^[A-Z]{2}\b./.test(zone) ? grids.find(zone.slice(0, 2)) : undefined);
}
