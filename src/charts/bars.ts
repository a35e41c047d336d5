import type * as PlotModule from "../canvas/plot.ts";
import {
  type ColourName,
  COLOURS,
  FONT_SIZE,
  ROW_HEIGHT,
} from "../canvas/theme.ts";
import { massRange, massScale, number, type Scale } from "../format.ts";
import { type Digits, massText, rangeText } from "../rounding.ts";
import {
  type Chart,
  type ChartLayout,
  createChart,
  type Mark,
} from "./parts/chart.ts";
import type { LegendItem } from "./parts/header.ts";
import {
  shortened,
  shortenedInside,
  spoken,
  widest,
} from "./parts/text_width.ts";

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
  /** What it means. @default "plain" */
  readonly colour?: ColourName;
  /** What it is made of, from left to right. @default one part */
  readonly parts?: readonly BarPart[];
  /** More to know about it, for the mouse. */
  readonly hint?: string | undefined;
}

/** A part of a bar. */
export interface BarPart {
  readonly name: string;
  readonly kg: number;
  readonly text: string;
  readonly colour: ColourName;
}

/** What a chart of bars says about them. */
interface BarTexts extends Pick<Chart, "title" | "description"> {
  /** The meanings of their colours. */
  readonly legend?: readonly LegendItem[];
}

/** A bar in the unit of the axis. */
interface BarRow {
  readonly key: string;
  readonly name: string;
  readonly text: string;
  readonly low: number;
  readonly high: number;
  /** Where its bar and its range end. */
  readonly end: number;
  readonly range: string;
  readonly parts: readonly PartRow[];
}

interface PartRow {
  readonly key: string;
  readonly x1: number;
  readonly x2: number;
  readonly fill: string;
  readonly hint: string;
}

/** Names beside bars take no more than this share of the width. */
const NAMES = 0.42;

/** Below this width such names are above their bars, in px. */
const NARROW = 520;

/** Height of such a bar with its name, in px. */
const HIGH_ROW = 33;

/** Distance of two labels of the axis, in px. */
const TICK_DISTANCE = 80;

const GAP = 12;

/** A chart of emissions as bars, in the order given. */
export function barsChart(bars: readonly Bar[], texts: BarTexts): Chart {
  const scale = massScale(Math.max(...bars.map((bar) => bar.kg)));
  const rows = bars.map((bar, index) => rowOf(bar, keyOf(bars, index), scale));
  const hasRange = rows.some(({ low, high }) => low < high);
  const { legend = [], ...words } = texts;
  return createChart({
    ...words,
    layout: (width) => ({
      ...layoutOf(rows, width),
      label: `emissions (${scale.unit} CO₂e)`,
      legend: [
        ...legend,
        ...(hasRange
          ? [{ text: "90 % range", colour: "total", shape: "line" } as const]
          : []),
      ],
    }),
  });
}

/**
 * Where a bar is on the axis: at its name, so that the marks fit into a plot of the user's own with
 * names as its domain. Of bars with one name the later ones have a number.
 */
function keyOf(bars: readonly Bar[], index: number): string {
  const name = bars[index]?.name ?? "";
  const isFirst = bars.findIndex((bar) => bar.name === name) === index;
  return isFirst ? name : `${name} (${index + 1})`;
}

function rowOf(bar: Bar, key: string, { size }: Scale): BarRow {
  const { kg, rangeKg = [kg, kg], text, colour = "plain", hint } = bar;
  const name = bar.name.replace(/\s+/g, " ");
  const [lowKg, highKg] = rangeKg;
  const range = lowKg < highKg ? `90 % range ${massRange(rangeKg)}` : "";
  const whole = [`${name}: ${text} CO₂e`, range, hint ?? ""]
    .filter((it) => it !== "").join("; ");
  let at = 0;
  const parts = bar.parts ?? [{ name, kg, text, colour }];
  return {
    key,
    name,
    text,
    low: lowKg / size,
    high: highKg / size,
    end: Math.max(kg, highKg, sumOf(parts)) / size,
    range,
    parts: parts.map((part) => ({
      key,
      x1: at / size,
      x2: (at += part.kg) / size,
      fill: COLOURS[part.colour],
      hint: bar.parts === undefined
        ? whole
        : `${name}, ${part.name}: ${part.text} CO₂e`,
    })),
  };
}

function sumOf(parts: readonly BarPart[]): number {
  return parts.reduce((sum, { kg }) => sum + kg, 0);
}

function layoutOf(rows: readonly BarRow[], width: number): ChartLayout {
  const namesWidth = widest(rows.map(({ name }) => name)) + GAP;
  const areAbove = width < NARROW && namesWidth > NAMES * width;
  const room = areAbove ? width - GAP : NAMES * width;
  const marginLeft = areAbove ? 4 : Math.min(namesWidth, room);
  const marginRight = widest(rows.map(({ text }) => text)) + GAP;
  const names = new Map(
    rows.map(({ key, name }) => [key, shortenedInside(name, room - GAP)]),
  );
  const height = areAbove ? HIGH_ROW : ROW_HEIGHT;
  return {
    marks: (Plot) => [
      ...marksOf(Plot, rows, areAbove ? height / 2 - 2 : 0),
      ...(areAbove ? [nameMark(Plot, names, height)] : []),
    ],
    options: {
      height: rows.length * height + 32,
      marginTop: 6,
      marginLeft,
      marginRight,
      marginBottom: 26,
      x: {
        label: null,
        domain: [0, Math.max(...rows.map(({ end }) => end)) || 1],
        grid: true,
        ticks: Math.max(
          2,
          Math.floor((width - marginLeft - marginRight) / TICK_DISTANCE),
        ),
        tickFormat: (value: number) => number(value),
      },
      y: {
        label: null,
        domain: [...names.keys()],
        padding: 0,
        tickSize: 0,
        ...(areAbove
          ? { axis: null }
          : { tickFormat: (key: string) => names.get(key) ?? "" }),
      },
    },
  };
}

/** The bars, their ranges and texts. Above each bar there is room for its name, in px. */
function marksOf(
  Plot: typeof PlotModule,
  rows: readonly BarRow[],
  room: number,
): Mark[] {
  // Functions, as Plot would name the axes after fields.
  const y = ({ key }: { readonly key: string }) => key;
  return [
    Plot.barX(rows.flatMap(({ parts }) => parts), {
      y,
      x1: ({ x1 }) => x1,
      x2: ({ x2 }) => x2,
      fill: "fill",
      fillOpacity: ({ fill }) => fill === COLOURS.total ? 0.45 : 1,
      insetTop: room + 3,
      insetBottom: 3,
      title: "hint",
    }),
    Plot.ruleY(rows.filter(({ low, high }) => low < high), {
      y,
      x1: ({ low }) => low,
      x2: ({ high }) => high,
      dy: room / 2,
      stroke: "currentColor",
      strokeWidth: 1.5,
      title: "range",
    }),
    Plot.text(rows, {
      y,
      x: ({ end }) => end,
      text: "text",
      textAnchor: "start",
      dx: 6,
      dy: room / 2,
    }),
    Plot.ruleX([0], { strokeOpacity: 0.5 }),
  ];
}

function nameMark(
  Plot: typeof PlotModule,
  names: ReadonlyMap<string, string>,
  height: number,
): Mark {
  return Plot.text([...names], {
    y: ([key]) => key,
    text: ([, name]) => name,
    frameAnchor: "left",
    textAnchor: "start",
    dx: 1,
    dy: (FONT_SIZE - height) / 2 + 3,
  });
}

/** Emissions with the number of digits that their range supports. */
export interface RoundedBar extends Omit<Bar, "text"> {
  /** Digits of what is written beside the bar. */
  readonly digits: Digits;
}

/** More bars cannot be taken in at a glance. */
const MOST_BARS = 40;

/**
 * Emissions as bars, or the largest of many. The digits are those of the text around the chart.
 * @param title What it shows
 * @param bars At least one, in the order to draw
 * @param legend The meanings of their colours. @default one colour without a meaning
 */
export function largestBarsChart(
  title: string,
  bars: readonly RoundedBar[],
  legend: readonly LegendItem[] = [],
): Chart {
  const largest = bars.toSorted((a, b) => b.kg - a.kg).slice(0, MOST_BARS);
  const drawn = bars.length > MOST_BARS ? largest : bars;
  const texts = largest.map(({ name, kg, rangeKg, digits }) =>
    `${shortened(name)} ${massText(kg, digits)}${
      rangeKg === undefined ? "" : ` (${rangeText(rangeKg, kg, digits)})`
    }`
  );
  return barsChart(
    drawn.map((bar) => ({ ...bar, text: massText(bar.kg, bar.digits) })),
    {
      title: drawn.length < bars.length
        ? `${title}: the ${drawn.length} largest of ${bars.length}`
        : title,
      description: `Bars, the longest first: ${spoken(texts)}.`,
      legend,
    },
  );
}
