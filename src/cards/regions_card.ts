import { regionsChart } from "../charts/regions_chart.ts";
import { untitled } from "../charts/parts/chart.ts";
import type {
  RegionComparison,
  RegionRow,
} from "../estimate/compare_regions.ts";
import { energy, exact, firstOf, mass, number } from "../format.ts";
import type { Fact, ResultDocument, TableRow } from "../document/document.ts";
import { footerOf, placeText } from "./estimate_card.ts";

const COLUMNS = {
  place: "place",
  emissions: "emissions",
  ratio: "ratio",
  intensity: "gCO2e/kWh",
  basis: "basis",
  year: "year",
  pue: "PUE",
  cfe: "CFE",
  differs: "same city, other figure",
};

/** The card of a comparison of places. */
export function regionsCard(comparison: RegionComparison): ResultDocument {
  const { rows, own, itEnergyKwh } = comparison;
  const best = rows[0] as RegionRow;
  const worst = rows.at(-1) as RegionRow;
  const used = [best, worst, ...(own === undefined ? [] : [own])];
  return {
    title: `The same ${energy(itEnergyKwh)} of computing in ${
      number(rows.length)
    } places`,
    headline: headlineOf(best, worst),
    subline: `from ${placeText(best)} with ${mass(best.emissionsKg)} to ${
      placeText(worst)
    } with ${mass(worst.emissionsKg)} CO2e`,
    facts: [
      ...(own === undefined ? [] : [{
        label: `The ${
          comparison.job === undefined ? "run" : "job"
        }'s own place`,
        value: `${placeText(own)}: ${mass(own.emissionsKg)}`,
      }]),
      ...apartFact(comparison),
    ],
    chart: untitled(regionsChart(comparison)),
    sections: [{
      id: "places",
      title: `All ${rows.length} places as a table`,
      tables: [{ columns: columnsOf(rows), rows: rows.map(cells) }],
    }],
    sources: [...new Set(used.flatMap((row) => row.sources))],
    footer: `All places by ${comparison.bases.join(", ")} figures. ${
      footerOf(comparison.version)
    }`,
  };
}

/** Names of places that are not ranked. */
const MOST_APART = 5;

/** The places without a figure of the same basis, which must not be ranked with the others. */
function apartFact({ apart }: RegionComparison): Fact[] {
  if (apart.length === 0) return [];
  const reasons = Map.groupBy(apart, ({ why }) => why);
  return [...reasons].map(([why, places]) => ({
    label: "Not ranked",
    value: `${number(places.length)} place${places.length === 1 ? "" : "s"}`,
    note: `${why}: ${firstOf(places.map(placeText), MOST_APART).join("; ")}`,
  }));
}

function headlineOf(best: RegionRow, worst: RegionRow): string {
  return best.emissionsKg === 0
    ? `0 to ${mass(worst.emissionsKg)} CO2e`
    : `${
      number(worst.emissionsKg / best.emissionsKg)
    } × between dirtiest and cleanest`;
}

/** Without the column of what differs where nothing does. */
function columnsOf(
  rows: readonly RegionRow[],
): Readonly<Record<string, string>> {
  const { differs, ...always } = COLUMNS;
  return rows.some((row) => row.differs !== undefined)
    ? { ...always, differs }
    : always;
}

function cells(row: RegionRow): TableRow {
  return {
    place: placeText(row) + (row.own ? " ←" : ""),
    emissions: mass(row.emissionsKg),
    ratio: row.ratio === undefined ? undefined : number(row.ratio),
    intensity: number(row.carbonIntensity),
    basis: row.basis,
    year: row.year?.toString(),
    pue: exact(row.pue),
    cfe: row.cfePercent === undefined
      ? undefined
      : `${number(row.cfePercent)} %`,
    differs: row.differs,
  };
}
