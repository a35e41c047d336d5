import { breakdownChart } from "../charts/breakdown.ts";
import { distinctFigures } from "../catalog/sourced_figure.ts";
import { untitled } from "../charts/parts/chart.ts";
import type {
  Comparison,
  ComparisonRow,
} from "../estimate/comparing/compare.ts";
import { energy, mass, massRange, massScale } from "../format.ts";
import type { ResultDocument, TableRow } from "../document/document.ts";
import {
  causeCells,
  causeColumns,
  causeFacts,
  differenceRange,
  moreOrLess,
} from "./parts/cause_facts.ts";
import { ratioRangeText, ratioText } from "./parts/ratio_text.ts";
import type { RunRecord } from "../tracker/run.ts";
import { differingParams, type Params } from "../tracker/params.ts";
import { paramValue } from "./parts/run_texts.ts";
import { assumedOf, basesText, footerOf, placeText } from "./estimate_card.ts";

const COLUMNS = {
  entry: "entry",
  emissions: "emissions (CO2e)",
  range: "90 % range",
  energy: "energy",
  place: "place",
  difference: "difference",
  differenceRange: "90 % range",
  ratio: "ratio",
  ratioRange: "90 % range",
};

/** Said of a ratio without a range. */
const EXACT = "exactly, because both share all that is uncertain";

/** How many entries after the first the title names and the facts explain. */
const NAMED = 3;

/** The card of jobs side by side. */
export function comparisonCard(comparison: Comparison): ResultDocument {
  const [first, ...others] = comparison.rows as [
    ComparisonRow,
    ...ComparisonRow[],
  ];
  const last = others.at(-1) ?? first;
  const estimates = comparison.rows.map((row) => row.estimate);
  const assumed = estimates.flatMap(assumedOf);
  const params = differingParams(comparison.rows.map(paramsOf));
  return {
    title: others.length <= NAMED
      ? comparison.rows.map((row) => row.name).join(" vs ")
      : `${first.name} vs ${others.length} others`,
    ...headOf(first, last),
    facts: [
      ...others.map((row) => ({
        label: others.length === 1 ? "Difference" : row.name,
        value: moreOrLess(row.differenceKg),
        note: `${differenceRange(row.differenceRangeKg)} (90 %)`,
      })),
      ...(others.length <= NAMED
        ? others.flatMap((row) => causeFacts(row, others.length > 1))
        : []),
    ],
    assumptions: distinctFigures(assumed),
    chart: untitled(breakdownChart(comparison)),
    sections: [{
      id: "entries",
      title: "The entries as a table",
      short: `${comparison.rows.length} entries`,
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
    sources: distinctFigures(estimates.flatMap(({ sources }) => sources)),
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

function headOf(
  first: ComparisonRow,
  last: ComparisonRow,
): Pick<ResultDocument, "headline" | "meaning" | "range" | "subline"> {
  const { name, ratio, ratioRange } = last;
  const meaning = `${name} compared with ${first.name}`;
  const subline = `${mass(first.estimate.emissionsKg)} and ${
    mass(last.estimate.emissionsKg)
  } CO2e`;
  if (ratio === undefined || ratioRange === undefined) {
    return { headline: moreOrLess(last.differenceKg), meaning, subline };
  }
  const [low, high] = ratioRange;
  const [scale, unit] = ratio < 1 ? [100, " %"] : [1, ""];
  const ends = ratioRangeText(ratio, ratioRange, scale);
  return {
    headline: `${ratioText(ratio, scale)}${unit || " ×"}`,
    meaning,
    ...(ends !== undefined && { range: { low, value: ratio, high } }),
    subline: ends === undefined
      ? EXACT
      : `${ends}${unit} with 90 % probability`,
  };
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
    difference: moreOrLess(differenceKg),
    differenceRange: differenceRange(differenceRangeKg),
    ratio: ratio === undefined ? undefined : ratioText(ratio),
    ratioRange: ratio === undefined || ratioRange === undefined
      ? undefined
      : ratioRangeText(ratio, ratioRange) ?? "exact",
    ...causeCells(row, moreOrLess),
  };
}
