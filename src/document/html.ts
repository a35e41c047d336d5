import {
  type Document,
  type Element,
  loadPageDocument,
} from "../canvas/dom.ts";
import type { SourcedFigure } from "../catalog/sourced_figure.ts";
import type { Card, CardTable, Fact } from "./document.ts";
import { figureText, sourceText } from "./text.ts";

// Colours come from the notebook's theme: text as it is there, lines and hints of it.
// Twice the class where JupyterLab's own style would win. On paper nothing can be unfolded or scrolled, so there
// all of it stands.
const STYLE = `
.carboncell{color:inherit;font-family:var(--jp-ui-font-family,system-ui,sans-serif);font-size:13px;line-height:1.45;max-width:760px;padding:2px 0}
.carboncell .cc-title{font-weight:600;overflow-wrap:anywhere}
.carboncell .cc-headline{font-size:26px;font-weight:700;line-height:1.25;margin:2px 0 0}
.carboncell .cc-facts{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:8px 0}
.carboncell .cc-facts>div{display:contents}
.carboncell .cc-facts>div>span{overflow-wrap:anywhere}
.carboncell .cc-lines{border-left:3px solid #D55E00;margin:8px 0;padding:2px 0 2px 10px}
.carboncell .cc-lines p{margin:0}
.carboncell svg{max-width:100%;height:auto;display:block}
.carboncell details{margin:6px 0}
.carboncell summary{cursor:pointer}
.carboncell .cc-scroll{max-height:320px;overflow:auto}
.carboncell table{border-collapse:collapse;font-size:12px;margin:4px 0}
.carboncell th,.carboncell td{padding:2px 10px 2px 0;vertical-align:top;border-bottom:1px solid rgba(128,128,128,.35)}
.carboncell.carboncell th,.carboncell.carboncell td{text-align:left}
.carboncell a{color:inherit;text-decoration:underline}
.carboncell .cc-footer{font-size:11px;margin:4px 0 0}
@media print{
.carboncell details::details-content{content-visibility:visible;block-size:auto}
.carboncell .cc-scroll{max-height:none;overflow:visible}
.carboncell .cc-scroll table{font-size:9px}
.carboncell .cc-scroll th,.carboncell .cc-scroll td{padding-right:5px}
}`;

/** Makes an element of text and other elements; text is escaped by the document. */
function element(
  document: Document,
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (Element | string)[]
): Element {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

type Make = (
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (Element | string)[]
) => Element;

/** Where the chart goes: its markup is put in as it is, once all text is escaped. */
const CHART_PLACE = "<figure></figure>";

/** A card as HTML: no script, nothing from outside, and readable without its style. */
export async function cardHtml(card: Card): Promise<string> {
  const document = await loadPageDocument();
  const make: Make = (name, attributes, ...children) =>
    element(document, name, attributes, ...children);
  const section = make(
    "section",
    { class: "carboncell" },
    make("div", { class: "cc-title" }, card.title),
    make("div", { class: "cc-headline" }, card.headline),
    make("div", {}, card.subline),
    // High up, so that a run that goes on is seen to do so.
    ...(card.chart === undefined ? [] : [make("figure", {})]),
    ...(card.facts.length > 0 ? [factList(make, card.facts)] : []),
    ...lineList(make, "Assumed", card.assumptions),
    ...lineList(make, "Note", card.notes ?? []),
    ...(card.table === undefined ? [] : [folded(make, card.table)]),
    ...(card.sources.length > 0 ? [sourceTable(make, card.sources)] : []),
    make("p", { class: "cc-footer" }, card.footer),
  );
  // Of a name with a blank line in it, Markdown would make a paragraph.
  const html = section.outerHTML.replace(/\s*\n\s*/g, " ");
  const chart = await card.chart?.svg() ?? "";
  // A function, since "$" in a replacement text has a meaning of its own.
  const filled = html.replace(
    CHART_PLACE,
    () => `<figure style="margin:8px 0">${chart}</figure>`,
  );
  // Last, as where styles are not wanted their rules may show as text: so does GitHub's Markdown.
  return `${filled}<style>${STYLE}</style>`;
}

// Not a <dl>: JupyterLab and nbconvert give its parts widths of their own.
function factList(make: Make, facts: readonly Fact[]): Element {
  return make(
    "div",
    { class: "cc-facts" },
    ...facts.map(({ label, value, note = "" }) =>
      make(
        "div",
        {},
        make("span", {}, `${label} `),
        make("span", {}, make("b", {}, value), ` ${note}`),
      )
    ),
  );
}

function lineList(
  make: Make,
  kind: string,
  lines: readonly string[],
): Element[] {
  if (lines.length === 0) return [];
  const paragraphs = lines.map((line) =>
    make("p", {}, make("b", {}, `${kind}: `), line)
  );
  return [make("div", { class: "cc-lines" }, ...paragraphs)];
}

function folded(make: Make, table: CardTable): Element {
  return make(
    "details",
    {},
    make("summary", {}, table.title),
    make("div", { class: "cc-scroll" }, tableOf(make, table)),
  );
}

function tableOf(make: Make, { columns, rows }: CardTable): Element {
  return make(
    "table",
    {},
    make(
      "thead",
      {},
      make("tr", {}, ...columns.map((text) => make("th", {}, text))),
    ),
    make(
      "tbody",
      {},
      ...rows.map((row) =>
        make("tr", {}, ...row.map((text) => make("td", {}, text)))
      ),
    ),
  );
}

function sourceTable(make: Make, sources: readonly SourcedFigure[]): Element {
  const rows = sources.map((figure) =>
    make(
      "tr",
      {},
      make("td", {}, figure.what),
      make("td", {}, figureText(figure)),
      make("td", {}, sourceLink(make, figure)),
    )
  );
  const heads = ["figure", "value", "source"].map((h) => make("th", {}, h));
  return make(
    "details",
    {},
    make("summary", {}, `Sources of the ${sources.length} figures used`),
    make(
      "table",
      {},
      make("thead", {}, make("tr", {}, ...heads)),
      make("tbody", {}, ...rows),
    ),
  );
}

function sourceLink(make: Make, figure: SourcedFigure): Element | string {
  const text = sourceText(figure);
  return figure.url === undefined
    ? text
    : make("a", { href: figure.url, rel: "noopener" }, text);
}
