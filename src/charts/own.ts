import type * as PlotModule from "../canvas/plot.ts";
import { type Chart, createChart, type Mark } from "./parts/chart.ts";
import { checkDrawable } from "./parts/check_drawable.ts";

/** The options of Observable Plot, and the words that every chart needs. */
export type OwnChartOptions =
  & Omit<PlotOptions, "title" | "document" | "marks">
  & {
    /** What it shows, in a line above the plot. */
    readonly title: string;
    /** What it shows in words, for people who cannot see it. @default the title */
    readonly description?: string;
    /** Marks of Plot and of other charts. */
    readonly marks: readonly Mark[];
  };

/** Scales, margins and everything else that `Plot.plot` takes. */
export type PlotOptions = PlotModule.PlotOptions;

/**
 * Your own plot, shown like the other charts: in the notebook's theme, as a picture and in words.
 * @param options Those of `Plot.plot`, with a title
 */
export function ownChart(options: OwnChartOptions): Chart {
  checkDrawable(options, "title", "options with a title");
  const { title, description = title, marks, ...rest } = options;
  return createChart({
    title,
    description,
    layout: () => ({
      marks: () => [...marks],
      options: {
        ...rest,
        // Room for the label of the vertical axis above its numbers, which may be wide, and for
        // that of the horizontal axis below them.
        marginTop: (rest.marginTop ?? rest.margin ?? 0) + 24,
        marginBottom: rest.marginBottom ?? rest.margin ?? 42,
      },
    }),
  });
}
