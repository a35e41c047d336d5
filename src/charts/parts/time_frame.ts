import type * as PlotModule from "../../canvas/plot.ts";
import { duration, number, type Scale, TIME } from "../../format.ts";
import type { Mark } from "./chart.ts";
import type { Columns } from "./decimate.ts";
import { tickLabel } from "./value_axis.ts";

/** The time axis of a chart of a run. */
export interface TimeFrame {
  /** Unit of the axis. */
  readonly scale: Scale;
  /** End of the axis in that unit. It begins at 0. */
  readonly end: number;
  /** The columns of pixels in it. */
  readonly columns: Columns;
  /** Room beside its start, in px. */
  readonly left: number;
  /** Room beside its end, in px. */
  readonly right: number;
}

/**
 * The time axis of a run.
 * @param endS Last moment to draw, in s
 * @param width Width of the drawing, in px
 * @param margins Room beside its start and its end, in px
 */
export function timeFrame(
  endS: number,
  width: number,
  { left, right }: Pick<TimeFrame, "left" | "right">,
): TimeFrame {
  // A run that took no time still needs an axis of some length.
  const drawnS = endS > 0 ? endS : 1;
  const scale = timeScale(drawnS);
  return {
    scale,
    end: drawnS / scale.size,
    columns: { count: width - left - right, endS: drawnS },
    left,
    right,
  };
}

/** The same with and without phases, as a live output must not jump. */
const HEIGHT = 250;

/** Distance of two labels of the time axis, in px. */
const TICK_DISTANCE = 90;

/**
 * Plot's options for a chart of a run.
 * @param frame Its time axis
 * @param aboveFrame Room that the names of phases need, in px
 * @param top End of the vertical axis
 * @param height Height without the header, in px
 */
export function timeOptions(
  { scale, end, columns, left, right }: TimeFrame,
  aboveFrame: number,
  top: number,
  height: number = HEIGHT,
): PlotModule.PlotOptions {
  return {
    height,
    marginTop: aboveFrame + 8,
    marginLeft: left,
    marginRight: right,
    marginBottom: 26,
    x: {
      label: null,
      domain: [0, end],
      ticks: Math.max(2, Math.round(columns.count / TICK_DISTANCE)),
      tickFormat: (time: number) => `${number(time)} ${scale.unit}`,
    },
    y: {
      label: null,
      domain: [0, top],
      grid: true,
      ticks: 4,
      tickFormat: tickLabel,
    },
  };
}

/** Width of the strips that show values to the mouse, in px. */
const STRIP = 24;

/**
 * Strips from top to bottom that show the mouse what was at their time.
 * @param textAt What was at a moment, in s
 * @param untilS The last moment that has a value
 */
export function timeStrips(
  Plot: typeof PlotModule,
  { scale, columns: { count, endS } }: TimeFrame,
  textAt: (timeS: number) => string,
  untilS: number = endS,
): Mark {
  const length = Math.max(1, Math.round(untilS / endS * count / STRIP));
  const strips = Array.from({ length }, (_, index) => ({
    fromS: index / length * untilS,
    toS: (index + 1) / length * untilS,
  }));
  return Plot.rect(strips, {
    x1: ({ fromS }) => fromS / scale.size,
    x2: ({ toS }) => toS / scale.size,
    fill: "currentColor",
    // Painted, so that it feels the mouse, but not seen.
    fillOpacity: 0,
    title: ({ toS }) => `${duration(toS)}: ${textAt(toS)}`,
  });
}

/** A unit is used from twice its size on: 90 s, but 2 min. */
const FROM = 2;

function timeScale(timeS: number): Scale {
  const fitting = TIME.findLast((scale) => timeS >= FROM * scale.size);
  return fitting ?? TIME[0] as Scale;
}
