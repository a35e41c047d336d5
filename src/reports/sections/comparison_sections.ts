import { causeCells, causeColumns } from "../../cards/parts/cause_facts.ts";
import { ratioRangeText, ratioText } from "../../cards/parts/ratio_text.ts";
import { nameText } from "../../cards/parts/run_texts.ts";
import type { Chart } from "../../charts/parts/chart.ts";
import type {
  Comparison,
  ComparisonRow,
} from "../../estimate/comparing/compare.ts";
import type {
  RegionComparison,
  RegionRow,
} from "../../estimate/comparing/compare_regions.ts";
import { exact, number, percent } from "../../format.ts";
import { largestBarsChart, type RoundedBar } from "../../charts/bars.ts";
import { placeBars, placeLegend } from "../../charts/regions_chart.ts";
import {
  type Digits,
  digitsOf,
  energyText,
  massText,
  numberText,
  rangeText,
} from "../../rounding.ts";
import { placeInWords } from "../facts/places.ts";
import type { Paragraph, Section, TableRow } from "../../document/document.ts";

/** Rows in the table of places. */
const MOST_ROWS = 60;
/** Bars in the chart of places. */
const MOST_BARS = 30;
/** Entries of a comparison that are put into words. The table has all of them. */
const MOST_ENTRIES = 3;

/** No range is computed for each of hundreds of places. */
const PLACE_DIGITS: Digits = digitsOf(undefined);

/** Jobs and runs side by side. */
export function comparisonSection(comparison: Comparison): Section {
  const { rows, bases } = comparison;
  const [first] = rows as [ComparisonRow];
  return {
    id: "comparison",
    title: rows.length === 2
      ? `${nameText(first.name)} vs ${nameText(rows[1]?.name ?? "")}`
      : `${nameText(first.name)} vs ${rows.length - 1} others`,
    paragraphs: basesSentence(bases),
    charts: [largestBarsChart("What they emit", rows.map(entryBar))],
    tables: [{
      columns: { ...ENTRY_COLUMNS, ...causeColumns(rows) },
      rows: rows.map(entryCells),
    }],
  };
}

function basesSentence(bases: readonly string[]): string[][] {
  return bases.length < 2 ? [] : [[
    `The intensities have different bases (${
      bases.join(", ")
    }), so these figures do not compare exactly.`,
  ]];
}

const ENTRY_COLUMNS = {
  entry: "entry",
  place: "place",
  energy: "energy",
  emissions: "emissions (CO2e)",
  range: "90 % range",
  ratio: "times the first",
  ratioRange: "90 % range",
};

function entryCells(row: ComparisonRow): TableRow {
  const { emissionsKg, emissionsRangeKg } = row.estimate;
  const digits = digitsOf(emissionsRangeKg);
  const timesFirst = ratioOf(row);
  return {
    entry: nameText(row.name),
    place: placeInWords(row.estimate.place),
    energy: energyText(row.estimate.energyKwh, digits),
    emissions: massText(emissionsKg, digits),
    range: rangeText(emissionsRangeKg, emissionsKg, digits),
    ratio: timesFirst?.ratio,
    ratioRange: timesFirst && (timesFirst.ends ?? "exact"),
    ...causeCells(row, (kg) => massText(kg, digits)),
  };
}

function entryBar({ name, estimate }: ComparisonRow): RoundedBar {
  const { emissionsKg, emissionsRangeKg } = estimate;
  const digits = digitsOf(emissionsRangeKg);
  return { name, kg: emissionsKg, rangeKg: emissionsRangeKg, digits };
}

/** Places side by side. */
export function regionsSection(comparison: RegionComparison): Section {
  const { rows, bases, apart = [], itEnergyKwh } = comparison;
  return {
    id: "places",
    title: `The same ${energyText(itEnergyKwh, PLACE_DIGITS)} in ${
      number(rows.length)
    } places`,
    paragraphs: [
      [`All places are ranked by ${bases.join(", ")} figures.`],
      ...(apart.length > 0
        ? [[
          `${number(apart.length)} places without such a figure are left out.`,
        ]]
        : []),
      ...(rows.length > MOST_ROWS
        ? [[`The table has the ${MOST_ROWS} cleanest of them.`]]
        : []),
    ],
    charts: [placesChart(comparison)],
    tables: [{
      columns: PLACE_COLUMNS,
      rows: rows.slice(0, MOST_ROWS).map(placeCells),
    }],
  };
}

function placesChart(comparison: RegionComparison): Chart {
  const bars = placeBars(comparison, MOST_BARS)
    .map((bar) => ({ ...bar, digits: PLACE_DIGITS }));
  const { length } = comparison.rows;
  const what = "The same computing elsewhere";
  return largestBarsChart(
    bars.length < length ? `${what}: the ends of ${length} places` : what,
    bars,
    placeLegend(comparison, bars),
  );
}

const PLACE_COLUMNS = {
  place: "place",
  emissions: "emissions (CO2e)",
  ratio: "times the own place",
  intensity: "gCO2e/kWh",
  basis: "basis",
  year: "year",
  pue: "PUE",
  cfe: "hourly carbon-free energy (provider's figure)",
};

function placeCells(row: RegionRow): TableRow {
  const { ratio, cfePercent } = row;
  return {
    place: placeInWords(row) + (row.own ? " (own place)" : ""),
    emissions: massText(row.emissionsKg, PLACE_DIGITS),
    ratio: ratio === undefined ? undefined : numberText(ratio, PLACE_DIGITS),
    intensity: number(row.carbonIntensity),
    basis: row.basis,
    year: row.year?.toString(),
    pue: exact(row.pue),
    cfe: cfePercent === undefined ? undefined : percent(cfePercent / 100),
  };
}

/** Each entry of a comparison, compared with the first. */
export function comparisonSentences(comparison: Comparison): Paragraph[] {
  const [first, ...others] = comparison.rows as [
    ComparisonRow,
    ...ComparisonRow[],
  ];
  return others.slice(0, MOST_ENTRIES).map((row) => [againstText(first, row)]);
}

function againstText(first: ComparisonRow, row: ComparisonRow): string {
  const [name, other] = [row, first].map((entry) =>
    `“${nameText(entry.name)}”`
  );
  const emits = `${name} emits ${entryMass(row)} CO2e`;
  const timesFirst = ratioOf(row);
  if (timesFirst === undefined) {
    return `${emits}, compared with ${entryMass(first)} for ${other}.`;
  }
  const { ratio, ends } = timesFirst;
  const range = ends === undefined ? "" : ` (90 % range: ${ends})`;
  return `${emits}, ${ratio} times${range} the ${
    entryMass(first)
  } of ${other}.`;
}

/** How many times the first's an entry's emissions are; an exact ratio has no range. */
function ratioOf({ ratio, ratioRange }: ComparisonRow) {
  if (ratio === undefined || ratioRange === undefined) return undefined;
  const ends = ratioRangeText(ratio, ratioRange);
  return ends === undefined
    ? { ratio: ratioText(ratio), ends }
    : { ratio: numberText(ratio, digitsOf(ratioRange)), ends };
}

function entryMass({ estimate }: ComparisonRow): string {
  return massText(estimate.emissionsKg, digitsOf(estimate.emissionsRangeKg));
}

/** The same computing in the cleanest, the own and the dirtiest place. */
export function regionsSentences(comparison: RegionComparison): Paragraph[] {
  const { rows, own, itEnergyKwh } = comparison;
  const best = rows[0] as RegionRow;
  const worst = rows.at(-1) as RegionRow;
  const home = own === undefined
    ? ""
    : `; in its own place, ${placeInWords(own)}, it emits ${
      massText(own.emissionsKg, PLACE_DIGITS)
    }`;
  return [[
    `Of ${number(rows.length)} places, the same ${
      energyText(itEnergyKwh, PLACE_DIGITS)
    } of computing would emit least in ${placeInWords(best)}, ${
      massText(best.emissionsKg, PLACE_DIGITS)
    } CO2e, and most in ${placeInWords(worst)}, ${
      massText(worst.emissionsKg, PLACE_DIGITS)
    }${home}.`,
  ]];
}
