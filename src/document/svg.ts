import {
  type Document,
  type Element,
  loadDrawingDocument,
  markupOf,
} from "../canvas/dom.ts";
import { heightOf, stacked } from "../charts/parts/stacked.ts";
import { LETTER_WIDTH } from "../charts/parts/text_width.ts";
import { FONT_FAMILY, FONT_SIZE, WIDTH } from "../canvas/theme.ts";
import { clipped, typeset } from "../format.ts";
import {
  assumptionText,
  type Fact,
  figureText,
  furtherFacts,
  glance,
  plainText,
  type ResultDocument,
  sourceText,
} from "./document.ts";
import { BAR, rangeBar } from "./range_bar.ts";

const SVG = "http://www.w3.org/2000/svg";
/** Left edge of everything, in px. */
const LEFT = 4;
/** Room for a line, in px. */
const LINE_WIDTH = WIDTH - LEFT;

const HEADLINE_SIZE = 26;
const SMALL = FONT_SIZE - 2;

/**
 * Lines of a kind in a picture. The picture stays small; the HTML and the Markdown have them all.
 */
const MAX_LINES = 40;
/** Longest text in a picture, for the same reason. */
const MAX_CHARS = 1000;

/** How a text looks, and where it is. */
interface Look {
  readonly size: number;
  readonly bold?: boolean;
  readonly isMuted?: boolean;
  /** Room above its first line, in px. */
  readonly gap?: number;
  /** @default the left edge */
  readonly x?: number;
  /** Room for a line, in px. @default up to the right edge */
  readonly width?: number;
}

/** A line of text in the picture. */
interface Line extends Look {
  readonly text: string;
  /** A smaller text behind it. */
  readonly after?: string;
}

/** Drawn lines, and where they end. */
type Drawn = readonly [elements: Element[], bottom: number];

/** A document as a drawing for paper: what a card shows, and below it everything unfolded. */
export async function documentSvg(shown: ResultDocument): Promise<string> {
  const document = await loadDrawingDocument();
  const chart = await chartOf(shown)?.svg();
  const [head, headBottom] = drawLines(document, headLines(shown), 6);
  const barTop = Math.round(headBottom - SMALL - 1);
  const [reason, y] = drawLines(document, reasonLines(shown), headBottom);
  const chartHeight = chart === undefined ? 0 : heightOf(chart) + 12;
  const [facts, factsBottom] = drawFacts(
    document,
    glance(shown),
    y + chartHeight,
  );
  const below = [...restLines(shown), ...sourceLines(shown)];
  const [tail, bottom] = drawLines(document, below, factsBottom);
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
  root.append(...head, ...reason, ...facts, ...tail);
  const bar = shown.range === undefined
    ? ""
    : rangeBar(shown.range, `x="${LEFT}" y="${barTop}"`);
  const placed = chart?.replace("<svg", `<svg y="${y + 6}"`) ?? "";
  return markupOf(root).replace(/<\/svg>$/, () => `${bar}${placed}</svg>`);
}

/** All charts of a card, and the first of a page. */
function chartOf({ form, chart, sections = [] }: ResultDocument) {
  const others = sections.flatMap(({ charts = [] }) => charts);
  const [first, ...more] = chart === undefined ? others : [chart, ...others];
  return form === "page" || first === undefined || more.length === 0
    ? first
    : stacked([first, ...more]);
}

function headLines(shown: ResultDocument): Line[] {
  const { title, state, place, authors = [], range, subline } = shown;
  const about = [state, place].filter((part) => part !== undefined).join(" · ");
  return [
    ...wrapped([title, ...authors].join(", "), {
      size: FONT_SIZE + 1,
      bold: true,
    }),
    ...wrapped(about, { size: SMALL + 1, isMuted: true }),
    ...headlineLines(shown),
    ...wrapped(subline, {
      size: SMALL + 1,
      isMuted: true,
      gap: 2,
      ...(range !== undefined && { x: LEFT + BAR.width + 10 }),
    }),
  ];
}

/** The headline, and what it is of: beside it where there is room. */
function headlineLines({ headline, meaning = "" }: ResultDocument): Line[] {
  const look = { size: HEADLINE_SIZE, bold: true, gap: 4 };
  const lines = wrapped(headline, look);
  const [only] = lines;
  const width = headline.length * HEADLINE_SIZE + meaning.length * FONT_SIZE;
  return only !== undefined && width * LETTER_WIDTH < LINE_WIDTH * FONT_SIZE
    ? [{ ...only, after: typeset(meaning) }]
    : [...lines, ...wrapped(meaning, { size: FONT_SIZE + 1 })];
}

function reasonLines({ reason = "" }: ResultDocument): Line[] {
  return wrapped(reason, { size: FONT_SIZE, gap: 4 });
}

/** Facts that are next to each other. */
const COLUMNS = 4;
const COLUMN_WIDTH = LINE_WIDTH / COLUMNS;
/** Room between two columns, in px. */
const COLUMN_GAP = 14;

/** The facts in rows: the label, the figure, and what to know about it. */
function drawFacts(
  document: Document,
  facts: readonly Fact[],
  top: number,
): Drawn {
  if (facts.length === 0) return [[], top];
  const drawn = facts.slice(0, COLUMNS).map(
    ({ label, value, note = "" }, i) => {
      const place = {
        x: LEFT + i * COLUMN_WIDTH,
        width: COLUMN_WIDTH - COLUMN_GAP,
      };
      return drawLines(document, [
        ...wrapped(label, { ...place, size: SMALL, isMuted: true, gap: 8 }),
        ...wrapped(value, { ...place, size: FONT_SIZE, bold: true }),
        ...wrapped(note, { ...place, size: SMALL, isMuted: true }),
      ], top);
    },
  );
  const bottom = Math.max(...drawn.map(([, bottom]) => bottom));
  const [others, end] = drawFacts(document, facts.slice(COLUMNS), bottom);
  return [[...drawn.flatMap(([elements]) => elements), ...others], end];
}

function restLines(document: ResultDocument): Line[] {
  const { assumptions = [], repeated = [], notes = [] } = document;
  const { summary = [], saved } = document;
  const facts = furtherFacts(document).slice(0, MAX_LINES)
    .map(({ label, value, note }) =>
      `${label}: ${value}${note === undefined ? "" : `, ${note}`}`
    );
  const remarks = [
    ...[...assumptions, ...repeated].map((it) =>
      `Assumed: ${assumptionText(it)}`
    ),
    ...notes.map((text) => `Note: ${text}`),
  ];
  const paragraphs = summary.map((paragraph) => [plainText(paragraph)]);
  return [facts, remarks, saved === undefined ? [] : [saved], ...paragraphs]
    .flatMap((texts) => block(texts, FONT_SIZE - 1, 8));
}

function sourceLines(shown: ResultDocument): Line[] {
  const { assumptions = [], repeated = [], sources = [], footer } = shown;
  // An assumption shows its source already.
  const told = new Set<unknown>([...assumptions, ...repeated]);
  const others = sources.filter((figure) => !told.has(figure));
  const left = Math.max(0, furtherFacts(shown).length - MAX_LINES) +
    Math.max(0, others.length - MAX_LINES);
  const texts = others.slice(0, MAX_LINES).map((figure) =>
    `${figure.what}: ${figureText(figure)}. ${sourceText(figure)}`
  );
  const look = { size: SMALL, isMuted: true };
  return [
    ...block(texts, SMALL, 10),
    ...(left > 0 ? wrapped(`and ${left} more lines`, look) : []),
    ...wrapped(footer, { ...look, gap: 6 }),
  ];
}

/** Muted texts below each other, with a gap above the first. */
function block(texts: readonly string[], size: number, gap: number): Line[] {
  return texts.flatMap((text, index) =>
    wrapped(text, { size, isMuted: true, gap: index === 0 ? gap : 0 })
  );
}

/** Text in as many lines as it needs. A word longer than a line is cut. */
function wrapped(text: string, look: Look): Line[] {
  const { x = LEFT, width = WIDTH - x, size, gap = 0 } = look;
  const chars = Math.floor(width / LETTER_WIDTH * FONT_SIZE / size);
  // A thin space keeps a figure and its unit in one line.
  const line = `\\S.{0,${chars - 1}}(?=[^\\S\u202F]|$)|\\S{${chars}}`;
  const pattern = new RegExp(line, "gu");
  const parts = typeset(clipped(text, MAX_CHARS)).match(pattern) ?? [];
  return parts.map((part, index) => ({
    ...look,
    text: part,
    gap: index === 0 ? gap : 0,
  }));
}

function drawLines(
  document: Document,
  lines: readonly Line[],
  top: number,
): Drawn {
  let y = top;
  const drawn = lines.map(({ text, after, ...look }) => {
    const { size, bold, isMuted, gap = 0, x = LEFT } = look;
    y += gap + size * 1.4;
    const element = document.createElementNS(SVG, "text");
    element.setAttribute("x", String(x));
    // On whole pixels equal letters have equal pixels, which pack well.
    element.setAttribute("y", String(Math.round(y)));
    element.setAttribute("font-size", String(size));
    if (bold) element.setAttribute("font-weight", "bold");
    if (isMuted) element.setAttribute("fill-opacity", "0.75");
    element.append(text);
    if (after !== undefined) {
      const small = document.createElementNS(SVG, "tspan");
      small.setAttribute("dx", "6");
      small.setAttribute("font-size", String(FONT_SIZE + 2));
      small.setAttribute("font-weight", "normal");
      small.append(after);
      element.append(small);
    }
    return element;
  });
  return [drawn, y];
}
