import type { Footprint } from "../../estimate/result.ts";
import type { ResultDocument } from "../../document/document.ts";
import type { ReportItem, ReportModel } from "../facts/report_model.ts";
import { ROUNDING_RULE } from "../../rounding.ts";
import type { ReportTotal } from "../facts/report_total.ts";

/** Version of the JSON. It changes when a reader of the old one would be wrong. */
const FORMAT = 1;

/**
 * A report as data: figures that are not rounded, with the digits that their ranges support and
 * the text that the other formats show. Samples of runs are left out, as a ledger keeps them.
 */
export function reportJson(model: ReportModel, report: ResultDocument): string {
  const { comparisons, total, equivalents } = model;
  const data = {
    format: FORMAT,
    title: model.title,
    authors: model.authors,
    shown: { headline: report.headline, subline: report.subline },
    rounding: ROUNDING_RULE,
    total: total && { ...sumsOf(total), equivalents },
    sci: model.sci,
    items: model.items.map(itemOf),
    comparisons: comparisons.map(({ rows, ...rest }) => ({
      ...rest,
      rows: rows.map((row) => ({ ...row, estimate: plain(row.estimate) })),
    })),
    regions: model.regions,
    figures: model.figures,
    publications: model.citations.list(),
    versions: model.versions,
  };
  return `${JSON.stringify(data, undefined, 2)}\n`;
}

function sumsOf({ subjects: _, ...sums }: ReportTotal): object {
  return sums;
}

function itemOf(
  { subject: { run, ...figures }, name, hardware, time, digits }: ReportItem,
): object {
  const { samples: _, ...facts } = run ?? { samples: [] };
  return { ...facts, ...figures, digits, shown: { name, hardware, time } };
}

/** Leaves out the samples of a run and what its function returned, which may be anything. */
function plain(footprint: Footprint): object {
  const { samples: _, metrics: __, value: ___, ...rest } = footprint as
    & Footprint
    & Readonly<Record<"samples" | "metrics" | "value", unknown>>;
  return rest;
}
