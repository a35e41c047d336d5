import { type Chart, drawnOnce } from "./chart.ts";

/** The height of a drawing, in px. */
export function heightOf(svg: string): number {
  return Number(/^<svg[^>]*?\sheight="([\d.]+)"/.exec(svg)?.[1] ?? 0);
}

/** Distance between two charts, in px. */
const GAP = 14;

/** Charts below each other, as one drawing. */
export function stacked(charts: readonly [Chart, ...Chart[]]): Chart {
  return drawnOnce({
    ...charts[0],
    description: charts.map(({ description }) => description).join(" "),
  }, (width) => stackedSvg(charts, width));
}

async function stackedSvg(
  charts: readonly [Chart, ...Chart[]],
  width: number,
): Promise<string> {
  let height = 0;
  const placed: string[] = [];
  const drawings = charts.map((chart) => chart.svg({ width }));
  for (const svg of await Promise.all(drawings)) {
    placed.push(svg.replace("<svg", () => `<svg y="${height}"`));
    height += heightOf(svg) + GAP;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${
    placed.join("")
  }</svg>`;
}
