import type * as PlotModule from "../../canvas/plot.ts";
import type { Mark } from "./chart.ts";
import { pathData } from "./path_data.ts";

/** A point of a course, in the units of the axes. */
export interface Point {
  /** Along the horizontal axis. */
  readonly x: number;
  /** Along the vertical axis; NaN leaves a gap. */
  readonly y: number;
}

/** How a course is drawn. */
export interface CourseStyle {
  /** What its group is called in the drawing. */
  readonly label: string;
  /** Whether each value holds since the point before, or the points are joined. */
  readonly shape: "steps" | "line";
  /** Colour of the line, or of the area. */
  readonly colour: string;
  /** Whether all below it is filled, down to 0. @default false */
  readonly filled?: boolean;
  /** How strong it is, 0 to 1. @default 1 */
  readonly opacity?: number;
  /** Width of the line, in px. @default 1.5 */
  readonly width?: number;
}

/** From so many points on, places between pixels show no more. */
const DENSE = 1000;

/**
 * A line or an area through many points. Plot writes each point to a thousandth of a pixel; this
 * writes what can be seen of it, in a fraction of the letters and of the time.
 * @param points In order
 */
export function courseMark(
  Plot: typeof PlotModule,
  points: readonly Point[],
  style: CourseStyle,
): Mark {
  const { colour, opacity = 1, filled = false, width = 1.5 } = style;
  return Plot.line(points, {
    x: "x",
    y: "y",
    fill: filled ? colour : "none",
    fillOpacity: opacity,
    stroke: colour,
    strokeOpacity: opacity,
    strokeWidth: width,
    render: (_, scales, values, dimensions, context, next) => {
      // Of nothing, it is the group with its style alone.
      const group = next?.([], scales, values, dimensions, context) ?? null;
      const path = context.document.createElementNS(
        "http://www.w3.org/2000/svg",
        "path",
      );
      const base = filled ? scales.y?.(0) as number : undefined;
      const perPixel = points.length < DENSE ? 10 : 1;
      path.setAttribute(
        "d",
        stretches(values["x"], values["y"])
          .map((stretch) =>
            pathData(verticesOf(stretch, style.shape, base), perPixel)
          )
          .join(""),
      );
      group?.setAttribute("aria-label", style.label);
      group?.append(path);
      return group;
    },
  });
}

/** A stretch without a gap: x and y of each point in turn, in px. */
type Stretch = readonly number[];

function stretches(
  xs: ArrayLike<number> = [],
  ys: ArrayLike<number> = [],
): readonly Stretch[] {
  const found: number[][] = [];
  let stretch: number[] | undefined;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i] as number;
    const y = ys[i] as number;
    if (Number.isNaN(x) || Number.isNaN(y)) stretch = undefined;
    else if (stretch === undefined) found.push(stretch = [x, y]);
    else stretch.push(x, y);
  }
  return found;
}

function verticesOf(
  stretch: Stretch,
  shape: CourseStyle["shape"],
  base: number | undefined,
): readonly number[] {
  const vertices = shape === "steps" ? stepped(stretch) : [...stretch];
  if (base === undefined) return vertices;
  const first = stretch[0] as number;
  const last = stretch.at(-2) as number;
  return [first, base, ...vertices, last, base];
}

function stepped(stretch: Stretch): number[] {
  const vertices = stretch.slice(0, 2);
  for (let i = 2; i < stretch.length; i += 2) {
    const x = stretch[i] as number;
    const y = stretch[i + 1] as number;
    vertices.push(stretch[i - 2] as number, y, x, y);
  }
  return vertices;
}
