import { typeset } from "../format.ts";
import {
  type Assumption,
  assumptionText,
  cellText,
  type DocumentTable,
  type Fact,
  foldedParts,
  furtherFacts,
  glance,
  type Paragraph,
  type ResultDocument,
  type Section,
  sourceSections,
  type TableCell,
  type TableRow,
} from "./document.ts";
import { escapeHtml, safeUrl } from "./escape_html.ts";
import { figureHtml } from "./figure_html.ts";
import { rangeBar } from "./range_bar.ts";
import {
  DOCUMENT_STYLE,
  PAGE_STYLE,
  REPORT_STYLE,
  styleHtml,
} from "./style.ts";

/** Text of ours or of the user, set as on a page. */
const e = (text: string) => escapeHtml(typeset(text));

// A page is one file without scripts. The policy tells the browser to fetch nothing.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** A document as a page of its own: one file that needs nothing else. */
export async function pageHtml(document: ResultDocument): Promise<string> {
  const authors = (document.authors ?? []).map((name) =>
    `<meta name="author" content="${escapeHtml(name)}">\n`
  ).join("");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="generator" content="${escapeHtml(document.footer)}">
${authors}<title>${e(document.title)}</title>
<style>${PAGE_STYLE}${DOCUMENT_STYLE}${REPORT_STYLE}</style>
</head>
<body>
<main>${await bodyHtml(document)}</main>
</body>
</html>
`;
}

/** A document as a part of a page, such as a notebook, whose colours it takes. */
export async function documentHtml(document: ResultDocument): Promise<string> {
  const style = document.form === "page"
    ? DOCUMENT_STYLE + REPORT_STYLE
    : DOCUMENT_STYLE;
  return await bodyHtml(document) + styleHtml(style);
}

async function bodyHtml(document: ResultDocument): Promise<string> {
  return document.form === "page"
    ? await reportHtml(document)
    : await cardHtml(document);
}

async function reportHtml(document: ResultDocument): Promise<string> {
  const { title, authors = [], chart, summary = [], sections = [] } = document;
  const { assumptions = [], notes = [] } = document;
  return [
    `<article class="carboncell cc-report"><h1>${e(title)}</h1>`,
    authors.length > 0 ? `<p class="cc-by">${e(authors.join(", "))}</p>` : "",
    headHtml(document),
    chart === undefined ? "" : await figureHtml(chart),
    factsHtml(glance(document)),
    summary.length > 0
      ? `<div class="cc-summary">${summary.map(paragraphHtml).join("")}</div>`
      : "",
    assumptionsHtml(assumptions, []),
    listHtml("Notes", notes),
    ...await Promise.all(
      sections.map(async (section) =>
        `<section><h2>${e(section.title)}</h2>${await innerHtml(
          section,
        )}</section>`
      ),
    ),
    `<p class="cc-footer">${e(document.footer)}</p></article>`,
  ].join("");
}

/** A card: what to see at a glance, and below it a line that unfolds the rest. */
async function cardHtml(document: ResultDocument): Promise<string> {
  const { title, state, place, reason, chart, saved, footer } = document;
  return [
    `<section class="carboncell${
      document.isLive ? " cc-live" : ""
    }"><div class="cc-title"><b>${e(title)}</b>`,
    state === undefined ? "" : ` <span class="cc-state">${e(state)}</span>`,
    place === undefined ? "" : ` <span class="cc-muted">· ${e(place)}</span>`,
    "</div>",
    headHtml(document),
    reason === undefined ? "" : `<div class="cc-reason">${e(reason)}</div>`,
    // Near the top, so that readers see a running run move.
    chart === undefined ? "" : await figureHtml(chart),
    factsHtml(glance(document)),
    `<div class="cc-more">${await foldedHtml(document)}<span class="cc-muted">${
      e([saved, footer].filter((text) => text !== undefined).join(" · "))
    }</span></div></section>`,
  ].join("");
}

function headHtml(
  { headline, meaning, range, subline }: ResultDocument,
): string {
  return [
    `<div class="cc-head"><div class="cc-headline"><b>${e(headline)}</b>`,
    meaning === undefined ? "" : ` <span>${e(meaning)}</span>`,
    '</div><div class="cc-range cc-muted">',
    range === undefined ? "" : rangeBar(range, 'aria-hidden="true"'),
    `<div>${e(subline)}</div></div></div>`,
  ].join("");
}

// Not a <dl>: JupyterLab and nbconvert give its parts widths of their own.
function factsHtml(
  facts: readonly Fact[],
  look: "cc-facts" | "cc-rows" = "cc-facts",
): string {
  return facts.length === 0
    ? ""
    : `<div class="${look}">${facts.map(factHtml).join("")}</div>`;
}

function factHtml({ label, value, note = "" }: Fact): string {
  return `<div><span class="cc-muted">${e(label)}</span> <b>${e(value)}</b>${
    note === "" ? "" : ` <span class="cc-muted">${e(note)}</span>`
  }</div>`;
}

async function foldedHtml(document: ResultDocument): Promise<string> {
  const parts = foldedParts(document);
  if (parts.length === 0) return "";
  const { assumptions = [], repeated = [], notes = [] } = document;
  const sections = [...document.sections ?? [], ...sourceSections(document)];
  return [
    `<details><summary>${e(parts.join(" · "))}</summary>`,
    factsHtml(furtherFacts(document), "cc-rows"),
    assumptionsHtml(assumptions, repeated),
    listHtml("Notes", notes),
    ...await Promise.all(
      sections.map(async (section) =>
        partHtml(section.title) + await innerHtml(section)
      ),
    ),
    "</details>",
  ].join("");
}

function assumptionsHtml(
  assumptions: readonly Assumption[],
  repeated: readonly Assumption[],
): string {
  const told = repeated.map(assumptionText);
  return listHtml("Assumptions", assumptions.map(assumptionText)) +
    (told.length === 0
      ? ""
      : `<details><summary>Assumptions as above</summary>${
        listHtml(undefined, told)
      }</details>`);
}

// No heading: it would join the table of contents of the notebook.
function partHtml(title: string): string {
  return `<p class="cc-part"><b>${e(title)}</b></p>`;
}

function listHtml(
  title: string | undefined,
  lines: readonly string[],
): string {
  if (lines.length === 0) return "";
  return `${title === undefined ? "" : partHtml(title)}<ul>${
    lines.map((line) => `<li>${e(line)}</li>`).join("")
  }</ul>`;
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
    listHtml(undefined, lines),
    chartNote === undefined ? "" : paragraphHtml([chartNote]),
    ...await Promise.all(charts.map(figureHtml)),
    ...tables.map(tableHtml),
  ].join("");
}

/**
 * A document that is mostly a table: its title, and the table of its first section in view.
 * @param document With a table
 */
export function openTableHtml(
  { title, headline, subline, sections }: ResultDocument,
): string {
  const tables = sections?.[0]?.tables ?? [];
  return `<section class="carboncell"><div class="cc-title"><b>${
    e(title)
  }</b> <span class="cc-muted">· ${e(headline)}, ${e(subline)}</span></div>${
    tables.map(tableHtml).join("")
  }</section>${styleHtml(DOCUMENT_STYLE)}`;
}

function tableHtml({ columns, rows, total }: DocumentTable): string {
  const keys = Object.keys(columns);
  const head = Object.values(columns).map((heading) =>
    `<th scope="col">${e(heading)}</th>`
  );
  const rowHtml = (row: TableRow) =>
    `<tr>${keys.map((key) => cellHtml(row[key])).join("")}</tr>`;
  // With the keyboard only what has the focus scrolls.
  return `<div class="cc-scroll" tabindex="0"><table><thead><tr>${
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
    : `<a href="${escapeHtml(address)}" rel="noopener">${e(text)}</a>`;
  return `<td${text.length > LONG ? ' class="cc-long"' : ""}>${inner}</td>`;
}
