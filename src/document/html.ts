import { BROAD_WIDTH, NARROW_WIDTH, WIDTH } from "../canvas/theme.ts";
import type { Chart } from "../charts/parts/chart.ts";
import {
  assumptionText,
  cellText,
  type DocumentTable,
  type Fact,
  type Paragraph,
  type ResultDocument,
  type Section,
  sourceSections,
  type TableCell,
  type TableRow,
} from "./document.ts";
import { escapeHtml as e, safeUrl } from "./escape_html.ts";
import {
  CHART_STYLE,
  DOCUMENT_STYLE,
  PAGE_STYLE,
  REPORT_STYLE,
} from "./style.ts";

// A page is one file without scripts. The policy tells the browser to fetch nothing.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** A document as a page of its own: one file that needs nothing else. */
export async function pageHtml(document: ResultDocument): Promise<string> {
  const authors = (document.authors ?? []).map((name) =>
    `<meta name="author" content="${e(name)}">\n`
  ).join("");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="generator" content="${e(document.footer)}">
${authors}<title>${e(document.title)}</title>
<style>${PAGE_STYLE}${DOCUMENT_STYLE}${REPORT_STYLE}</style>
</head>
<body>
${await bodyHtml(document)}
</body>
</html>
`;
}

/** A document as a part of a page, such as a notebook, whose colours it takes. */
export async function documentHtml(document: ResultDocument): Promise<string> {
  // The style is last: GitHub strips the tag and shows its rules as text.
  const style = document.form === "page"
    ? DOCUMENT_STYLE + REPORT_STYLE
    : DOCUMENT_STYLE;
  return `${await bodyHtml(document)}<style>${style}</style>`;
}

async function bodyHtml(document: ResultDocument): Promise<string> {
  const { form = "card", authors = [], chart, facts, summary = [] } = document;
  const isPage = form === "page";
  const sections = [
    ...document.sections ?? [],
    ...sourceSections(document),
  ].map(async (section) => {
    const title = e(section.title);
    const inner = await innerHtml(section);
    return isPage
      ? `<section><h2>${title}</h2>${inner}</section>`
      : `<details><summary>${title}</summary>${inner}</details>`;
  });
  return [
    isPage
      ? `<article class="carboncell cc-report"><h1>${e(document.title)}</h1>`
      : `<section class="carboncell"><div class="cc-title">${
        e(document.title)
      }</div>`,
    authors.length > 0 ? `<p class="cc-by">${e(authors.join(", "))}</p>` : "",
    `<div class="cc-headline">${e(document.headline)}</div>`,
    `<div>${e(document.subline)}</div>`,
    // Near the top, so that readers see a running run move.
    chart === undefined ? "" : await figureHtml(chart),
    // Not a <dl>: JupyterLab and nbconvert give its parts widths of their own.
    facts.length > 0
      ? `<div class="cc-facts">${facts.map(factHtml).join("")}</div>`
      : "",
    linesHtml("Assumed", (document.assumptions ?? []).map(assumptionText)),
    linesHtml("Note", document.notes ?? []),
    summary.length > 0
      ? `<div class="cc-summary">${summary.map(paragraphHtml).join("")}</div>`
      : "",
    ...await Promise.all(sections),
    `<p class="cc-footer">${e(document.footer)}</p>`,
    isPage ? "</article>" : "</section>",
  ].join("");
}

/**
 * A chart as HTML. Hidden words below it say what it shows. A page that strips drawings and
 * styles, such as GitHub, shows the words.
 */
export async function chartHtml(chart: Chart): Promise<string> {
  const { title, description } = chart;
  const words = title === description ? title : `${title}: ${description}`;
  const drawings = await drawingsHtml(chart, [...CARD_WIDTHS, BROAD_WIDTH]);
  // The style is last: GitHub strips the tag and shows its rules as text.
  return `<figure class="carboncell cc-chart"${
    wordsOf(chart)
  }>${drawings}<p style="display:none">${
    e(words)
  }</p></figure><style>${CHART_STYLE}</style>`;
}

/** All text in the markup of a drawing is escaped already. */
async function figureHtml(chart: Chart): Promise<string> {
  const drawings = await drawingsHtml(chart, CARD_WIDTHS);
  return `<figure class="cc-chart"${wordsOf(chart)}>${drawings}</figure>`;
}

/** What a chart says to screen readers, once for all of its drawings. */
function wordsOf({ title, description }: Chart): string {
  return ` role="img" aria-label="${e(title)}" aria-description="${
    e(description)
  }"`;
}

/** Widths of a chart in a card, in px, the usual one first. */
const CARD_WIDTHS = [WIDTH, NARROW_WIDTH] as const;

/** How far a drawing shrinks and grows: its text has 11 to 17 px. */
const [LEAST_SCALE, MOST_SCALE] = [0.92, 1.45];

/**
 * The drawings of a chart in several widths. The style shows that which fits. Without a style only
 * the first is shown.
 */
async function drawingsHtml(
  chart: Chart,
  widths: readonly number[],
): Promise<string> {
  const svgs = await Promise.all(widths.map((width) => chart.svg({ width })));
  // A plot of the user's own may have a width of its own.
  return [...new Set(svgs)].map((svg, index, { length }) => {
    const width = Number(/ width="([\d.]+)"/.exec(svg)?.[1] ?? WIDTH);
    const [least, most] = [LEAST_SCALE, MOST_SCALE].map((scale) =>
      Math.round(scale * width)
    );
    const name = length === 1 ? "only" : DRAWINGS[index];
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

function factHtml({ label, value, note = "" }: Fact): string {
  return `<div><span>${e(label)} </span><span><b>${e(value)}</b> ${
    e(note)
  }</span></div>`;
}

function linesHtml(kind: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  const paragraphs = lines.map((line) => `<p><b>${kind}: </b>${e(line)}</p>`);
  return `<div class="cc-lines">${paragraphs.join("")}</div>`;
}

function paragraphHtml(paragraph: Paragraph): string {
  const inner = paragraph.map((inline) =>
    typeof inline === "string"
      ? e(inline)
      : ` ${inline.cite.map((number) => `[${number}]`).join("")}`
  );
  return `<p>${inner.join("")}</p>`;
}

async function innerHtml(section: Section): Promise<string> {
  const { paragraphs = [], lines = [], charts = [], tables = [], chartNote } =
    section;
  return [
    ...paragraphs.map(paragraphHtml),
    lines.length > 0
      ? `<ul>${lines.map((line) => `<li>${e(line)}</li>`).join("")}</ul>`
      : "",
    chartNote === undefined ? "" : paragraphHtml([chartNote]),
    ...await Promise.all(charts.map(figureHtml)),
    ...tables.map(tableHtml),
  ].join("");
}

function tableHtml({ columns, rows, total }: DocumentTable): string {
  const keys = Object.keys(columns);
  const head = Object.values(columns).map((heading) =>
    `<th scope="col">${e(heading)}</th>`
  );
  const rowHtml = (row: TableRow) =>
    `<tr>${keys.map((key) => cellHtml(row[key])).join("")}</tr>`;
  return `<div class="cc-scroll"><table><thead><tr>${
    head.join("")
  }</tr></thead><tbody>${rows.map(rowHtml).join("")}</tbody>${
    total === undefined ? "" : `<tfoot>${rowHtml(total)}</tfoot>`
  }</table></div>`;
}

/** Longer cells may break into lines. */
const LONG = 18;

function cellHtml(cell: TableCell = ""): string {
  const text = cellText(cell);
  const address = typeof cell === "string" ? undefined : safeUrl(cell.url);
  const inner = address === undefined
    ? e(text)
    : `<a href="${e(address)}" rel="noopener">${e(text)}</a>`;
  return `<td${text.length > LONG ? ' class="cc-long"' : ""}>${inner}</td>`;
}
