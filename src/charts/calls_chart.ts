import { mass, massScale, number } from "../format.ts";
import { COLOURS } from "../canvas/theme.ts";
import { type RunCall, sumOfCalls } from "../tracker/calls/run_call.ts";
import { callGroups } from "../tracker/calls/call_groups.ts";
import { type Bar, barsChart } from "./bars.ts";
import { calledCourse } from "./parts/called_course.ts";
import { checkDrawable } from "./parts/check_drawable.ts";
import { type Chart, createChart } from "./parts/chart.ts";
import { shadedCourse } from "./parts/curve.ts";
import { stacked } from "./parts/stacked.ts";
import { shortened, spoken } from "./parts/text_width.ts";
import { timeFrame, timeOptions, timeStrips } from "./parts/time_frame.ts";
import { leftOf } from "./parts/value_axis.ts";
import { endOf, type RunCourse } from "./parts/run_course.ts";

/** A run with its calls to models. */
export type CalledRun = RunCourse & { readonly calls: readonly RunCall[] };

/** More bars cannot be taken in at a glance. */
const MOST_BARS = 12;

/** Height of the chart over time, in px. */
const TIME_HEIGHT = 150;

/** The vertical axis ends a little above what is drawn. */
const HEADROOM = 1.08;

/**
 * The emissions of a run's calls to models: by model, with their 90 % ranges, and over time.
 * @param run What `track()` returns, or the snapshot of a run that is running
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { charts, track } from "@carboncell/carboncell";
 *
 * const run = await track("no calls", () => {}, { live: false });
 * const chart = charts.calls(run);
 * assert((await chart.svg()).includes("no calls"));
 * ```
 */
export function callsChart(run: CalledRun): Chart {
  checkDrawable(run, "calls", "what track() returns, or run.snapshot()");
  const { calls } = run;
  const { emissionsKg } = sumOfCalls(calls);
  const left = calls.filter(({ notCounted }) => notCounted !== undefined);
  const title = `${shortened(run.name)}: ${number(calls.length)} ${
    calls.length === 1 ? "call" : "calls"
  } to models, ${mass(emissionsKg)} CO₂e${
    left.length > 0 ? `, ${number(left.length)} not counted` : ""
  }`;
  const bars = barsOf(calls);
  const texts = bars.map(({ name, text }) => `${name} ${text}`);
  const models = barsChart(bars, {
    title,
    description: `${title}. By model: ${spoken(texts)}.`,
  });
  return emissionsKg > 0 ? stacked([models, timeChart(run)]) : models;
}

function barsOf(calls: readonly RunCall[]): Bar[] {
  const bars = callGroups(calls).map(({ model, provider, calls }): Bar => {
    const { emissionsKg: kg } = sumOfCalls(calls);
    const sum = (end: 0 | 1) =>
      calls.reduce((all, { emissionsRangeKg: r }) => all + (r?.[end] ?? 0), 0);
    return {
      name: shortened(
        `${model ?? "unknown model"}${provider ? ` (${provider})` : ""}`,
      ),
      kg,
      // What is not known of a model is the same in all its calls.
      rangeKg: [sum(0), sum(1)],
      text: `${mass(kg)}, ${number(calls.length)} ×`,
      colour: "calls",
    };
  }).sort((a, b) => b.kg - a.kg);
  return bars.length === 0
    ? [{ name: "no calls counted", kg: 0, text: "0", colour: "calls" }]
    : bars.slice(0, MOST_BARS);
}

/** What the calls have emitted in all, over the time of the run. */
function timeChart(run: CalledRun): Chart {
  const { emissionsKg } = sumOfCalls(run.calls);
  const scale = massScale(emissionsKg);
  const top = HEADROOM * emissionsKg / scale.size;
  const course = calledCourse(run.calls);
  const endS = Math.max(endOf(run), course.at(-1)?.timeS ?? 0);
  return createChart({
    title: "Over time",
    hasTitle: false,
    description: `Over time, the emissions of all calls rise to ${
      mass(emissionsKg)
    }.`,
    layout: (width) => {
      const frame = timeFrame(endS, width, {
        left: leftOf(0, top),
        right: 26,
      });
      const at = ({ timeS, emissionsKg }: typeof course[number]) => ({
        x: timeS / frame.scale.size,
        y: emissionsKg / scale.size,
      });
      const steps = [{ timeS: 0, emissionsKg: 0 }, ...course]
        .flatMap((point, i, all) =>
          i === 0 ? [at(point)] : [
            at({ ...point, emissionsKg: all[i - 1]?.emissionsKg ?? 0 }),
            at(point),
          ]
        );
      const points = [...steps, at({ timeS: endS, emissionsKg })];
      const style = {
        label: "emissions of calls",
        shape: "line",
        colour: COLOURS.calls,
      } as const;
      return {
        label: `emissions of all calls (${scale.unit} CO₂e)`,
        marks: (Plot) => [
          ...shadedCourse(Plot, points, style),
          Plot.ruleY([0]),
          timeStrips(Plot, frame, (timeS) => {
            const { emissionsKg = 0 } = course.findLast((point) =>
              point.timeS <= timeS
            ) ?? {};
            return mass(emissionsKg);
          }),
        ],
        options: timeOptions(frame, 0, top, TIME_HEIGHT),
      };
    },
  });
}
