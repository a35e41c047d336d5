import { atEdge } from "./session/edge.ts";
import type { Reportables } from "../reports/facts/items.ts";
import type { ReportOptions } from "../reports/facts/report_options.ts";
import type { Report, ShowableReport } from "../reports/report.ts";
import { displayed, displayOf } from "./session/display.ts";
import { lateModule } from "../late.ts";

const reports = lateModule(
  new URL("../reports/report.ts", import.meta.url),
  () => import("../reports/report.ts"),
);

const DISPLAY = displayOf<ShowableReport>((_, value) => value.bundle());

/**
 * A report on runs, estimates and comparisons: a page, a paragraph for a paper, a model card or a
 * table. In a notebook the result shows itself as a page.
 *
 * The total is that of the runs. Estimates count only if there are no runs, as a plan and its run
 * are the same work. What a run shares with a run around it counts once. A report says what was
 * measured, modelled and assumed, how old the data are, and what providers claim. Its figures have
 * the digits that the 90 % range supports, the same in every format; only CSV and JSON, which
 * programs read, are not rounded.
 *
 * @param items One thing to report or a list of them; see {@linkcode Reportables}
 * @param options Title, author and the like; see {@linkcode ReportOptions}
 * @throws {TypeError} If an item is none of these, a run is not over, or an option does not fit
 * @throws {RangeError} If there is nothing to report, or an option is out of its range
 * @see Software carbon intensity, ISO/IEC 21031: https://sci.greensoftware.foundation
 *
 * @example A paragraph for a paper, and the emissions of an epoch
 * ```ts
 * import assert from "node:assert/strict";
 * import { estimate, report } from "@carboncell/carboncell";
 *
 * const job = { hardware: "A100", count: 8, hours: 120, provider: "gcp", region: "us-central1" };
 * const page = report(estimate(job), {
 *   title: "Training of a small model",
 *   author: "A. Researcher",
 *   per: { unit: "epoch", count: 20 },
 * });
 * assert((await page.latex()).includes("\\cite{lacoste2019quantifying}"));
 * assert((await page.modelCard()).startsWith("---\nco2_eq_emissions:\n"));
 * ```
 */
export function report(
  items: Reportables,
  options: ReportOptions = {},
): Report {
  return atEdge(() => {
    const { ShowableReport } = reports();
    return displayed(new ShowableReport(items, options), DISPLAY);
  });
}
