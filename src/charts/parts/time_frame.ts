import type * as PlotModule from "../../canvas/plot.ts";
import { type Scale, TIME } from "../../format.ts";
import { TITLE_HEIGHT } from "./chart.ts";
import type { Columns } from "./decimate.ts";
import { WIDTH } from "../../canvas/theme.ts";

/** Room for the vertical axis, in px. */
const MARGIN_LEFT = 64;
/** Room for the text beside the end of a curve, in px. */
export const MARGIN_RIGHT = 150;
/** Width of the time axis, in px. */
export const FRAME_WIDTH: number = WIDTH - MARGIN_LEFT - MARGIN_RIGHT;

/** The time axis of a chart of a run. */
export interface TimeFrame {
  /** Unit of the axis. */
  readonly scale: Scale;
  /** End of the axis in that unit. It begins at 0. */
  readonly end: number;
  /** The columns of pixels in it. */
  readonly columns: Columns;
}

/**
 * The time axis of a run.
 * @param endS Last moment to draw, in s
 */
export function timeFrame(endS: number): TimeFrame {
  // A run that took no time still needs an axis of some length.
  const drawnS = endS > 0 ? endS : 1;
  const scale = timeScale(drawnS);
  return {
    scale,
    end: drawnS / scale.size,
    columns: { count: FRAME_WIDTH, endS: drawnS },
  };
}

/** The same with and without phases, as a live output must not jump. */
const HEIGHT = 320;

/**
 * Plot's options for a chart of a run.
 * @param frame Its time axis
 * @param aboveFrame Room that the names of phases need, in px
 * @param label What the vertical axis shows, with its unit
 * @param top End of the vertical axis
 */
export function timeOptions(
  { scale, end }: TimeFrame,
  aboveFrame: number,
  label: string,
  top: number,
): PlotModule.PlotOptions {
  return {
    height: HEIGHT,
    marginTop: TITLE_HEIGHT + aboveFrame,
    marginLeft: MARGIN_LEFT,
    marginRight: MARGIN_RIGHT,
    marginBottom: 40,
    x: { label: `time (${scale.unit})`, domain: [0, end], ticks: 6 },
    y: { label, domain: [0, top], grid: true, ticks: 5 },
  };
}

/** A unit is used from twice its size on: 90 s, but 2 min. */
const FROM = 2;

function timeScale(timeS: number): Scale {
  const fitting = TIME.findLast((scale) => timeS >= FROM * scale.size);
  return fitting ?? TIME[0] as Scale;
}
