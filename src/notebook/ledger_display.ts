import type { Card } from "../cards/card.ts";
import { cardHtml } from "../cards/card_html.ts";
import { cardMarkdown } from "../cards/card_markdown.ts";
import { cardSvg } from "../cards/card_svg.ts";
import { cardText } from "../cards/card_text.ts";
import type { Bundle } from "../cards/mime.ts";
import { pngOf } from "../charts/png.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { ledgerCard, type LedgerView } from "./ledger_card.ts";

/** A ledger in every form. */
export async function ledgerBundle(ledger: Ledger): Promise<Bundle> {
  return await bundleOf(ledgerCard(await viewOf(ledger)));
}

async function viewOf(ledger: Ledger): Promise<LedgerView> {
  const runs = await ledger.runs();
  const totals = {
    day: await ledger.total({ by: "day" }),
    name: await ledger.total({ by: "name" }),
    region: await ledger.total({ by: "region" }),
    component: await ledger.total({ by: "component" }),
  };
  const { path, notes } = ledger;
  return { path, notes, runs, totals };
}

async function bundleOf(card: Card): Promise<Bundle> {
  const [html, svg] = await Promise.all([cardHtml(card), cardSvg(card)]);
  return {
    "text/plain": cardText(card),
    "text/html": html,
    "text/markdown": cardMarkdown(card),
    "image/png": (await pngOf(svg)).toBase64(),
  };
}
