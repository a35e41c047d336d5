import { headlineText, type ResultDocument } from "../../document/document.ts";
import type { ReportItem, ReportModel } from "../facts/report_model.ts";
import { ROUNDING_RULE } from "../../rounding.ts";

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
    shown: { headline: headlineText(report), subline: report.subline },
    rounding: ROUNDING_RULE,
    total: total && { ...total, subjects: undefined, equivalents },
    sci: model.sci,
    items: model.items.map(itemOf),
    comparisons: comparisons.map(({ rows, ...rest }) => ({
      ...rest,
      rows: rows.map((row) => ({
        ...row,
        // What the function of a run returned may be anything.
        estimate: {
          ...row.estimate,
          samples: undefined,
          metrics: undefined,
          value: undefined,
        },
      })),
    })),
    regions: model.regions,
    figures: model.figures,
    publications: model.citations.list(),
    versions: model.versions,
  };
  return `${JSON.stringify(data, undefined, 2)}\n`;
}

function itemOf(
  { subject: { run, ...figures }, name, hardware, time, digits }: ReportItem,
): object {
  const shown = { name, hardware, time };
  return { ...run, samples: undefined, ...figures, digits, shown };
}
