import type * as PlotModule from "../canvas/plot.ts";
import { COLOURS, WIDTH } from "../canvas/theme.ts";
import { shown } from "../input.ts";
import { mass, number } from "../format.ts";
import { metricsIn } from "../tracker/course/logged_metrics.ts";
import type { RunRecord } from "../tracker/run.ts";
import {
  type EmissionsCourse,
  emissionsCourse,
  emissionsMarks,
  emissionsTexts,
} from "./parts/emissions_course.ts";
import { unknownMetric } from "./parts/last_metric.ts";
import { type Chart, createChart, type Mark } from "./parts/chart.ts";
import { type ChartPoint, courseMark } from "./parts/curve.ts";
import { phaseBands } from "./parts/phase_bands.ts";
import { stacked } from "./parts/stacked.ts";
import { shortened, spoken } from "./parts/text_width.ts";
import { type TimeFrame, timeOptions, timeStrips } from "./parts/time_frame.ts";
import { domainOf, leftOf, tickLabel } from "./parts/value_axis.ts";
import { checkRun, type RunCourse, runTitle } from "./parts/run_course.ts";

/** What the chart of metrics reads of a run. */
export type MetricsRun = RunCourse & Pick<RunRecord, "metrics">;

/** Which metrics to draw. */
export interface MetricsChartOptions {
  /** Their names, from top to bottom. @default the first four that the run has logged */
  readonly metrics?: readonly string[];
}

/** More curves below each other cannot be taken in at a glance. */
const MOST_METRICS = 4;

/** Height of the curve of a metric without its header, in px. */
const HEIGHT = 110;

/** Room beside the frame for the last value, in px. */
const MARGIN_RIGHT = 76;

/** Room above and below a curve, as a share of its height. */
const ROOM = 0.08;

/** With this many values or fewer each has a dot. */
const FEW = 40;

/** The values of a metric. */
interface Course {
  readonly name: string;
  readonly values: readonly Value[];
}

interface Value {
  readonly timeS: number;
  readonly emissionsKg: number;
  readonly value: number;
}

/**
 * Metrics of a run over time below its emissions, on one axis of time: what was bought, and when
 * it stopped to get better.
 * @param run What `track()` returns, or the snapshot of a run that is running
 * @param options Which metrics
 * @throws {TypeError} If it is no run, or the metrics are no list of names
 * @throws {RangeError} If the run has logged no metric
 * @throws {UnknownNameError} If it has not logged one of them; it names the nearest ones
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { charts, track } from "@carboncell/carboncell";
 *
 * const run = await track("train", (run) => {
 *   for (const loss of [2, 1, 0.5]) run.log({ loss });
 * }, { region: "us-central1" });
 * const chart = charts.metrics(run);
 * assert((await chart.svg()).includes("loss"));
 * ```
 */
export function metricsChart(
  run: MetricsRun,
  options: MetricsChartOptions = {},
): Chart {
  checkRun(run);
  const courses = chosen(run, options).map((name) => courseOf(run, name));
  // One axis of time for all, whose start the longest label moves.
  const left = Math.max(
    courseUntilNow(run, WIDTH).frame.left,
    ...courses.map(({ values }) =>
      leftOf(...domainOf(numbersOf(values), ROOM))
    ),
  );
  const names = courses.map(({ name }) => shortened(name));
  const end = mass(run.emissionsKg);
  return stacked([
    createChart({
      title: runTitle(run, `${names.join(", ")} and ${end} CO₂e`),
      description: `${shortened(run.name)} emitted ${end} CO₂e. ${
        spoken(courses.map(inWords))
      }.`,
      layout: (width) => emissionsLayout(run, width, left),
    }),
    ...courses.map((course, index) =>
      createChart({
        title: shortened(course.name),
        description: inWords(course),
        hasTitle: false,
        layout: (width) =>
          metricLayout(run, course, width, left, index === courses.length - 1),
      })
    ),
  ]);
}

function chosen(run: MetricsRun, options: MetricsChartOptions): string[] {
  const { metrics } = options ?? {};
  const logged = new Set(
    run.metrics.flatMap(metricsIn).filter(([, value]) => Number.isFinite(value))
      .map(([name]) => name),
  );
  if (metrics === undefined) {
    if (logged.size > 0) return [...logged].slice(0, MOST_METRICS);
    throw new RangeError(
      `Cannot draw the metrics as the run must have logged some, as in run.log({ loss }): current value is ${
        shown(run.metrics)
      }`,
    );
  }
  if (!Array.isArray(metrics) || metrics.length === 0) {
    throw new TypeError(
      `Cannot draw the metrics as metrics must be a list of names: current value is ${
        shown(metrics)
      }`,
    );
  }
  for (const name of metrics) {
    if (!logged.has(name)) throw unknownMetric(run, String(name));
  }
  return [...new Set(metrics)];
}

function courseOf({ metrics }: MetricsRun, name: string): Course {
  const values = metrics.flatMap((row): Value[] => {
    const { timeS, emissionsKg, [name]: value = NaN } = row;
    return Number.isFinite(value) ? [{ timeS, emissionsKg, value }] : [];
  });
  return { name, values };
}

function numbersOf(values: readonly Value[]): number[] {
  return values.map(({ value }) => value);
}

function inWords({ name, values }: Course): string {
  const [first, last] = [values[0], values.at(-1)] as [Value, Value];
  return `${shortened(name)} from ${number(first.value)} to ${
    number(last.value)
  }`;
}

type Layout = ReturnType<Parameters<typeof createChart>[0]["layout"]>;

/** The emissions so far, without a forecast, which metrics have none of. */
function emissionsLayout(
  run: MetricsRun,
  width: number,
  left: number,
): Layout {
  const course = courseUntilNow(run, width, left);
  const { frame, scale, points, top } = course;
  const phases = phaseBands(run.phases, frame);
  return {
    label: `emissions (${scale.unit} CO₂e)`,
    marks: (Plot) => [
      ...phases.bands(Plot),
      ...emissionsMarks(Plot, points, course.machine),
      ...phases.names(Plot),
      endText(Plot, course.now, mass(run.emissionsKg)),
      timeStrips(Plot, frame, (timeS) => {
        const after = points.find(({ x }) => x * frame.scale.size >= timeS);
        return mass((after ?? course.now).y * scale.size);
      }),
    ],
    options: {
      ...timeOptions(frame, phases.height, top, HEIGHT + phases.height),
      marginBottom: 6,
      x: { domain: [0, frame.end], axis: null },
    },
  };
}

function courseUntilNow(
  run: MetricsRun,
  width: number,
  left?: number,
): EmissionsCourse {
  const { emissionsKg } = run;
  const sofar = { ...run, forecast: undefined, budgetKg: undefined };
  const range = [emissionsKg, emissionsKg] as const;
  return emissionsCourse(
    { ...sofar, emissionsRangeKg: range },
    emissionsTexts(),
    width,
    { right: MARGIN_RIGHT, ...(left !== undefined && { left }) },
  );
}

function metricLayout(
  run: MetricsRun,
  { name, values }: Course,
  width: number,
  left: number,
  isLast: boolean,
): Layout {
  const { frame } = courseUntilNow(run, width, left);
  const { size } = frame.scale;
  const points = values.map(({ timeS, value }) => ({
    x: timeS / size,
    y: value,
  }));
  const last = values.at(-1) as Value;
  return {
    label: shortened(name),
    marks: (Plot) => [
      courseMark(Plot, points, {
        label: "metric",
        shape: "line",
        colour: COLOURS.metric,
        width: 2,
      }),
      // A few values have a dot each, which says the same.
      ...(values.length > FEW ? [strips(Plot, frame, name, values)] : []),
      dots(Plot, points, values, name),
      endText(Plot, points.at(-1) as ChartPoint, number(last.value)),
    ],
    options: {
      ...timeOptions(frame, 0, 1, HEIGHT + (isLast ? 20 : 0)),
      ...(isLast
        ? {}
        : { marginBottom: 6, x: { domain: [0, frame.end], axis: null } }),
      y: {
        label: null,
        domain: domainOf(numbersOf(values), ROOM),
        grid: true,
        ticks: 3,
        tickFormat: tickLabel,
      },
    },
  };
}

/** The last value, beside its point. */
function endText(
  Plot: typeof PlotModule,
  point: ChartPoint,
  text: string,
): Mark {
  return Plot.text([point], {
    x: "x",
    y: "y",
    text: [text],
    textAnchor: "start",
    fontWeight: "bold",
    dx: 10,
  });
}

/** What the mouse is shown of a metric: the last value until then, and what it took. */
function strips(
  Plot: typeof PlotModule,
  frame: TimeFrame,
  name: string,
  values: readonly Value[],
): Mark {
  return timeStrips(Plot, frame, (timeS) => {
    const before = values.findLast((it) => it.timeS <= timeS);
    return before === undefined ? "nothing logged yet" : hintOf(name, before);
  });
}

function hintOf(name: string, { value, emissionsKg }: Value): string {
  return `${shortened(name)} ${number(value)} for ${mass(emissionsKg)}`;
}

/** A dot for each value if they are few, else for the last one. */
function dots(
  Plot: typeof PlotModule,
  points: readonly ChartPoint[],
  values: readonly Value[],
  name: string,
): Mark {
  const from = points.length > FEW ? points.length - 1 : 0;
  return Plot.dot(points.slice(from), {
    x: "x",
    y: "y",
    r: 3,
    fill: COLOURS.metric,
    title: values.slice(from).map((value) => hintOf(name, value)),
  });
}
