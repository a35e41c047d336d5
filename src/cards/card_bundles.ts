import { documentBundle } from "../document/bundle.ts";
import { documentHtml } from "../document/html.ts";
import { documentText } from "../document/text.ts";
import type { Comparison } from "../estimate/compare.ts";
import type { RegionComparison } from "../estimate/compare_regions.ts";
import type { Estimate } from "../estimate/result.ts";
import type { Bundle } from "../jupyter/mime.ts";
import type { SensorReport } from "../sensors/report.ts";
import type { RunRecord } from "../tracker/run.ts";
import { comparisonCard } from "./comparison_card.ts";
import { estimateCard } from "./estimate_card.ts";
import { ledgerCard, type LedgerView } from "./ledger_card.ts";
import { liveCard } from "./live_card.ts";
import { regionsCard } from "./regions_card.ts";
import { runCard } from "./run_card.ts";
import { sensorsCard } from "./sensors_card.ts";

export { chartBundle } from "../document/bundle.ts";

/** What a run may take in a notebook: 60 kB with the rest of the message. */
const MOST_RUN_BYTES = 59_000;

/** An estimate in every form. */
export function estimateBundle(estimate: Estimate): Promise<Bundle> {
  return documentBundle(estimateCard(estimate));
}

/** A comparison of places in every form. */
export function regionsBundle(comparison: RegionComparison): Promise<Bundle> {
  return documentBundle(regionsCard(comparison));
}

/** A comparison of jobs in every form. */
export function comparisonBundle(comparison: Comparison): Promise<Bundle> {
  return documentBundle(comparisonCard(comparison));
}

/** The sensors of the machine in every form. */
export function sensorsBundle(report: SensorReport): Promise<Bundle> {
  return documentBundle(sensorsCard(report));
}

/** A run that has ended in every form. It takes no more room than its live output did. */
export function runBundle(run: RunRecord): Promise<Bundle> {
  return documentBundle(runCard(run), MOST_RUN_BYTES);
}

/** A ledger in every form. */
export function ledgerBundle(view: LedgerView): Promise<Bundle> {
  return documentBundle(ledgerCard(view));
}

/** A run that is running, or has just ended, in the forms that are quick to make. */
export async function liveBundle(run: RunRecord): Promise<Bundle> {
  const card = run.status === "running" ? liveCard(run) : runCard(run);
  return {
    "text/plain": documentText(card),
    "text/html": await documentHtml(card),
  };
}
