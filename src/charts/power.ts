import type * as PlotModule from "../canvas/plot.ts";
import { duration, power, powerScale, type Scale } from "../format.ts";
import type { SensedComponent } from "../sensors/parts/sensor.ts";
import { sumOfCalls } from "../tracker/calls/run_call.ts";
import type { Sample } from "../tracker/course/sample.ts";
import { J_PER_KWH } from "../units.ts";
import { type Chart, createChart, type Mark } from "./parts/chart.ts";
import { type ChartPoint, courseMark } from "./parts/curve.ts";
import { type Columns, decimate } from "./parts/decimate.ts";
import { shortened } from "./parts/text_width.ts";
import { phaseBands } from "./parts/phase_bands.ts";
import {
  checkRun,
  endOf,
  phasesInWords,
  type RunCourse,
  runTitle,
} from "./parts/run_course.ts";
import {
  type TimeFrame,
  timeFrame,
  timeOptions,
  timeStrips,
} from "./parts/time_frame.ts";
import { COLOURS, WIDTH } from "../canvas/theme.ts";

/** Room above the peak for its label, as a factor. */
const HEADROOM = 1.15;

/** The parts from the top of the stack down: the unsteadiest does not shake the others. */
const PARTS: readonly SensedComponent[] = ["accelerator", "cpu", "memory"];

/** A part with all parts below it. */
interface Layer {
  readonly part: SensedComponent;
  readonly points: readonly ChartPoint[];
}

/** A run's power in the units of the axes. */
interface PowerCourse {
  readonly frame: TimeFrame;
  readonly scale: Scale;
  /** End of the vertical axis. */
  readonly top: number;
  /** From the highest down: each is painted over the one before. */
  readonly layers: readonly Layer[];
  readonly least: readonly ChartPoint[];
  readonly greatest: readonly ChartPoint[];
  /** The samples that are drawn. */
  readonly samples: readonly Sample[];
  /** The sample with the greatest power. */
  readonly peak: Sample | undefined;
}

/**
 * IT power of a run over time, stacked by part of the machine, with its phases. Thin lines show
 * the least and the greatest power between two readings, so that a long run shows short peaks.
 * @param run What `track()` returns, or the snapshot of a run that is running
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { charts } from "@carboncell/carboncell";
 *
 * const powerW = { powerW: 300, minPowerW: 290, maxPowerW: 310 };
 * const components = { componentPowerW: { accelerator: 280, cpu: 20 } };
 * const chart = charts.power({
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
 *   budgetKg: undefined,
 *   forecast: undefined,
 * });
 * assert((await chart.svg()).includes("peak 310\u202FW")); // a thin space
 * ```
 */
export function powerChart(run: RunCourse): Chart {
  checkRun(run);
  const usual = powerCourse(run, WIDTH);
  return createChart({
    title: titleOf(run),
    description: descriptionOf(run, usual),
    layout: (width) => {
      const course = width === WIDTH ? usual : powerCourse(run, width);
      const { frame, scale, top, layers } = course;
      const phases = phaseBands(run.phases, frame);
      return {
        label: `power (${scale.unit})`,
        legend: course.peak === undefined ? [] : [
          ...layers.map(({ part }) => ({ text: part, colour: part })),
          { text: "least, greatest", colour: "total", shape: "line" } as const,
        ],
        marks: (Plot) => [
          ...phases.bands(Plot),
          ...layers.map(({ part, points }) =>
            // The line shows a peak that is narrower than a pixel, and the area does not.
            courseMark(Plot, points, {
              label: part,
              shape: "steps",
              colour: COLOURS[part],
              filled: true,
              width: 0.5,
            })
          ),
          ...extremeMarks(Plot, course),
          Plot.ruleY([0]),
          ...phases.names(Plot),
          timeStrips(Plot, frame, powerAt(course)),
        ],
        options: timeOptions(frame, phases.height, top),
      };
    },
  });
}

/** Room beside the frame, in px: for up to 1,000 of a unit, and half a label of the time axis. */
const MARGINS = { left: 46, right: 26 } as const;

function powerCourse(run: RunCourse, width: number): PowerCourse {
  const frame = timeFrame(endOf(run), width, MARGINS);
  const columns = columnsOf(frame);
  const samples = decimate(run.samples, columns, {
    low: "minPowerW",
    high: "maxPowerW",
  }).filter(({ timeS }) => timeS > 0); // at the start nothing has been used yet
  let peak: Sample | undefined;
  for (const sample of samples) {
    if (sample.maxPowerW > (peak?.maxPowerW ?? 0)) peak = sample;
  }
  const scale = powerScale(peak?.maxPowerW ?? 0);
  const pointsOf = (wattsOf: (sample: Sample) => number) =>
    steps(samples, (sample) => ({
      x: sample.timeS / frame.scale.size,
      y: wattsOf(sample) / scale.size,
    }));
  return {
    frame,
    scale,
    top: HEADROOM * (peak?.maxPowerW ?? 0) / scale.size || 1,
    layers: layersOf(samples, pointsOf),
    ...extremesOf(samples, frame, columns, scale),
    samples,
    peak,
  };
}

/** More columns take longer to draw and read, and show no more. */
const MOST_COLUMNS = 480;

function columnsOf({ columns: { count, endS } }: TimeFrame): Columns {
  return { count: Math.min(count, MOST_COLUMNS), endS };
}

/** The least and the greatest power of every column. */
function extremesOf(
  samples: readonly Sample[],
  { scale: { size } }: TimeFrame,
  columns: Columns,
  scale: Scale,
): Pick<PowerCourse, "least" | "greatest"> {
  const inColumns = Map.groupBy(
    samples,
    ({ timeS }) => Math.floor(timeS / columns.endS * columns.count),
  );
  const extremes = [...inColumns.values()].map((column) => ({
    x: (column.at(-1)?.timeS ?? 0) / size,
    low: Math.min(...column.map(({ minPowerW }) => minPowerW)) / scale.size,
    high: Math.max(...column.map(({ maxPowerW }) => maxPowerW)) / scale.size,
  }));
  return {
    least: steps(extremes, ({ x, low }) => ({ x, y: low })),
    greatest: steps(extremes, ({ x, high }) => ({ x, y: high })),
  };
}

/** The points of steps: each sample holds since the one before it, the first since the start. */
function steps<T>(
  samples: readonly T[],
  pointOf: (sample: T) => ChartPoint,
): readonly ChartPoint[] {
  const points = samples.map(pointOf);
  const first = points[0];
  return first === undefined ? [] : [{ ...first, x: 0 }, ...points];
}

function layersOf(
  samples: readonly Sample[],
  pointsOf: (wattsOf: (sample: Sample) => number) => readonly ChartPoint[],
): readonly Layer[] {
  const present = PARTS.filter((part) =>
    samples.some((sample) => sample.componentPowerW[part] !== undefined)
  );
  return present.map((part, index) => {
    const below = present.slice(index);
    const points = pointsOf(({ componentPowerW }) =>
      below.reduce((sum, name) => sum + (componentPowerW[name] ?? 0), 0)
    );
    return { part, points };
  });
}

function extremeMarks(
  Plot: typeof PlotModule,
  { frame, scale, least, greatest, peak }: PowerCourse,
): Mark[] {
  if (peak === undefined) {
    return [Plot.text(["nothing was measured"], { frameAnchor: "middle" })];
  }
  const style = { ...EXTREMES, shape: "steps" } as const;
  const place = {
    x: [peak.timeS / frame.scale.size],
    y: [peak.maxPowerW / scale.size],
  };
  return [
    courseMark(Plot, least, { ...style, label: "least power" }),
    courseMark(Plot, greatest, { ...style, label: "greatest power" }),
    Plot.dot([peak], { ...place, r: 3, fill: "currentColor" }),
    Plot.text([`peak ${power(peak.maxPowerW)}`], {
      ...place,
      // Inside the frame, as the key is beside it.
      textAnchor: peak.timeS > frame.columns.endS / 2 ? "end" : "start",
      dy: -12,
    }),
  ];
}

const EXTREMES = { colour: "currentColor", opacity: 0.6, width: 0.75 } as const;

/** What a run took at a moment, in words. */
function powerAt({ samples }: PowerCourse): (timeS: number) => string {
  return (timeS) => {
    const after = samples.find((sample) => sample.timeS >= timeS * (1 - 1e-9));
    if (after === undefined) return "nothing was measured";
    const parts = PARTS.flatMap((part) => {
      const watts = after.componentPowerW[part];
      return watts === undefined ? [] : [`${part} ${power(watts)}`];
    });
    return [power(after.powerW), ...parts.length > 1 ? parts : []].join(", ");
  };
}

/** Of the machine: a run draws no power for its calls to models. */
function meanW(
  { itEnergyKwh, durationS, calls }: RunCourse,
): number | undefined {
  const ownKwh = itEnergyKwh - sumOfCalls(calls).itEnergyKwh;
  return durationS > 0 ? ownKwh * J_PER_KWH / durationS : undefined;
}

function titleOf(run: RunCourse): string {
  const mean = meanW(run);
  const figure = mean === undefined ? "power" : `${power(mean)} on average`;
  return runTitle(run, figure);
}

function descriptionOf(run: RunCourse, { peak, layers }: PowerCourse): string {
  const name = shortened(run.name);
  const mean = meanW(run);
  if (mean === undefined || peak === undefined) {
    return `${name}: no power was measured.`;
  }
  const parts = layers.map(({ part }) => part).join(", ");
  return `${name} took ${power(mean)} on average over ${
    duration(run.durationS)
  }, and ${power(peak.maxPowerW)} at its peak after ${
    duration(peak.timeS)
  }. Parts, from the top of the stack: ${parts}.${phasesInWords(run)}`;
}
