import type * as PlotModule from "../../canvas/plot.ts";
import { number } from "../../format.ts";

/**
 * Plot's options for a chart over days.
 * @param domain The first moment and the last one
 * @param width Width of the drawing, in px
 * @param top End of the vertical axis; 1 if it is 0
 * @param marginRight Room beside the last day, in px
 */
export function dayOptions(
  domain: readonly [from: Date, to: Date],
  width: number,
  top: number,
  marginRight: number,
): PlotModule.PlotOptions {
  return {
    height: 214,
    marginTop: 8,
    marginLeft: 46,
    marginRight,
    // Days have their month below.
    marginBottom: 40,
    x: {
      type: "utc",
      domain,
      label: null,
      ticks: Math.floor(width / 110),
    },
    y: {
      label: null,
      domain: [0, top || 1],
      grid: true,
      ticks: 4,
      tickFormat: (value: number) => number(value),
    },
  };
}
