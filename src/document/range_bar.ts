import { COLOURS } from "../canvas/theme.ts";
import type { DrawnRange } from "./document.ts";

/** Size of the drawing, in px. */
export const BAR = { width: 200, height: 12 } as const;

/** Room at the ends for the dot, in px. */
const INSET = 5;

/**
 * A range as a drawing: from 0 to its upper end, with a dot at the figure.
 * @param range The range
 * @param attributes Further attributes of the drawing
 */
export function rangeBar(
  { low, value, high }: DrawnRange,
  attributes: string,
): string {
  const { width, height } = BAR;
  const most = Math.max(high, value) || 1;
  const x = (figure: number) =>
    Math.round(10 * (INSET + (width - 2 * INSET) * figure / most)) / 10;
  const line = (from: number, to: number, look: string) =>
    `<line x1="${x(from)}" x2="${
      x(to)
    }" y1="6" y2="6" stroke-linecap="round" ${look}/>`;
  return `<svg ${attributes} width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${
    line(0, most, 'stroke="currentColor" stroke-opacity=".2"')
  }${
    line(
      low,
      high,
      `stroke="${COLOURS.plain}" stroke-opacity=".5" stroke-width="6"`,
    )
  }<circle cx="${x(value)}" cy="6" r="5" fill="${COLOURS.plain}"/></svg>`;
}
