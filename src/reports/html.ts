import { escapeHtml as e, safeUrl } from "../document/escape_html.ts";
import type {
  Cell,
  KeyFigure,
  Paragraph,
  ReportDocument,
  Section,
  Table,
} from "./report_document.ts";

// One file: no script, nothing from outside. The policy says so to the browser, too.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

const PAGE_STYLE = `
:root{color-scheme:light dark}
body{margin:0;padding:24px 16px 48px;background:#fff;color:#1a1a1a;font-family:system-ui,sans-serif}
.cc-report{margin:0 auto}
@media (prefers-color-scheme:dark){body{background:#14171a;color:#e8e8e8}}
@media print{body{padding:0;background:#fff;color:#000}}`;

// Colours come from the surroundings: text as it is there, lines and hints of it. Twice the class where JupyterLab's
// own style would win.
const STYLE = `
.cc-report{max-width:1000px;font-size:14px;line-height:1.5;color:inherit}
.cc-report h1{font-size:24px;margin:0 0 2px;overflow-wrap:anywhere}
.cc-report h2{font-size:18px;margin:32px 0 6px;overflow-wrap:anywhere}
.cc-report p{margin:6px 0;max-width:75ch;overflow-wrap:anywhere}
.cc-report .cc-by{margin:0 0 12px}
.cc-report .cc-headline{font-size:34px;font-weight:700;line-height:1.2;margin:12px 0 0}
.cc-report .cc-figures{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 16px;margin:12px 0}
.cc-report .cc-figures>div{display:contents}
.cc-report .cc-figures>div>span{overflow-wrap:anywhere}
.cc-report .cc-summary{border-left:3px solid #0072B2;padding-left:14px;margin:16px 0}
.cc-report figure{margin:12px 0}
.cc-report svg{max-width:100%;height:auto;display:block}
.cc-report .cc-scroll{overflow-x:auto}
.cc-report table{border-collapse:collapse;font-size:12px;margin:8px 0;width:auto}
.cc-report th,.cc-report td{vertical-align:top;padding:4px 10px 4px 0;border-bottom:1px solid rgba(128,128,128,.35);max-width:34em;overflow-wrap:break-word}
.cc-report.cc-report th,.cc-report.cc-report td{text-align:left}
.cc-report .cc-short{white-space:nowrap}
.cc-report tfoot td{font-weight:700}
.cc-report ul{margin:6px 0;padding-left:20px;max-width:75ch;overflow-wrap:anywhere}
.cc-report a{color:inherit;text-decoration:underline}
.cc-report .cc-footer{font-size:12px;margin-top:32px}
@media print{.cc-report .cc-scroll{overflow:visible}.cc-report table{font-size:9px}.cc-report th,.cc-report td{padding-right:5px}.cc-report figure,.cc-report tr{break-inside:avoid}}`;

/** A report as a page: one file that needs nothing else. */
export async function reportPage(report: ReportDocument): Promise<string> {
  const authors = report.authors.map((name) =>
    `<meta name="author" content="${e(name)}">\n`
  ).join("");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="generator" content="${e(report.footer)}">
${authors}<title>${e(report.title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
${await reportFragment(report)}
</body>
</html>
`;
}

/** A report as a part of a page, such as of a notebook, whose colours it takes. */
export async function reportFragment(report: ReportDocument): Promise<string> {
  const { title, authors, headline, subline, figures, summary } = report;
  const sections = await Promise.all(report.sections.map(sectionHtml));
  return `<style>${STYLE}</style>
<article class="cc-report">
<h1>${e(title)}</h1>
${authors.length > 0 ? `<p class="cc-by">${e(authors.join(", "))}</p>\n` : ""}
<div class="cc-headline">${e(headline)}</div>
<div>${e(subline)}</div>
<div class="cc-figures">${figures.map(figureHtml).join("")}</div>
<div class="cc-summary">${summary.map(paragraphHtml).join("\n")}</div>
${sections.join("\n")}
<p class="cc-footer">${e(report.footer)}</p>
</article>`;
}

// Not a <dl>: JupyterLab and nbconvert give its parts widths of their own.
function figureHtml({ label, value, note = "" }: KeyFigure): string {
  return `<div><span>${e(label)}</span> <span><b>${e(value)}</b> ${
    e(note)
  }</span></div>`;
}

function paragraphHtml(paragraph: Paragraph): string {
  const inner = paragraph.map((inline) =>
    typeof inline === "string"
      ? e(inline)
      : ` ${inline.cite.map((number) => `[${number}]`).join("")}`
  );
  return `<p>${inner.join("")}</p>`;
}

async function sectionHtml(section: Section): Promise<string> {
  const { title, paragraphs = [], lines = [], charts = [], tables = [] } =
    section;
  const drawings = await Promise.all(charts.map((chart) => chart.svg()));
  const list = lines.map((line) => `<li>${e(line)}</li>`).join("\n");
  return [
    `<section><h2>${e(title)}</h2>`,
    ...paragraphs.map(paragraphHtml),
    ...(lines.length > 0 ? [`<ul>${list}</ul>`] : []),
    // Markup of a drawing, in which all text is escaped already.
    ...drawings.map((svg) => `<figure>${svg}</figure>`),
    ...tables.map(tableHtml),
    "</section>",
  ].join("\n");
}

function tableHtml({ columns, rows, total }: Table): string {
  const head = columns.map((column) => `<th scope="col">${e(column)}</th>`);
  return `<div class="cc-scroll"><table><thead><tr>${
    head.join("")
  }</tr></thead><tbody>${rows.map(rowHtml).join("\n")}</tbody>${
    total === undefined ? "" : `<tfoot>${rowHtml(total)}</tfoot>`
  }</table></div>`;
}

function rowHtml(cells: readonly Cell[]): string {
  return `<tr>${cells.map(cellHtml).join("")}</tr>`;
}

/** What is so short stays in one line. */
const SHORT = 18;

function cellHtml(cell: Cell): string {
  const { text, url = "" } = typeof cell === "string" ? { text: cell } : cell;
  const address = safeUrl(url);
  const inner = address === undefined
    ? e(text)
    : `<a href="${e(address)}" rel="noopener">${e(text)}</a>`;
  return `<td${text.length > SHORT ? "" : ' class="cc-short"'}>${inner}</td>`;
}
