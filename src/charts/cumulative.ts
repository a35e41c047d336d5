import type * as PlotModule from "../canvas/plot.ts";
import { clipped, duration } from "../format.ts";
import type { Digits } from "../rounding.ts";
import { type Chart, createChart, type Mark } from "./parts/chart.ts";
import {
  budgetInWords,
  type EmissionsCourse,
  emissionsCourse,
  emissionsMarks,
  type EmissionsTexts,
  emissionsTexts,
} from "./parts/emissions_course.ts";
import { calledCourse } from "./parts/called_course.ts";
import { shortened } from "./parts/text_width.ts";
import { phaseBands } from "./parts/phase_bands.ts";
import {
  checkRun,
  phasesInWords,
  type RunCourse,
  runTitle,
} from "./parts/run_course.ts";
import { COLOURS } from "../canvas/theme.ts";
import type { LegendItem } from "./parts/header.ts";
import { timeOptions, timeStrips } from "./parts/time_frame.ts";

/**
 * Emissions of a run over time with the 90 % range at the end, its budget and its phases. For a
 * run that is running it also shows the expected end.
 * @param run What `track()` returns, or the snapshot of a run that is running
 * @param digits Significant digits of its emissions. @default those of every chart
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { charts } from "@carboncell/carboncell";
 *
 * const powerW = { powerW: 300, minPowerW: 290, maxPowerW: 310 };
 * const components = { componentPowerW: { accelerator: 280, cpu: 20 } };
 * const chart = charts.cumulative({
 *   name: "fine-tune",
 *   status: "finished",
 *   samples: [
 *     { timeS: 600, energyKwh: 0.05, emissionsKg: 0.02, ...powerW, ...components },
 *     { timeS: 1200, energyKwh: 0.1, emissionsKg: 0.04, ...powerW, ...components },
 *   ],
 *   phases: [],
 *   durationS: 1200,
 *   itEnergyKwh: 0.1,
 *   emissionsKg: 0.04,
 *   emissionsRangeKg: [0.03, 0.05],
 *   budgetKg: 0.05,
 *   forecast: undefined,
 * });
 * assert((await chart.svg()).includes("80\u202F% spent"));
 * ```
 */
export function cumulativeChart(run: RunCourse, digits?: Digits): Chart {
  checkRun(run);
  const texts = emissionsTexts(digits);
  return createChart({
    title: runTitle(run, `${texts.mass(run.emissionsKg)} CO₂e`),
    description: descriptionOf(run, texts),
    layout: (width) => {
      const course = emissionsCourse(run, texts, width);
      const { frame, scale, top } = course;
      const phases = phaseBands(run.phases, frame);
      return {
        label: `emissions (${scale.unit} CO₂e)`,
        legend: legendOf(course),
        marks: (Plot) => [
          ...phases.bands(Plot),
          ...emissionsMarks(Plot, course.points, course.machine),
          ...expectedMarks(Plot, course),
          ...budgetMarks(Plot, course),
          ...endMarks(Plot, course),
          ...phases.names(Plot),
          timeStrips(Plot, frame, valueAt(run, course, texts)),
          ...rangeMarks(Plot, course),
        ],
        options: timeOptions(frame, phases.height, top),
      };
    },
  });
}

/** The two ranges of 90 % differ: in what they are of, in their look, and in their names. */
function legendOf({ end, budget, machine }: EmissionsCourse): LegendItem[] {
  const isRange = end.range[0] < end.range[1];
  return [
    ...(machine === undefined ? [] : [
      { text: "machine", colour: "plain" } as const,
      { text: "calls", colour: "calls" } as const,
    ]),
    ...(budget === undefined ? [] : [
      {
        text: budget.text,
        colour: "budget",
        shape: "dashes",
      } as const,
    ]),
    ...(end.isExpected
      ? [
        {
          text: "forecast, 90 % of ends",
          colour: "plain",
          shape: "fan",
        } as const,
      ]
      : isRange
      ? [{ text: "90 % range", colour: "total", shape: "line" } as const]
      : []),
  ];
}

/** What a run has emitted at a moment, in words. */
function valueAt(
  run: RunCourse,
  { frame, scale, points, now }: EmissionsCourse,
  texts: EmissionsTexts,
): (timeS: number) => string {
  const { size } = frame.scale;
  return (timeS) => {
    // The moment of now may be a rounding error away.
    if (timeS > now.x * size * (1 + 1e-9)) return "still to come";
    const after = points.find(({ x }) => x * size >= timeS) ?? now;
    const phase = run.phases.find(({ startS, endS }) =>
      startS < timeS && timeS <= endS
    );
    const kg = texts.mass(after.y * scale.size);
    return phase === undefined ? kg : `${kg}, ${clipped(phase.name, 20)}`;
  };
}

/** From the present of a run to its expected end. */
function expectedMarks(
  Plot: typeof PlotModule,
  { now, end }: EmissionsCourse,
): Mark[] {
  if (!end.isExpected) return [];
  const fan = [
    { x: now.x, low: now.y, high: now.y },
    { x: end.x, low: end.range[0], high: end.range[1] },
  ];
  return [
    Plot.areaY(fan, {
      x: "x",
      y1: "low",
      y2: "high",
      fill: COLOURS.plain,
      fillOpacity: 0.25,
    }),
    Plot.line([now, end], {
      x: "x",
      y: "y",
      stroke: COLOURS.plain,
      strokeWidth: 2,
      strokeDasharray: "2,5",
    }),
    Plot.dot([now], { x: "x", y: "y", r: 4, fill: COLOURS.plain }),
  ];
}

function budgetMarks(
  Plot: typeof PlotModule,
  { budget }: EmissionsCourse,
): Mark[] {
  return budget === undefined || budget.isFar ? [] : [
    Plot.ruleY([budget.y], {
      stroke: COLOURS.budget,
      strokeWidth: 2,
      strokeDasharray: "4,3",
      title: [budget.text],
    }),
  ];
}

const LINE_HEIGHT = 15;

/** A frame is at least so high, in px. */
const LEAST_HEIGHT = 100;

function endMarks(
  Plot: typeof PlotModule,
  { end, top }: EmissionsCourse,
): Mark[] {
  const half = (end.texts.length - 1) / 2;
  // Near the bottom of the frame the lines end at the point, and near its top they begin there.
  const share = end.y / top;
  const near = (half * LINE_HEIGHT + 8) / LEAST_HEIGHT;
  const shift = share < near ? -half : share > 1 - near ? half : 0;
  return end.texts.map((text, line) =>
    Plot.text([end], {
      x: "x",
      y: "y",
      text: [text],
      textAnchor: "start",
      fontWeight: line === 0 ? "bold" : "normal",
      fillOpacity: line === 0 ? 1 : 0.8,
      dx: 16,
      dy: LINE_HEIGHT * (line - half + shift),
    })
  );
}

/** The range at the end of a run, and its end, above all that feels the mouse. */
function rangeMarks(
  Plot: typeof PlotModule,
  { end }: EmissionsCourse,
): Mark[] {
  const title = [end.texts.join(" ")];
  return [
    ...(end.isExpected ? [] : [
      Plot.ruleX([end], {
        x: "x",
        y1: end.range[0],
        y2: end.range[1],
        dx: 8,
        strokeWidth: 2,
        title,
      }),
    ]),
    Plot.dot([end], {
      x: "x",
      y: "y",
      r: 4,
      fill: COLOURS.plain,
      title,
    }),
  ];
}

function descriptionOf(run: RunCourse, texts: EmissionsTexts): string {
  const { name, status, budgetKg, forecast } = run;
  const measured = `${shortened(name)} emitted ${
    texts.mass(run.emissionsKg)
  } CO₂e (${
    texts.range(run.emissionsRangeKg, run.emissionsKg)
  } with a probability of 90 %) in ${duration(run.durationS)} and ${
    WORDS[status]
  }.`;
  const expected = status === "running" && forecast !== undefined
    ? ` It is expected to emit ${texts.mass(forecast.emissionsKg)} (${
      texts.range(forecast.emissionsRangeKg, forecast.emissionsKg)
    }) in ${duration(forecast.durationS)}.`
    : "";
  const budget = budgetKg === undefined
    ? ""
    : ` Its budget: ${budgetInWords(run, budgetKg)}.`;
  const calledKg = calledCourse(run.calls).at(-1)?.emissionsKg;
  const called = calledKg === undefined
    ? ""
    : ` Of this, ${texts.mass(calledKg)} are of calls to models.`;
  return `${measured}${called}${expected}${budget}${phasesInWords(run)}`;
}

const WORDS: Readonly<Record<RunCourse["status"], string>> = {
  running: "is running",
  finished: "is finished",
  failed: "failed",
  aborted: "was aborted",
  interrupted: "was interrupted",
};
