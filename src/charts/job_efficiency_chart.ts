import type * as PlotModule from "../canvas/plot.ts";
import { COLOURS, ROW_HEIGHT } from "../canvas/theme.ts";
import { clipped, number, percent } from "../format.ts";
import { NAMELESS } from "./job_users_chart.ts";
import { type Chart, createChart } from "./parts/chart.ts";
import { shortenedInside, spoken, widest } from "./parts/text_width.ts";

const SHOWN_EFFICIENCIES = 15;

/** CPU time of a user. */
export interface UsedTime {
  readonly user: string;
  /** Used, in s. */
  readonly usedS: number;
  /** Allocated, in s. */
  readonly allocatedS: number;
}

/**
 * The share of the allocated CPU time that was used, of the users with the most.
 * @param times By user; at least one
 */
export function jobEfficiencyChart(times: readonly UsedTime[]): Chart {
  const rows = times.toSorted((a, b) => b.allocatedS - a.allocatedS)
    .slice(0, SHOWN_EFFICIENCIES)
    .map(({ user, usedS, allocatedS }) => {
      const name = user || NAMELESS;
      const share = Math.min(1, usedS / allocatedS);
      const text = `${percent(share)} of ${number(allocatedS / 3600)} CPU h`;
      return { name, share, text, hint: `${name}: ${text} used` };
    });
  const all = times.reduce((sum, { allocatedS }) => sum + allocatedS, 0);
  const used = times.reduce((sum, { usedS }) => sum + usedS, 0);
  const which = rows.length < times.length
    ? `: the ${rows.length} users with the most, of ${number(times.length)}`
    : "";
  return createChart({
    title: `Used share of the allocated CPU time${which}`,
    description: `Bars of the CPU time that was used, in all ${
      percent(used / all)
    } of ${number(all / 3600)} CPU hours: ${
      spoken(rows.map(({ name, text }) => `${clipped(name, 40)} ${text}`))
    }.`,
    layout: (width) => {
      const room = 0.36 * width;
      const left = Math.min(widest(rows.map(({ name }) => name)) + 12, room);
      const right = widest(rows.map(({ text }) => text)) + 12;
      const y = ({ name }: { readonly name: string }) => name;
      return {
        label: "used (% of allocated)",
        legend: [
          { text: "used", colour: "plain" },
          { text: "allocated and not used", colour: { paint: UNUSED } },
        ],
        marks: (Plot: typeof PlotModule) => [
          Plot.barX(rows, {
            y,
            x1: 0,
            x2: 100,
            fill: UNUSED,
            fillOpacity: 0.35,
            insetTop: 3,
            insetBottom: 3,
            title: "hint",
          }),
          Plot.barX(rows, {
            y,
            x1: 0,
            x2: ({ share }) => share * 100,
            fill: COLOURS.plain,
            insetTop: 3,
            insetBottom: 3,
            title: "hint",
          }),
          Plot.text(rows, {
            y,
            x: 100,
            text: "text",
            textAnchor: "start",
            dx: 6,
          }),
          Plot.ruleX([0], { strokeOpacity: 0.5 }),
        ],
        options: {
          height: rows.length * ROW_HEIGHT + 32,
          marginTop: 6,
          marginLeft: left,
          marginRight: right,
          marginBottom: 26,
          x: { label: null, domain: [0, 100], grid: true, ticks: 4 },
          y: {
            label: null,
            domain: rows.map(({ name }) => name),
            padding: 0,
            tickSize: 0,
            tickFormat: (name: string) => shortenedInside(name, room - 12),
          },
        },
      };
    },
  });
}

const UNUSED = COLOURS.overhead;
