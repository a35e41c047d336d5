import { BROAD_WIDTH, NARROW_WIDTH, WIDTH } from "../canvas/theme.ts";
import type { Chart } from "../charts/parts/chart.ts";
import { escapeHtml as e } from "./escape_html.ts";
import { CHART_STYLE, styleHtml } from "./style.ts";

/**
 * A chart as HTML. Hidden words below it say what it shows. A page that strips drawings and
 * styles, such as GitHub, shows the words.
 */
export async function chartHtml(chart: Chart): Promise<string> {
  const { title, description } = chart;
  const words = title === description ? title : `${title}: ${description}`;
  const drawings = await drawingsHtml(chart, [...CARD_WIDTHS, BROAD_WIDTH]);
  return `<figure class="carboncell cc-chart"${
    wordsOf(chart)
  }>${drawings}<p style="display:none">${e(words)}</p></figure>${
    styleHtml(CHART_STYLE)
  }`;
}

/** A chart as a part of a card or a page. All text in its markup is escaped already. */
export async function figureHtml(chart: Chart): Promise<string> {
  const drawings = await drawingsHtml(chart, CARD_WIDTHS);
  return `<figure class="cc-chart"${wordsOf(chart)}>${drawings}</figure>`;
}

/**
 * The room of a chart that is drawn later.
 * @param height Height of its drawings, in px
 */
export function blankFigureHtml(height: number): string {
  const svgs = CARD_WIDTHS.map((width) =>
    `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"></svg>`
  );
  return `<figure class="cc-chart">${fittingHtml(svgs)}</figure>`;
}

/** What a chart says to screen readers, once for all of its drawings. */
function wordsOf({ title, description }: Chart): string {
  return ` role="img" aria-label="${e(title)}" aria-description="${
    e(description)
  }"`;
}

/** Widths of a chart in a card, in px, the usual one first. */
const CARD_WIDTHS = [WIDTH, NARROW_WIDTH] as const;

/** All drawings of a chart take no more than this, but for the first. */
const MOST_BYTES = 40_000;

/** How far a drawing shrinks and grows: its text has 11 to 17 px. */
const [LEAST_SCALE, MOST_SCALE] = [0.92, 1.45];

async function drawingsHtml(
  chart: Chart,
  widths: readonly number[],
): Promise<string> {
  return fittingHtml(
    await Promise.all(widths.map((width) => chart.svg({ width }))),
  );
}

/**
 * Drawings of several widths. The style shows that which fits. Without a style only the first is
 * shown.
 */
function fittingHtml(svgs: readonly string[]): string {
  let bytes = 0;
  const fitting = svgs.filter((svg, index) =>
    // A plot of the user's own may have a width of its own.
    svgs.indexOf(svg) === index &&
    ((bytes += svg.length) <= MOST_BYTES || index === 0)
  );
  return fitting.map((svg, index, { length }) => {
    const width = Number(/ width="([\d.]+)"/.exec(svg)?.[1] ?? WIDTH);
    const [least, most] = [LEAST_SCALE, MOST_SCALE].map((scale) =>
      Math.round(scale * width)
    );
    const name = length === 1 ? "only" : DRAWINGS[svgs.indexOf(svg)];
    return svg
      .replace(/<svg[^>]*>/g, (tag) => tag.replace(SPOKEN, ""))
      .replace(
        /^<svg(?:([^>]*) style="([^"]*)")?/,
        (_, before = "", style = "") =>
          `<svg class="cc-${name}"${index > 0 ? ' display="none"' : ""}` +
          `${before} style="min-width:${least}px;max-width:${most}px;${style}"`,
      );
  }).join("");
}

/** What the figure around a drawing says for it. */
const SPOKEN = / (?:role|aria-label|aria-description)="[^"]*"/g;

/** Names of the drawings in the style. */
const DRAWINGS = ["wide", "narrow", "broad"];
