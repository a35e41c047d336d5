import type * as PlotModule from "../../canvas/plot.ts";
import type { Scale } from "../../format.ts";
import type { Mark } from "./chart.ts";
import type { Better } from "../frontier.ts";
import {
  type Box,
  type Labelled,
  labelOffset,
  type LabelPlace,
  labelPlaces,
  type Side,
  type Size,
} from "./label_places.ts";
import { leftOf } from "./value_axis.ts";
import { textWidth } from "./text_width.ts";
import { COLOURS, FONT_SIZE } from "../../canvas/theme.ts";

/** A run in the units of the axes. */
export interface EfficiencyDot {
  /** Emissions. */
  readonly x: number;
  /** The metric. */
  readonly value: number;
  /** Its possible labels, the best first. */
  readonly labels: readonly string[];
  /** What the mouse is shown. */
  readonly hint: string;
  /** Whether it is on the frontier. */
  readonly isBest: boolean;
}

/** Where the axes begin and end. */
export interface EfficiencyAxes {
  /** Unit of the horizontal axis. */
  readonly scale: Scale;
  /** Whether the horizontal axis is logarithmic. */
  readonly isLog: boolean;
  /** Ends of the horizontal axis, in that unit. */
  readonly x: readonly [number, number];
  /** Ends of the vertical axis. */
  readonly y: readonly [number, number];
}

/** Height and margins, in px. Labels are placed before Plot draws, so they need to know these. */
export function frameOptions({ y }: EfficiencyAxes): Frame {
  return {
    height: 330,
    marginTop: 8,
    marginLeft: leftOf(...y),
    marginRight: 30,
    marginBottom: 40,
  };
}

type Frame = Readonly<
  Record<
    "height" | "marginTop" | "marginLeft" | "marginRight" | "marginBottom",
    number
  >
>;

/** A dot with the place of its label. */
interface PlacedDot extends EfficiencyDot {
  readonly place: LabelPlace | undefined;
}

/** The dots with their labels, and the frontier. */
export function efficiencyMarks(
  Plot: typeof PlotModule,
  dots: readonly EfficiencyDot[],
  axes: EfficiencyAxes,
  better: Better,
  width: number,
): Mark[] {
  const placed = placedDots(dots, axes, better, width);
  const best = placed.filter(({ isBest }) => isBest)
    .toSorted((a, b) => a.x - b.x);
  return [
    Plot.line(best, {
      x: "x",
      y: "value",
      // Emissions between two runs buy no more than the cheaper one reached.
      curve: "step-after",
      stroke: COLOURS.frontier,
      strokeWidth: 2,
    }),
    Plot.dot(placed.filter(({ isBest }) => !isBest), {
      x: "x",
      y: "value",
      r: 4,
      stroke: COLOURS.plain,
      strokeWidth: 2,
      title: "hint",
    }),
    Plot.dot(best, {
      x: "x",
      y: "value",
      r: 5,
      fill: COLOURS.frontier,
      title: "hint",
    }),
    ...placed.flatMap((dot) => labelMarks(Plot, dot)),
  ];
}

/** No run is better and cheaper than one on the frontier, so labels have room on that side. */
function placedDots(
  dots: readonly EfficiencyDot[],
  axes: EfficiencyAxes,
  better: Better,
  width: number,
): readonly PlacedDot[] {
  const margins = frameOptions(axes);
  const frame = {
    width: width - margins.marginLeft - margins.marginRight,
    height: margins.height - margins.marginTop - margins.marginBottom,
  };
  const out = better === "higher" ? -1 : 1;
  const outside: Side[] = [[-1, out], [0, out], [1, out], [1, 0], [-1, 0]];
  const inside: Side[] = [[1, 0], [-1, 0], [0, -out as 1 | -1], [0, out]];
  const placed = dots.map((dot) => ({
    ...pixelOf(dot, axes, frame),
    labels: dot.labels.map((label) => sizeOf(label, dot.isBest)),
    sides: dot.isBest ? outside : inside,
  }));
  const places = labelPlaces(
    placed,
    { ...frame, width: frame.width + margins.marginRight },
    stepsBetween(placed.filter((_, index) => dots[index]?.isBest)),
  );
  return dots.map((dot, index) => ({ ...dot, place: places[index] }));
}

type Pixel = Pick<Labelled, "x" | "y">;

/** Where Plot will draw a dot. */
function pixelOf(
  { x, value }: EfficiencyDot,
  axes: EfficiencyAxes,
  frame: Size,
): Pixel {
  const along = axes.isLog ? Math.log : (it: number) => it;
  const share = (it: number, [from, to]: readonly [number, number]) =>
    (it - from) / (to - from);
  return {
    x: frame.width * share(along(x), [along(axes.x[0]), along(axes.x[1])]),
    y: frame.height * (1 - share(value, axes.y)),
  };
}

/** The lines from one run on the frontier to the next: along, then up or down. */
function stepsBetween(best: readonly Pixel[]): Box[] {
  const sorted = best.toSorted((a, b) => a.x - b.x);
  return sorted.slice(1).flatMap((to, index) => {
    const from = sorted[index] as Pixel;
    const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
    return [
      { left: from.x, right: to.x, top: from.y - 1, bottom: from.y + 1 },
      { left: to.x - 1, right: to.x + 1, top, bottom },
    ];
  });
}

const LINE_HEIGHT = 1.2;

function sizeOf(label: string, isBold: boolean): Size {
  const lines = label.split("\n");
  return {
    width: Math.max(...lines.map((line) => textWidth(line, isBold))),
    height: lines.length * FONT_SIZE * LINE_HEIGHT,
  };
}

function labelMarks(Plot: typeof PlotModule, dot: PlacedDot): Mark[] {
  if (dot.place === undefined) return [];
  const { label, side } = dot.place;
  const text = dot.labels[label] as string;
  const size = sizeOf(text, dot.isBest);
  const [dx, dy] = labelOffset(size, side);
  const [along] = side;
  return [
    Plot.text([dot], {
      x: "x",
      y: "value",
      text: [text],
      textAnchor: along === 0 ? "middle" : along > 0 ? "start" : "end",
      // The width is a guess, so the edge next to the dot is the one that is fixed.
      dx: dx - along * size.width / 2,
      dy,
      lineHeight: LINE_HEIGHT,
      ...(dot.isBest && { fontWeight: "bold" }),
    }),
  ];
}
