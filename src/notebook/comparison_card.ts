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
import type { Card } from "./card.ts";
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
];

/** How many entries beside the first are named in the title. */
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
    return differenceText(last);
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
    massRange(estimate.emissionsRangeKg, massScale(estimate.emissionsKg)),
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
