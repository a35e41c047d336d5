import { pngOf } from "../canvas/png.ts";
import type { Chart } from "../charts/parts/chart.ts";
import type { Bundle } from "../jupyter/mime.ts";
import { MissingLibrary } from "../library.ts";
import type { ResultDocument } from "./document.ts";
import { escapeHtml } from "./escape_html.ts";
import { chartHtml } from "./figure_html.ts";
import { documentHtml, openTableHtml } from "./html.ts";
import { documentMarkdown } from "./markdown.ts";
import { documentSvg } from "./svg.ts";
import { documentText } from "./text.ts";

/** Bytes that a letter of base64 holds. */
const BASE64 = 3 / 4;

/**
 * A document in every form that a notebook can show; without a picture where Deno may not draw one.
 * @param document What to show
 * @param mostBytes Size of all forms. The picture gets less sharp to fit. @default Infinity
 */
export async function documentBundle(
  document: ResultDocument,
  mostBytes: number = Infinity,
): Promise<Bundle> {
  const drawn = await drawnOr(
    Promise.all([documentHtml(document), documentSvg(document)]),
  );
  if (drawn instanceof MissingLibrary) return plainBundle(document, drawn);
  const [html, svg] = drawn;
  const text = {
    "text/plain": documentText(document),
    "text/html": html,
    "text/markdown": documentMarkdown(document),
  };
  const size = new TextEncoder().encode(JSON.stringify(text)).length;
  const room = (mostBytes - size) * BASE64;
  return { ...text, ...await pictureOf(pngOf(svg, room)) };
}

/** Drawings, or why the library for them is missing. */
async function drawnOr<Drawn>(
  drawing: Promise<Drawn>,
): Promise<Drawn | MissingLibrary> {
  try {
    return await drawing;
  } catch (error) {
    if (error instanceof MissingLibrary) return error;
    throw error;
  }
}

/** A document as text, with the reason why it is not drawn. */
function plainBundle(
  document: ResultDocument,
  { message }: MissingLibrary,
): Bundle {
  const text = `${documentText(document)}\n  not drawn: ${message}`;
  const html = text.split("\n").map(escapeHtml).join("\n");
  return { "text/plain": text, "text/html": `<pre>${html}</pre>` };
}

/** Nothing where there can be no picture, as Deno may not load what draws it. */
async function pictureOf(
  png: Promise<Uint8Array>,
): Promise<Pick<Bundle, "image/png">> {
  try {
    return { "image/png": (await png).toBase64() };
  } catch {
    return {};
  }
}

/**
 * A document that is mostly a table, in every form but a picture: paper gets the Markdown.
 * @param document With a table in its first section
 */
export function tableBundle(document: ResultDocument): Bundle {
  return {
    "text/plain": documentText(document),
    "text/html": openTableHtml(document),
    "text/markdown": documentMarkdown(document),
  };
}

/** A chart in every form, as a document. */
export async function chartBundle(chart: Chart): Promise<Bundle> {
  const [html, picture] = await Promise.all([
    chartHtml(chart),
    pictureOf(chart.png()),
  ]);
  return {
    "text/plain": `${chart.title}\n${chart.description}`,
    "text/html": html,
    ...picture,
  };
}
