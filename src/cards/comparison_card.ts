import { breakdownChart } from "../charts/breakdown.ts";
import type { Comparison, ComparisonRow } from "../estimate/compare.ts";
import {
  energy,
  mass,
  massRange,
  massScale,
  number,
  percent,
} from "../format.ts";
import type { Card } from "../document/document.ts";
import { causeCells, causeFacts, moreOrLess } from "./cause_facts.ts";
import {
  assumptionsOf,
  basesText,
  footerOf,
  placeText,
} from "./estimate_card.ts";

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
  "by power",
  "by hours",
  "by PUE",
  "by intensity",
];

/** How many entries beside the first are named in the title, and explained in lines of their own. */
const NAMED = 3;

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
    title: titleOf(first, others),
    headline: headlineOf(first, last),
    subline: `${first.name} ${mass(first.estimate.emissionsKg)}, ${last.name} ${
      mass(last.estimate.emissionsKg)
    } CO2e`,
    facts: others.flatMap((row) => [
      {
        label: `${row.name} against ${first.name}`,
        value: moreOrLess(row.differenceKg),
        note: `90 % range ${massRange(row.differenceRangeKg)}`,
      },
      ...(others.length <= NAMED ? causeFacts(row) : []),
    ]),
    assumptions: assumptionsOf(sources),
    chart: breakdownChart(comparison),
    table: {
      title: "The entries as a table",
      columns: COLUMNS,
      rows: comparison.rows.map(cells),
    },
    sources,
    footer: `${basesText(comparison.bases)}${footerOf(comparison.version)}`,
  };
}

function titleOf(first: ComparisonRow, others: ComparisonRow[]): string {
  return others.length <= NAMED
    ? [first, ...others].map((row) => row.name).join(" against ")
    : `${first.name} against ${others.length} others`;
}

function headlineOf(first: ComparisonRow, last: ComparisonRow): string {
  const { name, ratio, ratioRange } = last;
  if (ratio === undefined || ratioRange === undefined) {
    return moreOrLess(last.differenceKg);
  }
  const [low, high] = ratioRange;
  return ratio < 1
    ? `${name} emits ${percent(ratio)} of ${first.name} (${percent(low)} to ${
      percent(high)
    })`
    : `${name} emits ${number(ratio)} × as much as ${first.name} (${
      number(low, 2)
    } to ${number(high, 2)})`;
}

function cells(row: ComparisonRow): string[] {
  const { estimate, differenceKg, differenceRangeKg, ratio, ratioRange } = row;
  return [
    row.name,
    mass(estimate.emissionsKg),
    massRange(estimate.emissionsRangeKg, massScale(estimate.emissionsKg)),
    energy(estimate.energyKwh),
    placeText(estimate.place),
    mass(differenceKg),
    massRange(differenceRangeKg),
    ratio === undefined ? "" : number(ratio),
    ratioRange === undefined
      ? ""
      : `${number(ratioRange[0], 2)} to ${number(ratioRange[1], 2)}`,
    ...causeCells(row),
  ];
}
