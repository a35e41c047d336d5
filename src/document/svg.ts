import {
  type Document,
  type Element,
  loadDrawingDocument,
  markupOf,
} from "../canvas/dom.ts";
import { FONT_FAMILY, FONT_SIZE, WIDTH } from "../canvas/theme.ts";
import type { SourcedFigure } from "../catalog/sourced_figure.ts";
import { clipped } from "../format.ts";
import type { Card } from "./document.ts";
import { figureText, sourceText } from "./text.ts";

const SVG = "http://www.w3.org/2000/svg";
/** Characters of the normal size that fit into a line, reckoned by a wide letter. */
const LINE_CHARS = Math.floor(WIDTH / (FONT_SIZE * 0.54));

const HEADLINE_SIZE = 26;

/** Lines of a kind in a picture of bounded size; the HTML and the text have them all. */
const MAX_LINES = 40;
/** Longest text of the picture, for the same reason. */
const MAX_CHARS = 1000;

/** A line of text in the picture. */
interface Line {
  readonly text: string;
  readonly size: number;
  readonly bold?: boolean;
  readonly gap?: number;
}

/** A card as a drawing, for paper: everything unfolded. */
export async function cardSvg(card: Card): Promise<string> {
  const document = await loadDrawingDocument();
  const chart = await card.chart?.svg();
  const [drawn, y] = drawLines(document, headLines(card), 6);
  const chartHeight = chart === undefined ? 0 : heightOf(chart) + 12;
  const [tail, bottom] = drawLines(document, tailLines(card), y + chartHeight);
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

function heightOf(svg: string): number {
  return Number(/^<svg[^>]*?\sheight="([\d.]+)"/.exec(svg)?.[1] ?? 0);
}

function headLines(card: Card): Line[] {
  return [
    ...wrapped(card.title, FONT_SIZE + 1, true),
    ...wrapped(card.headline, HEADLINE_SIZE, true, 6),
    ...wrapped(card.subline, FONT_SIZE),
  ];
}

function factLines(card: Card): Line[] {
  const lines: Line[] = [];
  card.facts.slice(0, MAX_LINES).forEach(({ label, value, note }, index) => {
    const text = `${label}: ${value}${note === undefined ? "" : ` (${note})`}`;
    lines.push(...wrapped(text, FONT_SIZE, false, index === 0 ? 8 : 0));
  });
  const remarks = [
    ...card.assumptions.map((text) => `Assumed: ${text}`),
    ...(card.notes ?? []).map((text) => `Note: ${text}`),
  ];
  remarks.forEach((text, index) =>
    lines.push(...wrapped(text, FONT_SIZE, false, index === 0 ? 8 : 0))
  );
  return lines;
}

function tailLines(card: Card): Line[] {
  return [...factLines(card), ...sourceLines(card)];
}

function sourceLines(card: Card): Line[] {
  const size = FONT_SIZE - 2;
  const sources = card.sources.filter((figure) => !isAmong(figure, card));
  const left = card.facts.length + sources.length -
    Math.min(card.facts.length, MAX_LINES) -
    Math.min(sources.length, MAX_LINES);
  return [
    ...sources.slice(0, MAX_LINES).flatMap((figure, index) =>
      wrapped(
        `${figure.what}: ${figureText(figure)}. ${sourceText(figure)}`,
        size,
        false,
        index === 0 ? 10 : 0,
      )
    ),
    ...(left > 0 ? wrapped(`and ${left} lines more`, size) : []),
    ...wrapped(card.footer, size, false, 6),
  ];
}

/** Whether a figure stands among the assumptions, with its source. */
function isAmong(figure: SourcedFigure, { assumptions }: Card): boolean {
  const start = `${figure.what} ${figureText(figure)}, `;
  return figure.assumed && assumptions.some((line) => line.startsWith(start));
}

/** Text in as many lines as it needs; a word longer than a line is cut. */
function wrapped(text: string, size: number, bold = false, gap = 0): Line[] {
  const width = Math.floor(LINE_CHARS * FONT_SIZE / size);
  const pattern = new RegExp(
    `\\S.{0,${width - 1}}(?=\\s|$)|\\S{${width}}`,
    "gu",
  );
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
    // On whole pixels, where letters repeat each other.
    element.setAttribute("y", String(Math.round(y)));
    element.setAttribute("font-size", String(size));
    if (bold) element.setAttribute("font-weight", "bold");
    element.append(text);
    return element;
  });
  return [drawn, y];
}
