import { regionsChart } from "../charts/regions_chart.ts";
import { untitled } from "../charts/parts/chart.ts";
import type {
  RegionComparison,
  RegionRow,
} from "../estimate/comparing/compare_regions.ts";
import { energy, exact, firstOf, mass, number } from "../format.ts";
import type { Fact, ResultDocument, TableRow } from "../document/document.ts";
import { footerOf, placeText } from "./estimate_card.ts";
import { operatorOf } from "./parts/footprint_facts.ts";

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

/** Places that the chart of a card draws. */
const DRAWN = 8;

/** The card of a comparison of places. */
export function regionsCard(comparison: RegionComparison): ResultDocument {
  const { rows, own, itEnergyKwh, bases } = comparison;
  const best = rows[0] as RegionRow;
  const worst = rows.at(-1) as RegionRow;
  const used = [best, worst, ...(own === undefined ? [] : [own])];
  return {
    title: `The same ${energy(itEnergyKwh)} in ${placesText(rows)}`,
    ...(bases.length > 0 && { place: `${bases.join(", ")} emissions` }),
    ...headOf(best, worst),
    facts: [
      ...(own === undefined ? [] : [placeFact("Own place", own)]),
      placeFact("Cleanest", best),
      placeFact("Dirtiest", worst),
      ...apartFact(comparison),
    ],
    chart: untitled(regionsChart(comparison, { limit: DRAWN })),
    sections: [{
      id: "places",
      title: "All places as a table",
      short: `all ${number(rows.length)} places`,
      tables: [{ columns: columnsOf(rows), rows: rows.map(cells) }],
    }],
    sources: [...new Set(used.flatMap((row) => row.sources))],
    footer: footerOf(comparison.version),
  };
}

/** All places of a comparison in words, such as `Google's 44 regions`. */
function placesText(rows: readonly RegionRow[]): string {
  const [provider, ...others] = new Set(rows.map((row) => row.provider));
  return provider === undefined || others.length > 0
    ? `${number(rows.length)} places`
    : `${operatorOf(provider)}'s ${number(rows.length)} regions`;
}

function placeFact(label: string, row: RegionRow): Fact {
  const { name, provider, region, emissionsKg, carbonIntensity } = row;
  return {
    label,
    value: `${name}, ${mass(emissionsKg)}`,
    note: [
      ...(provider === undefined ? [] : [`${provider} ${region}`]),
      `${number(carbonIntensity)} g/kWh`,
    ].join(", "),
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

function headOf(
  best: RegionRow,
  worst: RegionRow,
): Pick<ResultDocument, "headline" | "meaning" | "subline"> {
  const subline = `${mass(best.emissionsKg)} to ${
    mass(worst.emissionsKg)
  } CO2e`;
  return best.emissionsKg === 0
    ? { headline: mass(worst.emissionsKg), meaning: "CO2e at most", subline }
    : {
      headline: `${number(worst.emissionsKg / best.emissionsKg)} ×`,
      meaning: `between ${best.name} and ${worst.name}`,
      subline,
    };
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
