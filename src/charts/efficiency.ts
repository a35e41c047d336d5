import { shown } from "../input.ts";
import { mass, massScale, number } from "../format.ts";
import { hasFootprint } from "../estimate/has_footprint.ts";
import type { Footprint } from "../estimate/result.ts";
import type { RunRecord } from "../tracker/run.ts";
import { type Chart, createChart } from "./parts/chart.ts";
import {
  type EfficiencyAxes,
  type EfficiencyDot,
  efficiencyMarks,
  frameOptions,
} from "./parts/efficiency_marks.ts";
import { type Better, type Choice, frontierOf } from "./frontier.ts";
import { shortened, spoken } from "./parts/text_width.ts";
import { domainOf, tickLabel } from "./parts/value_axis.ts";
import { lastMetric } from "./parts/last_metric.ts";
import { checkDrawable } from "./parts/check_drawable.ts";

/** The part of a run that the chart of efficiency reads. */
export type EfficiencyRun = Pick<
  RunRecord,
  "name" | "emissionsKg" | "metrics"
>;

/** What is weighed against the emissions. */
export interface EfficiencyChartOptions {
  /** Name of a metric that each run has logged. Its last value counts. */
  readonly metric: string;
  /**
   * Whether higher or lower is better.
   * @default "lower" if its name contains loss, error or perplexity, else "higher"
   */
  readonly better?: Better;
}

/** A run with its metric. */
interface Entry extends Choice {
  readonly name: string;
}

/** More runs cannot be told apart, nor drawn into a small picture. */
const MAX_RUNS = 150;

/** Emissions that differ by a larger factor get a logarithmic axis. */
const WIDE = 50;

/**
 * A metric of runs against their emissions: was it worth it? The chart marks and joins the runs
 * that no other run beats by both. Beside each of them it writes what the step to it costs.
 * @param runs What `track()` returns
 * @param options The metric, and which way it is good
 * @throws {TypeError} If the runs or the options are of the wrong type
 * @throws {RangeError} If there are no runs, or a run logged no finite value of the metric
 * @throws {UnknownNameError} If a run has not logged the metric; it names the nearest ones
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { charts } from "@carboncell/carboncell";
 *
 * const logged = { timeS: 60, energyKwh: 0.1 };
 * const chart = charts.efficiency([
 *   {
 *     name: "small",
 *     emissionsKg: 0.01,
 *     metrics: [{ ...logged, emissionsKg: 0.01, accuracy: 0.9 }],
 *   },
 *   {
 *     name: "large",
 *     emissionsKg: 0.04,
 *     metrics: [{ ...logged, emissionsKg: 0.04, accuracy: 0.92 }],
 *   },
 * ], { metric: "accuracy" });
 * assert((await chart.svg()).includes("+0.02 for 30\u202Fg"));
 * ```
 */
export function efficiencyChart(
  runs: Iterable<EfficiencyRun>,
  options: EfficiencyChartOptions,
): Chart {
  const { metric, better } = checkedOptions(options);
  const entries = checkedRuns(runs).map((run) => ({
    name: run.name,
    kg: run.emissionsKg,
    value: lastMetric(run, metric),
  }));
  const frontier = frontierOf(entries, better);
  const drawn = drawnOf(entries, frontier);
  const axes = axesOf(drawn);
  const dots = drawn.map((entry) => dotOf(entry, frontier, better, axes));
  return createChart({
    title: `${shortened(metric)} against emissions${
      drawn.length < entries.length
        ? `: ${drawn.length} of ${entries.length} runs`
        : ""
    }`,
    description: descriptionOf(metric, better, entries, frontier),
    layout: (width) => ({
      label: `${shortened(metric)} (${better} is better)`,
      legend: [
        {
          text: "no other run is better and cheaper",
          colour: "frontier",
          shape: "line",
        },
        ...(dots.some(({ isBest }) => !isBest)
          ? [{ text: "other runs", colour: "plain", shape: "ring" } as const]
          : []),
      ],
      marks: (Plot) => efficiencyMarks(Plot, dots, axes, better, width),
      options: {
        ...frameOptions(axes),
        x: {
          label: axes.isLog
            ? "emissions (CO₂e)"
            : `emissions (${axes.scale.unit} CO₂e)`,
          type: axes.isLog ? "log" : "linear",
          domain: [...axes.x],
          tickFormat: axes.isLog
            ? (value: number) => mass(value * axes.scale.size)
            : tickLabel,
          grid: true,
          ticks: Math.floor(width / 110),
        },
        y: {
          label: null,
          domain: [...axes.y],
          tickFormat: tickLabel,
          grid: true,
          ticks: 5,
        },
      },
    }),
  });
}

function checkedOptions(
  options: EfficiencyChartOptions,
): Required<EfficiencyChartOptions> {
  checkDrawable(options, "metric", 'a metric, as in { metric: "accuracy" }');
  const { metric, better = betterOf(metric) } = options;
  if (typeof metric !== "string") {
    throw new TypeError(
      `Cannot draw the efficiency as metric must be the name of a metric: current value is ${
        shown(metric)
      }`,
    );
  }
  if (better !== "higher" && better !== "lower") {
    throw new RangeError(
      `Cannot draw the efficiency as better must be "higher" or "lower": current value is ${
        shown(better)
      }`,
    );
  }
  return { metric, better };
}

function betterOf(metric: unknown): Better {
  return /loss|error|perplexity/i.test(String(metric)) ? "lower" : "higher";
}

function checkedRuns(runs: Iterable<EfficiencyRun>): readonly EfficiencyRun[] {
  const wanted = "a list of runs, as track() returns them";
  checkDrawable(runs, Symbol.iterator, wanted);
  const list = [...runs];
  for (const run of list) {
    checkDrawable(run, "metrics", wanted);
    hasFootprint(run as unknown as Footprint, "draw the chart");
  }
  if (list.length === 0) {
    throw new RangeError("Cannot draw the efficiency as there are no runs");
  }
  return list;
}

function othersOf(
  entries: readonly Entry[],
  frontier: readonly Entry[],
): readonly Entry[] {
  const best = new Set(frontier);
  return entries.filter((entry) => !best.has(entry));
}

/** The best runs first, as the first labels get the best positions. */
function drawnOf(
  entries: readonly Entry[],
  frontier: readonly Entry[],
): readonly Entry[] {
  return [...frontier.toReversed(), ...othersOf(entries, frontier)]
    .slice(0, MAX_RUNS);
}

function axesOf(entries: readonly Entry[]): EfficiencyAxes {
  const kgs = entries.map(({ kg }) => kg);
  const [least, most] = [Math.min(...kgs), Math.max(...kgs)];
  const scale = massScale(most);
  const isLog = least > 0 && most / least > WIDE;
  const values = entries.map(({ value }) => value);
  return {
    scale,
    isLog,
    x: isLog
      ? [least / scale.size / 1.5, most / scale.size * 1.5]
      : [0, most / scale.size * 1.05 || 1],
    y: domainOf(values, 0.16),
  };
}

function dotOf(
  entry: Entry,
  frontier: readonly Entry[],
  better: Better,
  { scale }: EfficiencyAxes,
): EfficiencyDot {
  const place = frontier.indexOf(entry);
  const name = shortened(entry.name);
  const before = frontier[place - 1];
  return {
    ...entry,
    x: entry.kg / scale.size,
    hint: inWords(entry),
    labels: before === undefined ? [name] : [
      `${name}\n${better === "higher" ? "+" : "−"}${step(before, entry)}`,
      name,
    ],
    isBest: place >= 0,
  };
}

/** How much better the metric gets, and what that costs. */
function step(from: Choice, to: Choice, words = ""): string {
  const gain = number(Math.abs(to.value - from.value));
  return `${gain}${words} for ${mass(to.kg - from.kg)}`;
}

function descriptionOf(
  metric: string,
  better: Better,
  entries: readonly Entry[],
  frontier: readonly Entry[],
): string {
  const others = othersOf(entries, frontier);
  const steps = frontier.map((entry, index) => {
    const before = frontier[index - 1];
    const words = better === "higher" ? " more" : " less";
    return before === undefined
      ? inWords(entry)
      : `${inWords(entry)}, ${step(before, entry, words)} more`;
  });
  const count = entries.length === 1 ? "a run" : `${entries.length} runs`;
  return `${shortened(metric)} of ${count} against emissions; ` +
    `${better} is better. On the frontier: ${spoken(steps)}.` +
    (others.length > 0
      ? ` Beaten by those: ${spoken(others.map(inWords))}.`
      : "");
}

function inWords({ name, value, kg }: Entry): string {
  return `${shortened(name)} with ${number(value)} for ${mass(kg)}`;
}
