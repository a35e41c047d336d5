import { breakdownChart } from "../charts/breakdown.ts";
import { distinctFigures } from "../catalog/sourced_figure.ts";
import { untitled } from "../charts/parts/chart.ts";
import type { Comparison, ComparisonRow } from "../estimate/compare.ts";
import {
  energy,
  mass,
  massRange,
  massScale,
  number,
  percent,
} from "../format.ts";
import type { ResultDocument, TableRow } from "../document/document.ts";
import {
  causeCells,
  causeColumns,
  causeFacts,
  moreOrLess,
} from "./cause_facts.ts";
import type { RunRecord } from "../tracker/run.ts";
import { differingParams, type Params } from "../tracker/params.ts";
import { paramValue } from "./run_texts.ts";
import { assumedOf, basesText, footerOf, placeText } from "./estimate_card.ts";

const COLUMNS = {
  entry: "entry",
  emissions: "emissions",
  range: "90 % range",
  energy: "energy",
  place: "place",
  difference: "difference",
  differenceRange: "90 % range",
  ratio: "ratio",
  ratioRange: "90 % range",
};

/** How many entries after the first the title names and the facts explain. */
const NAMED = 3;

/** The card of jobs side by side. */
export function comparisonCard(comparison: Comparison): ResultDocument {
  const [first, ...others] = comparison.rows as [
    ComparisonRow,
    ...ComparisonRow[],
  ];
  const last = others.at(-1) ?? first;
  const sources = distinctFigures(
    comparison.rows.flatMap((row) => row.estimate.sources),
  );
  const params = differingParams(comparison.rows.map(paramsOf));
  return {
    title: others.length <= NAMED
      ? comparison.rows.map((row) => row.name).join(" vs ")
      : `${first.name} vs ${others.length} others`,
    headline: headlineOf(first, last),
    subline: `${first.name} ${mass(first.estimate.emissionsKg)}, ${last.name} ${
      mass(last.estimate.emissionsKg)
    } CO2e`,
    facts: others.flatMap((row) => [
      {
        label: `${row.name} vs ${first.name}`,
        value: moreOrLess(row.differenceKg),
        note: `90 % range ${massRange(row.differenceRangeKg)}`,
      },
      ...(others.length <= NAMED ? causeFacts(row) : []),
    ]),
    assumptions: assumedOf(sources),
    chart: untitled(breakdownChart(comparison)),
    sections: [{
      id: "entries",
      title: "The entries as a table",
      tables: [{
        columns: {
          ...COLUMNS,
          ...Object.fromEntries(params.map((name, i) => [`p${i}`, name])),
          ...causeColumns(comparison.rows),
        },
        rows: comparison.rows.map((row) => ({
          ...cells(row),
          ...paramCells(row, params),
        })),
      }],
    }],
    sources,
    footer: `${basesText(comparison.bases)}${footerOf(comparison.version)}`,
  };
}

/** The parameters of a run; an estimate and a run of an older ledger have none. */
function paramsOf({ estimate }: ComparisonRow): Params {
  return (estimate as Partial<Pick<RunRecord, "params">>).params ?? {};
}

function paramCells(row: ComparisonRow, names: readonly string[]): TableRow {
  const params = paramsOf(row);
  return Object.fromEntries(names.map((name, i) => {
    const value = params[name];
    return [`p${i}`, value === undefined ? undefined : paramValue(value)];
  }));
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

function cells(row: ComparisonRow): TableRow {
  const { estimate, differenceKg, differenceRangeKg, ratio, ratioRange } = row;
  const { emissionsKg, emissionsRangeKg } = estimate;
  return {
    entry: row.name,
    emissions: mass(emissionsKg),
    range: massRange(emissionsRangeKg, massScale(emissionsKg)),
    energy: energy(estimate.energyKwh),
    place: placeText(estimate.place),
    difference: mass(differenceKg),
    differenceRange: massRange(differenceRangeKg),
    ratio: ratio === undefined ? undefined : number(ratio),
    ratioRange: ratioRange?.map((end) => number(end, 2)).join(" to "),
    ...causeCells(row, mass),
  };
}
