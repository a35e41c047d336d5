import type { Chart } from "../charts/chart.ts";
import { pngOf } from "../charts/png.ts";
import type { Card } from "./card.ts";
import { cardHtml } from "./card_html.ts";
import { cardMarkdown } from "./card_markdown.ts";
import { cardSvg } from "./card_svg.ts";
import { cardText } from "./card_text.ts";
import type { Bundle } from "./display.ts";

/** A card in every form. */
export async function cardBundle(card: Card): Promise<Bundle> {
  const [html, svg] = await Promise.all([cardHtml(card), cardSvg(card)]);
  return {
    "text/plain": cardText(card),
    "text/html": html,
    "text/markdown": cardMarkdown(card),
    "image/png": (await pngOf(svg)).toBase64(),
  };
}

/** A chart in every form. */
export async function chartBundle(chart: Chart): Promise<Bundle> {
  const [svg, png] = await Promise.all([chart.svg(), chart.png()]);
  return {
    "text/plain": `${chart.title}\n${chart.description}`,
    "text/html":
      `<figure class="carboncell" style="margin:8px 0">${svg}</figure>`,
    "image/png": png.toBase64(),
  };
}
