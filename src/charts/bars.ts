import type * as PlotModule from "../canvas/plot.ts";
import { COLOURS, ROW_HEIGHT } from "../canvas/theme.ts";
import { massScale, type Scale } from "../format.ts";
import { type Chart, createChart, type Mark } from "./parts/chart.ts";
import { shortened } from "./parts/label.ts";
import { widest } from "./parts/text_width.ts";

/** Emissions that are drawn as a bar. */
export interface Bar {
  /** What they are of. */
  readonly name: string;
  /** In kgCO2e. */
  readonly kg: number;
  /** Their 90 % range, drawn as a line, in kgCO2e. */
  readonly rangeKg?: readonly [low: number, high: number] | undefined;
  /** What is written beside the bar. */
  readonly text: string;
  /** What sets it apart. @default "plain" */
  readonly colour?: keyof typeof COLOURS;
  /** Bars of one group are next to each other, below its name. @default no groups */
  readonly group?: string | undefined;
}

/** A chart of emissions as bars, in the order given. */
export function barsChart(
  bars: readonly Bar[],
  { title, description }: Pick<Chart, "title" | "description">,
): Chart {
  const scale = massScale(Math.max(...bars.map((bar) => bar.kg)));
  const rows = bars.map((bar) => rowOf(bar, scale))
    .map((row, index, all) => ({ ...row, key: keyOf(row, index, all) }));
  const groups = [...new Set(bars.flatMap(({ group }) => group ?? []))];
  const names = new Map(rows.map(({ key, name }) => [key, name]));
  const groupRoom = groups.length > 0 ? widest(groups) + ROW_HEIGHT : 0;
  return createChart({
    title,
    description,
    marks: (Plot) => marksOf(Plot, rows, groups.length > 0 ? "group" : null),
    options: {
      height: rows.length * ROW_HEIGHT + (groups.length > 0 ? 120 : 90),
      marginLeft: widest(rows.map((row) => row.name)) + 12,
      marginRight: widest(rows.map((row) => row.text)) + 12 + groupRoom,
      marginBottom: 40,
      x: { label: `emissions (${scale.unit} CO2e)`, grid: true, ticks: 5 },
      y: {
        label: null,
        domain: [...names.keys()],
        tickFormat: (key: string) => names.get(key) ?? "",
      },
      ...(groups.length > 0 && {
        fy: { label: null, domain: groups, padding: 0.1 },
      }),
    },
  });
}

/**
 * Where a bar is on the axis: at its name, so that the marks fit into a plot of the user's own with
 * names as its domain. Two bars may have one name, which their groups tell apart, or a number.
 */
function keyOf(
  { name, group }: Omit<BarRow, "key">,
  index: number,
  rows: readonly Omit<BarRow, "key">[],
): string {
  const isFirst = rows.findIndex((row) => row.name === name) === index;
  return isFirst || group !== undefined ? name : `${name} (${index + 1})`;
}

/** A bar in the unit of the axis. */
interface BarRow extends Pick<Bar, "name" | "text" | "group"> {
  readonly key: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly fill: string;
}

function rowOf(bar: Bar, { size }: Scale): Omit<BarRow, "key"> {
  const { kg, rangeKg = [kg, kg], text, colour = "plain", group } = bar;
  const name = shortened(bar.name);
  return {
    name,
    group,
    value: kg / size,
    low: rangeKg[0] / size,
    high: rangeKg[1] / size,
    text,
    fill: COLOURS[colour],
  };
}

function marksOf(
  Plot: typeof PlotModule,
  rows: readonly BarRow[],
  fy: "group" | null,
): Mark[] {
  const at = { y: "key", ...(fy !== null && { fy }) };
  return [
    Plot.barX(rows, { ...at, x: "value", fill: "fill", insetTop: 2 }),
    Plot.ruleY(rows.filter(({ low, high }) => low < high), {
      ...at,
      x1: "low",
      x2: "high",
      stroke: "currentColor",
      strokeWidth: 2,
    }),
    Plot.text(rows, {
      ...at,
      x: (row: BarRow) => Math.max(row.value, row.high),
      text: "text",
      textAnchor: "start",
      dx: 5,
    }),
    Plot.ruleX([0]),
  ];
}
