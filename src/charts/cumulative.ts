import type * as PlotModule from "../canvas/plot.ts";
import { duration } from "../format.ts";
import type { Digits } from "../rounding.ts";
import { type Chart, createChart, type Mark } from "./parts/chart.ts";
import {
  budgetInWords,
  type EmissionsCourse,
  emissionsCourse,
  type EmissionsTexts,
  emissionsTexts,
} from "./emissions_course.ts";
import { emissionsMarks } from "./emissions_marks.ts";
import { shortened } from "./parts/label.ts";
import { phaseBands } from "./parts/phase_bands.ts";
import {
  checkRun,
  phasesInWords,
  type RunCourse,
  runTitle,
} from "./run_course.ts";
import { textWidth } from "./parts/text_width.ts";
import { COLOURS } from "../canvas/theme.ts";
import { FRAME_WIDTH, timeOptions } from "./parts/time_frame.ts";

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
 * assert((await chart.svg()).includes("budget 50 g, 80 % spent"));
 * ```
 */
export function cumulativeChart(run: RunCourse, digits?: Digits): Chart {
  checkRun(run);
  const texts = emissionsTexts(digits);
  const course = emissionsCourse(run, texts);
  const { frame, scale, top } = course;
  const phases = phaseBands(run.phases, frame);
  return createChart({
    title: runTitle(run, `${texts.mass(run.emissionsKg)} CO2e`),
    description: descriptionOf(run, texts),
    marks: (Plot) => [
      ...phases.bands(Plot),
      ...emissionsMarks(Plot, course.points),
      ...expectedMarks(Plot, course),
      ...budgetMarks(Plot, course),
      ...endMarks(Plot, course),
      ...phases.names(Plot),
    ],
    options: timeOptions(
      frame,
      phases.height,
      `emissions (${scale.unit} CO2e)`,
      top,
    ),
  });
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
  course: EmissionsCourse,
): Mark[] {
  const { budget, frame } = course;
  if (budget === undefined) return [];
  const { y, text, isFar } = budget;
  if (isFar) {
    const corner = { frameAnchor: "top-left", textAnchor: "start" } as const;
    return [Plot.text([text], { ...corner, dx: 6, dy: 8 })];
  }
  const textEnd = (textWidth(text) + 12) / FRAME_WIDTH * frame.end;
  // If the curve passes the rule early, there is room below it on the right.
  const isPassed = heightAt(course, textEnd) > y;
  return [
    Plot.ruleY([y], { stroke: COLOURS.own, strokeWidth: 1.5 }),
    Plot.text([text], {
      y: [y],
      frameAnchor: isPassed ? "right" : "left",
      textAnchor: isPassed ? "end" : "start",
      dx: isPassed ? -6 : 6,
      dy: isPassed ? 9 : -9,
    }),
  ];
}

/** How high the curve is at a point of time, or may become. */
function heightAt({ points, end }: EmissionsCourse, x: number): number {
  return points.find((point) => point.x >= x)?.y ?? end.range[1];
}

const LINE_HEIGHT = 15;

function endMarks(Plot: typeof PlotModule, { end }: EmissionsCourse): Mark[] {
  return [
    Plot.ruleX([end], {
      x: "x",
      y1: end.range[0],
      y2: end.range[1],
      dx: 8,
      strokeWidth: 2,
    }),
    Plot.dot([end], { x: "x", y: "y", r: 4, fill: COLOURS.plain }),
    ...end.texts.map((text, line) =>
      Plot.text([end], {
        x: "x",
        y: "y",
        text: [text],
        textAnchor: "start",
        fontWeight: line === 0 ? "bold" : "normal",
        dx: 16,
        dy: LINE_HEIGHT * (line - 1),
      })
    ),
  ];
}

function descriptionOf(run: RunCourse, texts: EmissionsTexts): string {
  const { name, status, budgetKg, forecast } = run;
  const measured = `${shortened(name)} emitted ${
    texts.mass(run.emissionsKg)
  } CO2e (${
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
  return `${measured}${expected}${budget}${phasesInWords(run)}`;
}

const WORDS: Readonly<Record<RunCourse["status"], string>> = {
  running: "is running",
  finished: "is finished",
  failed: "failed",
  aborted: "was aborted",
  interrupted: "was interrupted",
};
