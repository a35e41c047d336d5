import type * as PlotModule from "../canvas/plot.ts";
import { type Chart, createChart, type Mark } from "./parts/chart.ts";
import { shortened } from "./parts/label.ts";
import { textWidth } from "./parts/text_width.ts";
import { COLOURS, ROW_HEIGHT } from "../canvas/theme.ts";
import { massScale, type Scale } from "../format.ts";
import { type Digits, massText, rangeText } from "../rounding.ts";

/** Emissions that are drawn as a bar. */
export interface Bar {
  /** What they are of. */
  readonly name: string;
  /** In kgCO2e. */
  readonly kg: number;
  /** Their range, drawn as a line, in kgCO2e. */
  readonly rangeKg?: readonly [low: number, high: number] | undefined;
  /** Digits of what is written beside it. */
  readonly digits: Digits;
  /** What sets it apart. */
  readonly colour?: keyof typeof COLOURS;
}

/** As many as can be taken in at a glance. */
const MOST_BARS = 40;

/** So many can be listened to. */
const SPOKEN = 12;

/**
 * Emissions as bars with their 90 % ranges; of many, the largest. The digits are those of the text around it.
 * @param title What it shows
 * @param bars At least one, in the order to draw
 */
export function barsChart(title: string, bars: readonly Bar[]): Chart {
  const largest = bars.toSorted((a, b) => b.kg - a.kg).slice(0, MOST_BARS);
  const drawn = bars.length > MOST_BARS ? largest : bars;
  const scale = massScale(largest[0]?.kg ?? 0);
  // Two may have one name; their places keep them apart.
  const rows = drawn.map((bar) => rowOf(bar, bars.indexOf(bar), scale));
  const widest = (text: (row: Row) => string) =>
    Math.max(...rows.map((row) => textWidth(text(row)))) + 12;
  return createChart({
    title: drawn.length < bars.length
      ? `${title}: the ${drawn.length} largest of ${bars.length}`
      : title,
    description: descriptionOf(largest),
    marks: (Plot) => marksOf(Plot, rows),
    options: {
      height: rows.length * ROW_HEIGHT + 90,
      marginLeft: widest((row) => row.name),
      marginRight: widest((row) => row.text),
      marginBottom: 40,
      x: { label: `emissions (${scale.unit} CO2e)`, grid: true, ticks: 5 },
      y: {
        label: null,
        domain: rows.map((row) => row.key),
        tickFormat: (key: string) =>
          rows.find((r) => r.key === key)?.name ?? "",
      },
    },
  });
}

/** A bar in the unit of the axis. */
interface Row {
  readonly key: string;
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly text: string;
  readonly colour: string;
}

function rowOf(bar: Bar, index: number, { size }: Scale): Row {
  const { name, kg, rangeKg = [kg, kg], digits, colour = "plain" } = bar;
  return {
    key: String(index),
    name: shortened(name),
    value: kg / size,
    low: rangeKg[0] / size,
    high: rangeKg[1] / size,
    text: massText(kg, digits),
    colour: COLOURS[colour],
  };
}

function marksOf(Plot: typeof PlotModule, rows: readonly Row[]): Mark[] {
  return [
    Plot.barX(rows, { x: "value", y: "key", fill: "colour", insetTop: 2 }),
    Plot.ruleY(rows.filter(({ low, high }) => low < high), {
      x1: "low",
      x2: "high",
      y: "key",
      stroke: "currentColor",
      strokeWidth: 2,
    }),
    Plot.text(rows, {
      x: (row: Row) => Math.max(row.value, row.high),
      y: "key",
      text: "text",
      textAnchor: "start",
      dx: 5,
    }),
    Plot.ruleX([0]),
  ];
}

function descriptionOf(largest: readonly Bar[]): string {
  const spoken = largest.slice(0, SPOKEN)
    .map(({ name, kg, rangeKg, digits }) =>
      `${shortened(name)} ${massText(kg, digits)}${
        rangeKg === undefined ? "" : ` (${rangeText(rangeKg, kg, digits)})`
      }`
    );
  const more = largest.length - spoken.length;
  return `Bars, the longest first: ${spoken.join("; ")}${
    more > 0 ? `; and ${more} more` : ""
  }.`;
}
