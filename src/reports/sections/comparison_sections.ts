import { nameText } from "../../cards/run_texts.ts";
import type { Chart } from "../../charts/parts/chart.ts";
import type { Comparison, ComparisonRow } from "../../estimate/compare.ts";
import type {
  RegionComparison,
  RegionRow,
} from "../../estimate/compare_regions.ts";
import { exact, number, percent } from "../../format.ts";
import { PLACE_DIGITS } from "./comparison_sentences.ts";
import { type Bar, barsChart } from "../../charts/bars.ts";
import {
  digitsOf,
  energyText,
  massText,
  numberText,
  rangeText,
} from "../../rounding.ts";
import { placeInWords } from "../facts/places.ts";
import type { Section, Table } from "../report_document.ts";

/** Rows of a table of places: what a page holds; the chart's own choice of them goes first. */
const MOST_ROWS = 60;
const MOST_BARS = 30;

/** Jobs and runs side by side. */
export function comparisonSection(comparison: Comparison): Section {
  const { rows, bases } = comparison;
  const [first] = rows as [ComparisonRow];
  return {
    title: rows.length === 2
      ? `${nameText(first.name)} against ${nameText(rows[1]?.name ?? "")}`
      : `${nameText(first.name)} against ${rows.length - 1} others`,
    paragraphs: basesSentence(bases),
    charts: [barsChart("What they emit", rows.map(entryBar))],
    tables: [entriesTable(rows)],
  };
}

function basesSentence(bases: readonly string[]): string[][] {
  return bases.length < 2 ? [] : [[
    `The intensities count different things (${
      bases.join(", ")
    }), so that these figures do not compare exactly.`,
  ]];
}

const ENTRY_COLUMNS = [
  "entry",
  "place",
  "energy",
  "emissions (CO2e)",
  "90 % range",
  "times the first",
  "90 % range",
  "by power",
  "by hours",
  "by PUE",
  "by intensity",
];

function entriesTable(rows: readonly ComparisonRow[]): Table {
  return { columns: ENTRY_COLUMNS, rows: rows.map(entryCells) };
}

function entryCells(row: ComparisonRow): string[] {
  const { estimate, ratio, ratioRange } = row;
  const { emissionsKg, emissionsRangeKg } = estimate;
  const digits = digitsOf(emissionsRangeKg);
  const ratioDigits = digitsOf(ratioRange ?? emissionsRangeKg);
  return [
    nameText(row.name),
    placeInWords(estimate.place),
    energyText(estimate.energyKwh, digits),
    massText(emissionsKg, digits),
    rangeText(emissionsRangeKg, emissionsKg, digits),
    ratio === undefined ? "" : numberText(ratio, ratioDigits),
    ratioRange?.map((end) => number(end, ratioDigits)).join(" to ") ?? "",
    ...row.causes.map(({ shareKg }) => massText(shareKg, digits)),
  ];
}

function entryBar({ name, estimate }: ComparisonRow): Bar {
  const { emissionsKg, emissionsRangeKg } = estimate;
  const digits = digitsOf(emissionsRangeKg);
  return { name, kg: emissionsKg, rangeKg: emissionsRangeKg, digits };
}

/** Places side by side. */
export function regionsSection(comparison: RegionComparison): Section {
  const { rows, bases, itEnergyKwh } = comparison;
  return {
    title: `The same ${energyText(itEnergyKwh, PLACE_DIGITS)} in ${
      number(rows.length)
    } places`,
    paragraphs: [
      ...basesSentence(bases),
      ...(rows.length > MOST_ROWS
        ? [[`The table has the ${MOST_ROWS} cleanest of them.`]]
        : []),
    ],
    charts: [placesChart(comparison)],
    tables: [placesTable(rows.slice(0, MOST_ROWS))],
  };
}

function placesChart(comparison: RegionComparison): Chart {
  const bars = placeBars(comparison);
  const { length } = comparison.rows;
  const what = "The same computing elsewhere";
  return barsChart(
    bars.length < length ? `${what}: the ends of ${length} places` : what,
    bars,
  );
}

/** The cleanest and the dirtiest places, twice as many of the former, and always its own. */
function placeBars({ rows, own }: RegionComparison): Bar[] {
  const all = own === undefined || rows.some((row) => row.own)
    ? rows
    : [...rows, own].sort((a, b) => a.emissionsKg - b.emissionsKg);
  const dirty = Math.round(MOST_BARS / 3);
  return all.filter((row, i) =>
    row.own || i < MOST_BARS - dirty || i >= all.length - dirty
  ).map((row) => ({
    name: placeLabel(row),
    kg: row.emissionsKg,
    digits: PLACE_DIGITS,
    ...(row.own && { colour: "own" as const }),
  }));
}

/** Short, so that the bars keep their room; the whole name stands in the table. */
function placeLabel({ name, provider, region }: RegionRow): string {
  return provider === undefined ? name : `${name}, ${provider} ${region}`;
}

const PLACE_COLUMNS = [
  "place",
  "emissions (CO2e)",
  "times its own place",
  "gCO2e/kWh",
  "counts",
  "year",
  "PUE",
  "carbon-free by the hour, as claimed",
];

function placesTable(rows: readonly RegionRow[]): Table {
  return { columns: PLACE_COLUMNS, rows: rows.map(placeCells) };
}

function placeCells(row: RegionRow): string[] {
  return [
    placeInWords(row) + (row.own ? " (its own)" : ""),
    massText(row.emissionsKg, PLACE_DIGITS),
    row.ratio === undefined ? "" : numberText(row.ratio, PLACE_DIGITS),
    number(row.carbonIntensity),
    row.basis ?? "",
    row.year === undefined ? "" : String(row.year),
    exact(row.pue),
    row.cfePercent === undefined ? "" : percent(row.cfePercent / 100),
  ];
}
