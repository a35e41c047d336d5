import { breakdownChart } from "../charts/breakdown.ts";
import type { Comparison, ComparisonRow } from "../estimate/compare.ts";
import { energy, mass, massRange, number } from "../format.ts";
import type { Card } from "./card.ts";
import { assumptionsOf, footerOf, placeText } from "./estimate_card.ts";

const COLUMNS = [
  "entry",
  "emissions",
  "90 % range",
  "energy",
  "place",
  "difference",
  "90 % range",
  "ratio",
  "90 % range",
];

/** What a card shows of jobs side by side. */
export function comparisonCard(comparison: Comparison): Card {
  const [first, ...others] = comparison.rows as [
    ComparisonRow,
    ...ComparisonRow[],
  ];
  const last = others.at(-1) ?? first;
  const sources = [
    ...new Map(
      comparison.rows.flatMap((row) => row.estimate.sources)
        .map((figure) => [`${figure.what} ${figure.value}`, figure]),
    ).values(),
  ];
  return {
    title: comparison.rows.map((row) => row.name).join(" against "),
    headline: headlineOf(first, last),
    subline: `${first.name} ${mass(first.estimate.emissionsKg)}, ${last.name} ${
      mass(last.estimate.emissionsKg)
    } CO2e`,
    facts: others.map((row) => ({
      label: `${row.name} against ${first.name}`,
      value: differenceText(row),
      note: `90 % range ${massRange(row.differenceRangeKg)}`,
    })),
    assumptions: assumptionsOf(sources),
    chart: breakdownChart(comparison),
    table: {
      title: "The entries as a table",
      columns: COLUMNS,
      rows: comparison.rows.map(cells),
    },
    sources,
    footer: footerOf(comparison.version),
  };
}

function headlineOf(first: ComparisonRow, last: ComparisonRow): string {
  if (last.ratio === undefined) return differenceText(last);
  const range = last.ratioRange as readonly [number, number];
  const between = range[0] === range[1]
    ? ""
    : ` (${number(range[0], 2)} to ${number(range[1], 2)})`;
  return `${last.name} emits ${
    number(last.ratio)
  } × as much as ${first.name}${between}`;
}

function differenceText({ differenceKg }: ComparisonRow): string {
  if (differenceKg === 0) return "the same";
  return `${mass(Math.abs(differenceKg))} ${
    differenceKg < 0 ? "less" : "more"
  }`;
}

function cells(row: ComparisonRow): string[] {
  const { estimate, differenceKg, differenceRangeKg, ratio, ratioRange } = row;
  return [
    row.name,
    mass(estimate.emissionsKg),
    massRange(estimate.emissionsRangeKg),
    energy(estimate.energyKwh),
    placeText(estimate.place),
    mass(differenceKg),
    massRange(differenceRangeKg),
    ratio === undefined ? "" : number(ratio),
    ratioRange === undefined
      ? ""
      : `${number(ratioRange[0], 2)} to ${number(ratioRange[1], 2)}`,
  ];
}
