import { regionsChart } from "../charts/regions.ts";
import type {
  RegionComparison,
  RegionRow,
} from "../estimate/compare_regions.ts";
import { energy, exact, mass, number } from "../format.ts";
import type { Card } from "./card.ts";
import { footerOf, placeText } from "./estimate_card.ts";

const COLUMNS = [
  "place",
  "emissions",
  "ratio",
  "gCO2e/kWh",
  "basis",
  "year",
  "PUE",
  "CFE",
];

/** What a card shows of a comparison of places. */
export function regionsCard(comparison: RegionComparison): Card {
  const { rows, own, itEnergyKwh } = comparison;
  const best = rows[0];
  const worst = rows.at(-1);
  if (best === undefined || worst === undefined) return emptyCard(comparison);
  const used = [best, worst, ...(own === undefined ? [] : [own])];
  return {
    title: `The same ${energy(itEnergyKwh)} of computing in ${
      number(rows.length)
    } places`,
    headline: headlineOf(best, worst),
    subline: `from ${placeText(best)} with ${mass(best.emissionsKg)} to ${
      placeText(worst)
    } with ${mass(worst.emissionsKg)} CO2e`,
    facts: own === undefined ? [] : [{
      label: "The job's own place",
      value: `${placeText(own)}: ${mass(own.emissionsKg)}`,
    }],
    assumptions: [],
    chart: regionsChart(comparison),
    table: {
      title: `All ${rows.length} places as a table`,
      columns: COLUMNS,
      rows: rows.map(cells),
    },
    sources: [...new Set(used.flatMap((row) => row.sources))],
    footer: `${basesText(comparison)}${footerOf(comparison.version)}`,
  };
}

function headlineOf(best: RegionRow, worst: RegionRow): string {
  return best.emissionsKg === 0
    ? `0 to ${mass(worst.emissionsKg)} CO2e`
    : `${
      number(worst.emissionsKg / best.emissionsKg)
    } × between dirtiest and cleanest`;
}

function cells(row: RegionRow): string[] {
  return [
    placeText(row) + (row.own ? " ←" : ""),
    mass(row.emissionsKg),
    row.ratio === undefined ? "" : number(row.ratio),
    number(row.carbonIntensity),
    row.basis ?? "",
    row.year === undefined ? "" : String(row.year),
    exact(row.pue),
    row.cfePercent === undefined ? "" : `${number(row.cfePercent)} %`,
  ];
}

function basesText({ bases }: RegionComparison): string {
  return bases.length < 2
    ? ""
    : `Figures of different bases (${
      bases.join(", ")
    }) do not compare exactly; { basis: "lifecycle" } shows one basis throughout. `;
}

function emptyCard(comparison: RegionComparison): Card {
  return {
    title: "No place has a figure of that kind",
    headline: "0 places",
    subline: "nothing to compare",
    facts: [],
    assumptions: [],
    sources: [],
    footer: footerOf(comparison.version),
  };
}
