import {
  type Document,
  type Element,
  loadDrawingDocument,
  markupOf,
} from "../canvas/dom.ts";
import { heightOf } from "../charts/parts/stacked.ts";
import { LETTER_WIDTH } from "../charts/parts/text_width.ts";
import { FONT_FAMILY, FONT_SIZE, WIDTH } from "../canvas/theme.ts";
import { clipped } from "../format.ts";
import {
  assumptionText,
  figureText,
  plainText,
  type ResultDocument,
  sourceText,
} from "./document.ts";

const SVG = "http://www.w3.org/2000/svg";
/** Characters of the normal size that fit into a line. */
const LINE_CHARS = Math.floor(WIDTH / LETTER_WIDTH);

const HEADLINE_SIZE = 26;

/** Lines of a kind in a picture. The picture stays small; the HTML and the text have them all. */
const MAX_LINES = 40;
/** Longest text in a picture, for the same reason. */
const MAX_CHARS = 1000;

/** A line of text in the picture. */
interface Line {
  readonly text: string;
  readonly size: number;
  readonly bold?: boolean;
  readonly gap?: number;
}

/** A document as a drawing for paper: its head, its first chart, and every line unfolded. */
export async function documentSvg(shown: ResultDocument): Promise<string> {
  const document = await loadDrawingDocument();
  const chart = await (shown.chart ?? shown.sections?.[0]?.charts?.[0])?.svg();
  const [drawn, y] = drawLines(document, headLines(shown), 6);
  const chartHeight = chart === undefined ? 0 : heightOf(chart) + 12;
  const below = [...factLines(shown), ...sourceLines(shown)];
  const [tail, bottom] = drawLines(document, below, y + chartHeight);
  const root = document.createElementNS(SVG, "svg");
  const attributes = {
    xmlns: SVG,
    width: String(WIDTH),
    height: String(Math.ceil(bottom + 8)),
    "font-family": FONT_FAMILY,
    fill: "currentColor",
  };
  for (const [key, value] of Object.entries(attributes)) {
    root.setAttribute(key, value);
  }
  root.append(...drawn, ...tail);
  const placed = chart?.replace("<svg", `<svg y="${y + 6}"`) ?? "";
  return markupOf(root).replace(/<\/svg>$/, () => `${placed}</svg>`);
}

function headLines(
  { title, authors = [], headline, subline }: ResultDocument,
): Line[] {
  return [
    ...wrapped([title, ...authors].join(", "), FONT_SIZE + 1, true),
    ...wrapped(headline, HEADLINE_SIZE, true, 6),
    ...wrapped(subline, FONT_SIZE),
  ];
}

function factLines(document: ResultDocument): Line[] {
  const { facts, assumptions = [], notes = [], summary = [] } = document;
  const shown = facts.slice(0, MAX_LINES).map(({ label, value, note }) =>
    `${label}: ${value}${note === undefined ? "" : ` (${note})`}`
  );
  const remarks = [
    ...assumptions.map((it) => `Assumed: ${assumptionText(it)}`),
    ...notes.map((text) => `Note: ${text}`),
  ];
  const paragraphs = summary.map((paragraph) => [plainText(paragraph)]);
  return [shown, remarks, ...paragraphs].flatMap((texts) =>
    block(texts, FONT_SIZE, 8)
  );
}

function sourceLines(
  { facts, assumptions = [], sources = [], footer }: ResultDocument,
): Line[] {
  const size = FONT_SIZE - 2;
  // An assumption shows its source already.
  const others = sources.filter((figure) => !assumptions.includes(figure));
  const left = Math.max(0, facts.length - MAX_LINES) +
    Math.max(0, others.length - MAX_LINES);
  const texts = others.slice(0, MAX_LINES).map((figure) =>
    `${figure.what}: ${figureText(figure)}. ${sourceText(figure)}`
  );
  return [
    ...block(texts, size, 10),
    ...(left > 0 ? wrapped(`and ${left} more lines`, size) : []),
    ...wrapped(footer, size, false, 6),
  ];
}

/** Texts below each other, with a gap above the first. */
function block(texts: readonly string[], size: number, gap: number): Line[] {
  return texts.flatMap((text, index) =>
    wrapped(text, size, false, index === 0 ? gap : 0)
  );
}

/** Text in as many lines as it needs. A word longer than a line is cut. */
function wrapped(text: string, size: number, bold = false, gap = 0): Line[] {
  const width = Math.floor(LINE_CHARS * FONT_SIZE / size);
  const line = `\\S.{0,${width - 1}}(?=\\s|$)|\\S{${width}}`;
  const pattern = new RegExp(line, "gu");
  const parts = clipped(text, MAX_CHARS).match(pattern) ?? [];
  return parts.map((part, index) => ({
    text: part,
    size,
    bold,
    gap: index === 0 ? gap : 0,
  }));
}

function drawLines(
  document: Document,
  lines: readonly Line[],
  top: number,
): [Element[], number] {
  let y = top;
  const drawn = lines.map(({ text, size, bold, gap = 0 }) => {
    y += gap + size * 1.4;
    const element = document.createElementNS(SVG, "text");
    element.setAttribute("x", "4");
    // On whole pixels equal letters have equal pixels, which pack well.
    element.setAttribute("y", String(Math.round(y)));
    element.setAttribute("font-size", String(size));
    if (bold) element.setAttribute("font-weight", "bold");
    element.append(text);
    return element;
  });
  return [drawn, y];
}
