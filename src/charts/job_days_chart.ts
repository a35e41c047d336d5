import type * as PlotModule from "../canvas/plot.ts";
import { SERIES_COLOURS } from "../canvas/theme.ts";
import { clipped, mass, massScale, number } from "../format.ts";
import type { JobRow } from "../jobs/job_log.ts";
import { NAMELESS } from "./job_users_chart.ts";
import { type Chart, createChart, type Mark } from "./parts/chart.ts";
import { spoken } from "./parts/text_width.ts";
import { MS_PER_DAY } from "../units.ts";
import { dayOptions } from "./parts/day_frame.ts";

/** Groups with a colour of their own; the others share one. */
const SHOWN_GROUPS = 4;

/**
 * Of more days each step stands for a week or several, so that drawings of two widths stay small.
 */
const MOST_STEPS = 62;
const WEEK = 7;
/** A key by which days are divided. */
type GroupKey = "user" | "account" | "partition" | "hardware" | "state";

/** Where a group ends in the stack of some days. */
interface Level {
  readonly at: Date;
  readonly high: number;
}

/** Emissions of each group, over the same days. */
interface Stacks {
  readonly levels: readonly (readonly Level[])[];
  readonly sums: readonly (readonly number[])[];
}

/**
 * Emissions over the days as stacked steps, by the groups that emitted most and the rest.
 * @param rows Totals by day and group
 * @param key The group
 */
export function jobDaysChart<Key extends GroupKey>(
  rows: readonly JobRow<"day" | Key>[],
  key: Key,
): Chart {
  const totals = new Map<string, number>();
  for (const row of rows) {
    const name = row[key] || NAMELESS;
    totals.set(name, (totals.get(name) ?? 0) + row.emissionsKg);
  }
  const largest = [...totals].sort((a, b) => b[1] - a[1]);
  const named = largest.length === SHOWN_GROUPS + 1
    ? largest
    : largest.slice(0, SHOWN_GROUPS);
  const groups = named.map(([name]) => name);
  const rest = `${number(largest.length - named.length)} others`;
  if (named.length < largest.length) groups.push(rest);
  const dates = rows.map((row) => Date.parse(row.day));
  const first = dates.reduce((a, b) => Math.min(a, b), Infinity);
  const last = dates.reduce((a, b) => Math.max(a, b), -Infinity);
  const days = Math.round((last - first) / MS_PER_DAY) + 1;
  const step = MS_PER_DAY *
    (days <= MOST_STEPS ? 1 : WEEK * Math.ceil(days / (WEEK * MOST_STEPS)));
  const bars = Math.ceil(days * MS_PER_DAY / step);
  const { levels, sums } = stacked(rows, {
    key,
    groups,
    rest,
    first,
    step,
    bars,
  });
  const highest = (levels.at(-1) ?? [])
    .reduce((most, { high }) => Math.max(most, high), 0);
  const scale = massScale(highest);
  const wholeKg = rows.reduce((sum, row) => sum + row.emissionsKg, 0);
  const weeks = step / MS_PER_DAY / WEEK;
  const per = weeks < 1 ? "day" : weeks === 1 ? "week" : `${weeks} weeks`;
  const noun = key === "account" ? "project" : key;
  const colourOf = (group: string) =>
    SERIES_COLOURS[groups.indexOf(group)] as string;
  return createChart({
    title: `Emissions over the days by ${noun}`,
    description: `Emissions each ${per} from ${dayText(first)} to ${
      dayText(last)
    }, in all ${mass(wholeKg)} CO₂e: ${
      spoken(
        largest.slice(0, SHOWN_GROUPS).map(([name, kg]) =>
          `${clipped(name, 40)} ${mass(kg)}`
        ),
      )
    }.`,
    layout: (width) => ({
      label: `emissions per ${per} (${scale.unit} CO₂e)`,
      legend: groups.map((group) => ({
        text: clipped(group, 24),
        colour: { paint: colourOf(group) },
      })),
      marks: (Plot) => [
        // Each area reaches down to 0 behind the next one, and its outline has no point below a
        // step: drawings of two widths have to be small.
        ...levels.map((level, i) =>
          Plot.line([
            { at: level[0]?.at, high: 0 },
            ...level,
            { at: level.at(-1)?.at, high: 0 },
          ], {
            x: "at",
            y: ({ high }) => high / scale.size,
            curve: "step-after",
            stroke: "none",
            fill: colourOf(groups[i] as string),
          })
        ).toReversed(),
        dayStrips(Plot, sums, { first, step, width, groups }),
        Plot.ruleY([0], { strokeOpacity: 0.5 }),
      ],
      options: {
        ...dayOptions(
          [new Date(first), new Date(first + bars * step)],
          width,
          highest / scale.size * 1.06,
          14,
        ),
        color: { type: "identity" },
      },
    }),
  });
}

function stacked<Key extends GroupKey>(
  rows: readonly JobRow<"day" | Key>[],
  { key, groups, rest, first, step, bars }: {
    readonly key: Key;
    readonly groups: readonly string[];
    readonly rest: string;
    readonly first: number;
    readonly step: number;
    readonly bars: number;
  },
): Stacks {
  const sums = Array.from({ length: bars }, () => groups.map(() => 0));
  for (const row of rows) {
    const bar = Math.floor((Date.parse(row.day) - first) / step);
    const own = groups.indexOf(row[key] || NAMELESS);
    const group = own < 0 ? groups.indexOf(rest) : own;
    sums[bar]![group]! += row.emissionsKg;
  }
  const until = (bar: number, group: number) =>
    sums[bar]!.slice(0, group + 1).reduce((sum, kg) => sum + kg, 0);
  const levels = groups.map((_, group) =>
    // The last step ends where the last days end.
    Array.from({ length: bars + 1 }, (_, i): Level => {
      const bar = Math.min(i, bars - 1);
      return { at: new Date(first + i * step), high: until(bar, group) };
    })
  );
  return { levels, sums };
}

/** Width of a strip that tells the mouse the days below it, in px. */
const STRIP = 48;

function dayStrips(
  Plot: typeof PlotModule,
  sums: Stacks["sums"],
  { first, step, width, groups }: {
    readonly first: number;
    readonly step: number;
    readonly width: number;
    readonly groups: readonly string[];
  },
): Mark {
  const count = Math.min(sums.length, Math.floor(width / STRIP));
  const each = Math.ceil(sums.length / count);
  const strips = Array.from(
    { length: Math.ceil(sums.length / each) },
    (_, i) => i * each,
  );
  return Plot.rect(strips, {
    x1: (bar: number) => new Date(first + bar * step),
    x2: (bar: number) =>
      new Date(first + Math.min(sums.length, bar + each) * step),
    fill: "currentColor",
    fillOpacity: 0,
    title: (bar: number) => {
      const within = sums.slice(bar, bar + each);
      const texts = groups.map((group, i) => {
        const kg = within.reduce((sum, of) => sum + of[i]!, 0);
        return `${clipped(group, 24)} ${mass(kg)}`;
      });
      return `from ${dayText(first + bar * step)}: ${texts.join(", ")}`;
    },
  });
}

function dayText(ms: number): string {
  return Number.isFinite(ms) ? new Date(ms).toISOString().slice(0, 10) : "";
}
