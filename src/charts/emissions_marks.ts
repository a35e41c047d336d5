import type * as PlotModule from "../canvas/plot.ts";
import type { Mark } from "./parts/chart.ts";
import { type ChartPoint, courseMark } from "./parts/curve.ts";
import { COLOURS } from "../canvas/theme.ts";

/** Cumulative emissions: a line, the area below it, and the line at 0. */
export function emissionsMarks(
  Plot: typeof PlotModule,
  points: readonly ChartPoint[],
): Mark[] {
  const style = {
    label: "emissions",
    shape: "line",
    colour: COLOURS.plain,
  } as const;
  return [
    courseMark(Plot, points, {
      ...style,
      filled: true,
      opacity: 0.2,
      width: 0,
    }),
    courseMark(Plot, points, { ...style, width: 2 }),
    Plot.ruleY([0]),
  ];
}
