import { documentBundle } from "../document/bundle.ts";
import type { ResultDocument } from "../document/document.ts";
import { documentHtml } from "../document/html.ts";
import { documentText } from "../document/text.ts";
import type { Bundle } from "../jupyter/mime.ts";
import type { RunRecord } from "../tracker/run.ts";
import { liveCard } from "./live_card.ts";
import { runCard } from "./run_card.ts";
import { toldOnce } from "./parts/told_once.ts";

export { chartBundle, tableBundle } from "../document/bundle.ts";
export { documentText } from "../document/text.ts";
export { runCard } from "./run_card.ts";
export { bestTimeCard } from "./best_time_card.ts";
export { catalogCard, tableCard } from "./catalog_card.ts";
export { comparisonCard } from "./comparison_card.ts";
export { estimateCard } from "./estimate_card.ts";
export { importCard } from "./import_card.ts";
export { jobLogCard, jobRowsCard } from "./job_log_card.ts";
export { ledgerCard } from "./ledger_card.ts";
export { runTableCard } from "./run_table_card.ts";
export { regionsCard } from "./regions_card.ts";
export { sensorsCard } from "./sensors_card.ts";

/** What a run may take in a notebook: 60 kB with the rest of the message. */
const MOST_RUN_BYTES = 59_000;

/** What the sources of calls to models add to that, so that the picture stays legible. */
const MOST_CALL_BYTES = 20_000;

/**
 * A card in every form. It tells in full only what no card of the session has told.
 * @param card The card
 * @param mostBytes Size of all forms. @default Infinity
 */
export function cardBundle(
  card: ResultDocument,
  mostBytes?: number,
): Promise<Bundle> {
  return documentBundle(toldOnce(card), mostBytes);
}

/** A run that has ended in every form. It takes no more room than its live output did. */
export function runBundle(run: RunRecord): Promise<Bundle> {
  const most = MOST_RUN_BYTES + (run.calls.length > 0 ? MOST_CALL_BYTES : 0);
  return cardBundle(runCard(run), most);
}

/** A run that is running, or has just ended, in the forms that are quick to make. */
export async function liveBundle(run: RunRecord): Promise<Bundle> {
  const card = run.status === "running" ? liveCard(run) : runCard(run);
  return {
    "text/plain": documentText(card),
    "text/html": await documentHtml(card),
  };
}
