import type * as PlotModule from "../canvas/plot.ts";
import { mass, massScale, type Scale } from "../format.ts";
import type { Total } from "../ledger/database/totals.ts";
import type { StoredRun } from "../ledger/stored/stored_run.ts";
import { CARD_DIGITS } from "../rounding.ts";
import { metricsIn } from "../tracker/course/logged_metrics.ts";
import { largestBarsChart } from "./bars.ts";
import { type Chart, createChart, type Mark } from "./parts/chart.ts";
import type { ChartPoint } from "./parts/curve.ts";
import { emissionsMarks } from "./parts/emissions_course.ts";
import { efficiencyChart, type EfficiencyRun } from "./efficiency.ts";
import { MS_PER_DAY } from "../units.ts";
import { dayOptions } from "./parts/day_frame.ts";

/** Of more days some are left out, as they are narrower than a pixel. */
const MOST_DAYS = 600;

/** More runs cannot be taken in at a glance. */
const MOST_RUNS = 15;

/**
 * The charts of a ledger: emissions by day, runs by emissions, and the best runs by a metric.
 * @param days Its days with their totals, in order
 * @param runs Its runs
 */
export function ledgerCharts(
  days: readonly Total[],
  runs: readonly StoredRun[],
): Chart[] {
  const emitting = runs.filter(isEmitting);
  return [
    // One day makes no curve.
    ...(days.length > 1 ? [daysChart(days)] : []),
    ...(emitting.length > 0 ? [runsChart(emitting)] : []),
    ...frontierChart(emitting),
  ];
}

type Emitting = StoredRun & { readonly emissionsKg: number };

function isEmitting(run: StoredRun): run is Emitting {
  return run.emissionsKg !== undefined && run.emissionsKg > 0;
}

/** Emissions of all runs, added up by the days on which they started. */
function daysChart(days: readonly Total[]): Chart {
  const from = days[0]?.key ?? "";
  const to = days.at(-1)?.key ?? "";
  let wholeKg = 0;
  const sums = days.map(({ key, emissionsKg }) => {
    const fromKg = wholeKg;
    wholeKg += emissionsKg;
    return { at: Date.parse(key), fromKg, toKg: wholeKg };
  });
  const scale = massScale(wholeKg);
  // The curve is flat where nothing ran, and rises over each day with runs.
  const points = thinned(sums).flatMap(({ at, fromKg, toKg }): ChartPoint[] => [
    { x: at, y: fromKg / scale.size },
    { x: at + MS_PER_DAY, y: toKg / scale.size },
  ]);
  return createChart({
    title: "Emissions over the days",
    description: `Emissions of all runs since the first: a line that rises to ${
      mass(wholeKg)
    } CO₂e from ${from} to ${to}, on ${days.length} days with runs.`,
    layout: (width) => ({
      label: `emissions (${scale.unit} CO₂e)`,
      marks: (Plot) => [
        ...emissionsMarks(Plot, points),
        dayStrips(Plot, points, width, scale),
      ],
      options: dayOptions(
        [new Date(from), new Date(Date.parse(to) + MS_PER_DAY)],
        width,
        wholeKg / scale.size * 1.08,
        26,
      ),
    }),
  });
}

/** Width of a strip that shows a sum to the mouse, in px. */
const STRIP = 24;

/** Strips from top to bottom that show the mouse the sum until then. */
function dayStrips(
  Plot: typeof PlotModule,
  points: readonly ChartPoint[],
  width: number,
  { size }: Scale,
): Mark {
  const [from, to] = [points[0]?.x ?? 0, points.at(-1)?.x ?? 1];
  const count = Math.floor(width / STRIP);
  const at = (index: number) => from + (to - from) * index / count;
  const strips = Array.from({ length: count }, (_, i) => i);
  return Plot.rect(strips, {
    x1: (i: number) => new Date(at(i)),
    x2: (i: number) => new Date(at(i + 1)),
    fill: "currentColor",
    fillOpacity: 0,
    title: (i: number) => {
      const { x, y } = points.findLast(({ x }) => x <= at(i + 1)) ??
        { x: from, y: 0 };
      return `until ${new Date(x).toISOString().slice(0, 10)}: ${
        mass(y * size)
      } CO₂e`;
    },
  });
}

function thinned<T>(items: readonly T[]): readonly T[] {
  const step = Math.ceil(items.length / MOST_DAYS);
  return items.filter((_, i) => (items.length - 1 - i) % step === 0);
}

function runsChart(runs: readonly Emitting[]): Chart {
  const largest = runs.toSorted((a, b) => b.emissionsKg - a.emissionsKg)
    .slice(0, MOST_RUNS);
  const title = largest.length < runs.length
    ? `The ${largest.length} runs that emitted most, of ${runs.length}`
    : "Runs by their emissions";
  return largestBarsChart(
    title,
    largest.map(({ name, emissionsKg, emissionsRangeKg }) => ({
      name,
      kg: emissionsKg,
      rangeKg: emissionsRangeKg,
      digits: CARD_DIGITS,
    })),
  );
}

/** The frontier of the metric that most runs have logged. It needs two runs with one metric. */
function frontierChart(runs: readonly EfficiencyRun[]): Chart[] {
  const counts = new Map<string, number>();
  for (const run of runs) {
    for (const name of metricsOf(run)) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  const [metric, count] = [...counts]
    .reduce((most, next) => next[1] > most[1] ? next : most, ["", 0]);
  if (count < 2) return [];
  const logging = runs.filter((run) => metricsOf(run).has(metric));
  return [efficiencyChart(logging, { metric })];
}

/** The metrics with a finite value in a run. */
function metricsOf({ metrics }: EfficiencyRun): Set<string> {
  const finite = metrics.flatMap(metricsIn)
    .filter(([, value]) => Number.isFinite(value));
  return new Set(finite.map(([name]) => name));
}
