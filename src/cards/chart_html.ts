import type { Chart } from "../charts/parts/chart.ts";
import { loadPageDocument } from "../canvas/dom.ts";

/**
 * A chart as HTML. What it shows stands below it in words, and hidden: a page that takes drawings and styles away,
 * as GitHub does, shows the words.
 */
export async function chartHtml(chart: Chart): Promise<string> {
  const [document, svg] = await Promise.all([loadPageDocument(), chart.svg()]);
  const words = document.createElement("p");
  words.setAttribute("style", "display:none");
  const { title, description } = chart;
  words.append(title === description ? title : `${title}: ${description}`);
  const text = words.outerHTML.replace(/\s*\n\s*/g, " ");
  return `<figure class="carboncell" style="margin:8px 0">${svg}${text}</figure>`;
}
