import type { Chart } from "../charts/parts/chart.ts";
import { pngOf } from "../canvas/png.ts";
import type { Comparison } from "../estimate/compare.ts";
import type { RegionComparison } from "../estimate/compare_regions.ts";
import type { Estimate } from "../estimate/result.ts";
import type { Card } from "../document/document.ts";
import { cardHtml } from "../document/html.ts";
import { cardMarkdown } from "../document/markdown.ts";
import { cardSvg } from "../document/svg.ts";
import { cardText } from "../document/text.ts";
import { chartHtml } from "./chart_html.ts";
import { comparisonCard } from "./comparison_card.ts";
import type { Bundle } from "../jupyter/mime.ts";
import { estimateCard } from "./estimate_card.ts";
import { ledgerCard, type LedgerView } from "./ledger_card.ts";
import { liveCard } from "./live_card.ts";
import { regionsCard } from "./regions_card.ts";
import { runCard } from "./run_card.ts";
import type { SensorReport } from "../sensors/report.ts";
import type { RunRecord } from "../tracker/run.ts";
import { sensorsCard } from "./sensors_card.ts";

/** What a run may take in a notebook, however long it was: 60 kB with the rest of the message. */
const MOST_LIVE_BYTES = 59_000;

/** Bytes that a letter of base64 holds. */
const BASE64 = 3 / 4;

/** An estimate in every form. */
export function estimateBundle(estimate: Estimate): Promise<Bundle> {
  return cardBundle(estimateCard(estimate));
}

/** A comparison of places in every form. */
export function regionsBundle(comparison: RegionComparison): Promise<Bundle> {
  return cardBundle(regionsCard(comparison));
}

/** A comparison of jobs in every form. */
export function comparisonBundle(comparison: Comparison): Promise<Bundle> {
  return cardBundle(comparisonCard(comparison));
}

/** What was found on the machine in every form. */
export function sensorsBundle(report: SensorReport): Promise<Bundle> {
  return cardBundle(sensorsCard(report));
}

/** A run that has ended in every form: it stands in the output that showed it live, and takes no more than that may. */
export function runBundle(run: RunRecord): Promise<Bundle> {
  return cardBundle(runCard(run), MOST_LIVE_BYTES);
}

/** A ledger in every form. */
export function ledgerBundle(view: LedgerView): Promise<Bundle> {
  return cardBundle(ledgerCard(view));
}

/** A run that goes on, or that has just ended, in the forms that are made in no time. */
export async function liveBundle(run: RunRecord): Promise<Bundle> {
  const card = run.status === "running" ? liveCard(run) : runCard(run);
  return { "text/plain": cardText(card), "text/html": await cardHtml(card) };
}

/**
 * A card in every form.
 * @param mostBytes What all of them may take together; the picture is only as sharp as they leave room for. @default Infinity
 */
export async function cardBundle(
  card: Card,
  mostBytes: number = Infinity,
): Promise<Bundle> {
  const [html, svg] = await Promise.all([cardHtml(card), cardSvg(card)]);
  const text = {
    "text/plain": cardText(card),
    "text/html": html,
    "text/markdown": cardMarkdown(card),
  };
  const room = (mostBytes - sizeOf(text)) * BASE64;
  return { ...text, "image/png": (await pngOf(svg, room)).toBase64() };
}

function sizeOf(bundle: Bundle): number {
  return new TextEncoder().encode(JSON.stringify(bundle)).length;
}

/** A chart in every form. */
export async function chartBundle(chart: Chart): Promise<Bundle> {
  const [html, png] = await Promise.all([chartHtml(chart), chart.png()]);
  return {
    "text/plain": `${chart.title}\n${chart.description}`,
    "text/html": html,
    "image/png": png.toBase64(),
  };
}
