import type * as PlotModule from "../../canvas/plot.ts";
import type { Mark } from "./chart.ts";
import { pathData } from "./path_data.ts";

/** A point of a curve, in the units of the axes. */
export interface ChartPoint {
  /** Along the horizontal axis. */
  readonly x: number;
  /** Along the vertical axis. NaN leaves a gap. */
  readonly y: number;
}

/** How a curve is drawn. */
export interface CourseStyle {
  /** Name of its group in the drawing. */
  readonly label: string;
  /** Steps hold each value since the point before. A line joins the points. */
  readonly shape: "steps" | "line";
  /** Colour of the line, or of the area. */
  readonly colour: string;
  /** Whether the area below it is filled, down to 0, or what it encloses. @default false */
  readonly filled?: boolean | "inside";
  /** Its opacity, 0 to 1. @default 1 */
  readonly opacity?: number;
  /** Width of the line, in px. @default 1.5 */
  readonly width?: number;
}

/** With this many points or more, tenths of a pixel do not show. */
const DENSE = 1000;

/**
 * A line or an area through many points. Plot writes each point to a thousandth of a pixel. This
 * writes only what can be seen, in a fraction of the letters and of the time.
 * @param points In order
 */
export function courseMark(
  Plot: typeof PlotModule,
  points: readonly ChartPoint[],
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
      // Without points Plot makes the group with its style alone.
      const group = next?.([], scales, values, dimensions, context) ?? null;
      const path = context.document.createElementNS(
        "http://www.w3.org/2000/svg",
        "path",
      );
      const base = filled === true ? scales.y?.(0) as number : undefined;
      const perPixel = points.length < DENSE ? 10 : 1;
      path.setAttribute(
        "d",
        segments(values["x"], values["y"])
          .map((segment) =>
            pathData(verticesOf(segment, style.shape, base), perPixel)
          )
          .join(""),
      );
      group?.setAttribute("aria-label", style.label);
      group?.append(path);
      return group;
    },
  });
}

/** A line with a paler area below it. */
export function shadedCourse(
  Plot: typeof PlotModule,
  points: readonly ChartPoint[],
  style: Pick<CourseStyle, "label" | "shape" | "colour">,
): Mark[] {
  const area = { ...style, filled: true, opacity: 0.2, width: 0 };
  return [
    courseMark(Plot, points, area),
    courseMark(Plot, points, { ...style, width: 2 }),
  ];
}

/** Points without a gap between them: x and y of each in turn, in px. */
type Segment = readonly number[];

function segments(
  xs: ArrayLike<number> = [],
  ys: ArrayLike<number> = [],
): readonly Segment[] {
  const found: number[][] = [];
  let segment: number[] | undefined;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i] as number;
    const y = ys[i] as number;
    if (Number.isNaN(x) || Number.isNaN(y)) segment = undefined;
    else if (segment === undefined) found.push(segment = [x, y]);
    else segment.push(x, y);
  }
  return found;
}

function verticesOf(
  segment: Segment,
  shape: CourseStyle["shape"],
  base: number | undefined,
): readonly number[] {
  const vertices = shape === "steps" ? stepped(segment) : [...segment];
  if (base === undefined) return vertices;
  const first = segment[0] as number;
  const last = segment.at(-2) as number;
  return [first, base, ...vertices, last, base];
}

function stepped(segment: Segment): number[] {
  const vertices = segment.slice(0, 2);
  for (let i = 2; i < segment.length; i += 2) {
    const x = segment[i] as number;
    const y = segment[i + 1] as number;
    vertices.push(segment[i - 2] as number, y, x, y);
  }
  return vertices;
}
