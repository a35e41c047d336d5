import {
  mass,
  massRange,
  massScale,
  percent,
  type Scale,
} from "../../format.ts";
import { type Digits, massText, rangeText } from "../../rounding.ts";
import type * as PlotModule from "../../canvas/plot.ts";
import { COLOURS } from "../../canvas/theme.ts";
import type { Mark } from "./chart.ts";
import { type ChartPoint, courseMark, shadedCourse } from "./curve.ts";
import { decimate } from "./decimate.ts";
import { calledCourse, withCalled } from "./called_course.ts";
import { endOf, type RunCourse } from "./run_course.ts";
import { textWidth } from "./text_width.ts";
import { type TimeFrame, timeFrame } from "./time_frame.ts";
import { leftOf } from "./value_axis.ts";

/** A run's emissions in the units of the axes. */
export interface EmissionsCourse {
  /** The horizontal axis. */
  readonly frame: TimeFrame;
  /** Unit of the vertical axis. */
  readonly scale: Scale;
  /** Where the vertical axis ends. */
  readonly top: number;
  /** The measured curve, with calls to models on top. */
  readonly points: readonly ChartPoint[];
  /** The curve of the machine alone; `undefined` without calls. */
  readonly machine: readonly ChartPoint[] | undefined;
  /** The present, or the end. */
  readonly now: ChartPoint;
  /** The end, or the expected end. */
  readonly end: CourseEnd;
  /** The height of the budget, if there is one, and whether it is above the axis. */
  readonly budget:
    | { readonly y: number; readonly text: string; readonly isFar: boolean }
    | undefined;
}

/** The end of a run, or its expected end. */
export interface CourseEnd extends ChartPoint {
  /** Its 90 % range. */
  readonly range: readonly [low: number, high: number];
  /** The value and the range in words, line by line. */
  readonly texts: readonly [value: string, ...others: string[]];
  /** Whether the run is still running. */
  readonly isExpected: boolean;
}

/** A budget that is higher than everything else by this factor would flatten the curve. */
const FAR = 4;

/** The vertical axis ends a little above what is drawn. */
const HEADROOM = 1.08;

/** How a chart writes emissions and their 90 % ranges, all in kgCO2e. */
export interface EmissionsTexts {
  mass(kg: number): string;
  range(range: readonly [low: number, high: number], kg: number): string;
}

/** Emissions as a chart writes them by itself, or with the digits of the text around it. */
export function emissionsTexts(digits?: Digits): EmissionsTexts {
  return digits === undefined ? { mass, range: (range) => massRange(range) } : {
    mass: (kg) => massText(kg, digits),
    range: (range, kg) => rangeText(range, kg, digits),
  };
}

/** Room beside the end of the curve for its texts, in px, in a wide and a narrow drawing. */
const [WIDE_END, NARROW_END] = [136, 84];

/** Distance of the text at its end from the curve and from the edge, in px. */
const END_GAP = 18;

/** Drawings below this width are narrow, in px. */
const NARROW = 520;

/**
 * Brings a run's emissions into the units of the axes.
 * @param width Width of the drawing, in px
 * @param margins Room beside the curve, in px. @default that of its texts
 */
export function emissionsCourse(
  run: RunCourse,
  texts: EmissionsTexts,
  width: number,
  margins: Partial<Pick<TimeFrame, "left" | "right">> = {},
): EmissionsCourse {
  const { forecast, budgetKg } = run;
  const isNarrow = width < NARROW;
  const expected = run.status === "running" ? forecast : undefined;
  const nowS = endOf(run);
  const endS = expected === undefined
    ? nowS
    : nowS + Math.max(0, expected.durationS - run.durationS);
  const { emissionsKg, emissionsRangeKg } = expected ?? run;
  const [lowKg, highKg] = emissionsRangeKg;
  const mostKg = Math.max(run.emissionsKg, emissionsKg, highKg);
  const isFar = budgetKg !== undefined && mostKg > 0 && budgetKg > FAR * mostKg;
  const topKg = isFar ? mostKg : Math.max(mostKg, budgetKg ?? 0);
  const scale = massScale(topKg);
  const top = topKg === 0 ? 1 : HEADROOM * topKg / scale.size;
  const frame = timeFrame(endS, width, {
    left: leftOf(0, top),
    right: Math.max(
      isNarrow ? NARROW_END : WIDE_END,
      textWidth(texts.mass(emissionsKg), true) + END_GAP,
    ),
    ...margins,
  });
  const pointOf = (timeS: number, kg: number) => ({
    x: timeS / frame.scale.size,
    y: kg / scale.size,
  });
  const now = pointOf(nowS, run.emissionsKg);
  const called = calledCourse(run.calls);
  const machine = [
    [0, 0] as const,
    // Emissions never fall, so the ends of a column are its extremes.
    ...decimate(run.samples, frame.columns)
      .map(({ timeS, emissionsKg }) => [timeS, emissionsKg] as const),
    [nowS, run.emissionsKg - (called.at(-1)?.emissionsKg ?? 0)] as const,
  ];
  const pointsOf = (course: readonly (readonly [number, number])[]) =>
    course.map(([timeS, kg]) => pointOf(timeS, kg));
  return {
    frame,
    scale,
    top,
    points: pointsOf(withCalled(machine, called)),
    machine: called.length > 0 ? pointsOf(machine) : undefined,
    now,
    end: {
      ...pointOf(endS, emissionsKg),
      range: [lowKg / scale.size, highKg / scale.size],
      texts: [
        texts.mass(emissionsKg),
        ...(expected === undefined ? [] : ["forecast"]),
        // Zero emissions have no range.
        ...highKg > 0
          ? rangeLines(texts.range(emissionsRangeKg, emissionsKg), isNarrow)
          : [],
      ],
      isExpected: expected !== undefined,
    },
    budget: budgetKg === undefined ? undefined : {
      y: budgetKg / scale.size,
      text: `budget ${budgetInWords(run, budgetKg)}${
        isFar ? ", above the chart" : ""
      }`,
      isFar,
    },
  };
}

/** A range in a line, or in two where there is little room. */
function rangeLines(range: string, isNarrow: boolean): string[] {
  return isNarrow ? range.split(/(?<= to) /) : [range];
}

/** A budget and how much is spent, such as `50 g, 24 % spent`. */
export function budgetInWords(
  { emissionsKg }: RunCourse,
  budgetKg: number,
): string {
  return budgetKg > 0
    ? `${mass(budgetKg)}, ${percent(emissionsKg / budgetKg)} spent`
    : mass(budgetKg);
}

/**
 * Cumulative emissions: a line, the area below it, and the line at 0.
 * @param points The whole
 * @param machine The machine alone, with calls to models above it. @default there are no calls
 */
export function emissionsMarks(
  Plot: typeof PlotModule,
  points: readonly ChartPoint[],
  machine: readonly ChartPoint[] = points,
): Mark[] {
  const style = {
    label: "emissions",
    shape: "line",
    colour: COLOURS.plain,
  } as const;
  return [
    ...machine === points ? [] : [
      courseMark(Plot, [...points, ...machine.toReversed()], {
        label: "emissions of calls",
        shape: "line",
        colour: COLOURS.calls,
        filled: "inside",
        opacity: 0.35,
        width: 0,
      }),
      courseMark(Plot, points, {
        label: "emissions with calls",
        shape: "line",
        colour: COLOURS.calls,
        width: 2,
      }),
    ],
    ...shadedCourse(Plot, machine, style),
    Plot.ruleY([0]),
  ];
}
