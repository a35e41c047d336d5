import { type Chart, drawnOnce } from "./chart.ts";
import { WIDTH } from "../../canvas/theme.ts";

/** The height of a drawing, in px. */
export function heightOf(svg: string): number {
  return Number(/^<svg[^>]*?\sheight="([\d.]+)"/.exec(svg)?.[1] ?? 0);
}

/** Charts below each other, as one drawing. */
export function stacked(charts: readonly [Chart, ...Chart[]]): Chart {
  return drawnOnce({
    ...charts[0],
    description: charts.map(({ description }) => description).join(" "),
  }, () => stackedSvg(charts));
}

async function stackedSvg(charts: readonly Chart[]): Promise<string> {
  let height = 0;
  const placed: string[] = [];
  for (const svg of await Promise.all(charts.map((chart) => chart.svg()))) {
    placed.push(svg.replace("<svg", () => `<svg y="${height}"`));
    height += heightOf(svg);
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">${
    placed.join("")
  }</svg>`;
}
