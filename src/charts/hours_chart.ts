import type * as PlotModule from "../canvas/plot.ts";
import { COLOURS } from "../canvas/theme.ts";
import { mass, number } from "../format.ts";
import type { IntensityHour } from "../hourly/hourly_source.ts";
import { timeText } from "../hourly/hours.ts";
import type { PlannedTime } from "../hourly/plan/planned_time.ts";
import {
  type Chart,
  type ChartLayout,
  createChart,
  type Mark,
} from "./parts/chart.ts";
import type { LegendItem } from "./parts/header.ts";
import { fitted, widest } from "./parts/text_width.ts";
import { MS_PER_HOUR } from "../units.ts";

/** Rows of places at the most. */
const MOST_PLACES = 12;
/** Width of a cell at least, in px. */
const CELL_WIDTH = 5;
/** Cells at the most: a card has room for two drawings of 20 kB. */
const MOST_CELLS = 220;
/** Shades of ink: more of them cannot be told apart. */
const SHADES = 12;
const CELL_HEIGHT = 26;
/** Share of the width that the names of places may take. */
const NAMES = 0.3;
const GAP = 8;
/** Distance of two labels of the time axis, in px. */
const TICK_DISTANCE = 52;
const TICK_HOURS = [1, 2, 3, 6, 12, 24, 48, 168, 336, 1008, 2016, 4032, 8784];

/** More ink is more CO2e: the least is still seen on any ground. */
const LEAST_INK = 0.1;

/** A cell of the map. */
interface Cell {
  readonly place: string;
  readonly from: number;
  readonly to: number;
  readonly ink: number;
}

/** What the chart draws. */
export interface DrawnHours {
  /** The places with their hours, the best one first. */
  readonly places: readonly PlannedTime[];
  /** The place where the job would run now. */
  readonly home: string;
}

/**
 * The intensity of hours and places as a heat map, with the best time and that of starting now.
 * @param drawn What to draw
 */
export function hoursChart({ places, home }: DrawnHours): Chart {
  const first = places.slice(0, MOST_PLACES);
  const own = places.find(({ place }) => place === home);
  const shown = own === undefined || first.includes(own)
    ? first
    : [...first.slice(0, -1), own];
  const best = shown[0]!;
  const grams = shown.flatMap(({ hours }) =>
    hours.flatMap(({ gPerKwh }) => gPerKwh ?? [])
  );
  const [low, high] = [Math.min(...grams), Math.max(...grams)];
  const isMade = shown.some(({ hours }) =>
    hours.some(({ kind }) => kind === "made")
  );
  const what = shown.length === 1
    ? `Carbon intensity of ${best.place} by the hour`
    : shown.length < places.length
    ? `Carbon intensity by the hour in ${shown.length} of ${places.length} places`
    : "Carbon intensity by the hour and place";
  const title = isMade ? `${what}, made by a formula` : what;
  return createChart({
    title,
    description: descriptionOf(shown, best, low, high),
    layout: (width) => layoutOf(shown, home, [low, high], width),
  });
}

function descriptionOf(
  places: readonly PlannedTime[],
  best: PlannedTime,
  low: number,
  high: number,
): string {
  const now = best.now === undefined
    ? ""
    : ` Starting now emits ${mass(best.now.emissionsKg)}.`;
  return `A heat map of hours${
    places.length > 1 ? ` and ${places.length} places` : ""
  }, from ${number(low)} to ${number(high)} g/kWh. The best time is ${
    timeText(best.start)
  } to ${timeText(best.end)} in ${best.place}, with ${
    mass(best.emissionsKg)
  } CO₂e.${now}`;
}

function layoutOf(
  places: readonly PlannedTime[],
  home: string,
  [low, high]: readonly [number, number],
  width: number,
): ChartLayout {
  const names = places.map(({ place }) => place);
  const marginLeft = Math.min(widest(names) + GAP, NAMES * width);
  const marginRight = 10;
  const room = width - marginLeft - marginRight;
  const from = Math.min(...places.map(startOf));
  const to = Math.max(...places.map(endOf));
  const columns = Math.max(
    1,
    Math.min(room / CELL_WIDTH, MOST_CELLS / places.length),
  );
  const ink = (grams: number) => {
    const share = high > low ? (grams - low) / (high - low) : 0.5;
    return LEAST_INK + (1 - LEAST_INK) * Math.round(share * SHADES) / SHADES;
  };
  const cells = places.flatMap((plan) =>
    cellsOf(plan, from, (to - from) / columns, ink)
  );
  const best = places[0]!;
  const atHome = places.find(({ place }) => place === home)?.now;
  const outlines = [
    ...(atHome === undefined
      ? []
      : [{ ...atHome, place: home, stroke: COLOURS.own, dash: "3 2" }]),
    ...best.stretches.map((stretch) => ({
      ...stretch,
      place: best.place,
      stroke: COLOURS.best,
      dash: "none",
    })),
  ];
  return {
    legend: legendOf(low, high, atHome !== undefined),
    marks: (Plot) => [
      Plot.barX(cells, {
        y: ({ place }: Cell) => place,
        x1: ({ from }: Cell) => from,
        x2: ({ to }: Cell) => to,
        fill: COLOURS.plain,
        fillOpacity: ({ ink }: Cell) => ink.toFixed(2),
        inset: 0,
        insetTop: 3,
        insetBottom: 3,
      }),
      ...outlines.map(({ dash, stroke, ...outline }) =>
        outlineMark(Plot, outline, stroke, dash)
      ),
    ],
    options: {
      height: places.length * CELL_HEIGHT + 48,
      marginTop: 4,
      marginLeft,
      marginRight,
      marginBottom: 40,
      x: {
        type: "linear",
        domain: [from, to],
        label: "time, UTC",
        ticks: ticksOf(from, to, room) as number[],
        tickFormat: tickText,
      },
      y: {
        label: null,
        domain: names,
        padding: 0,
        tickSize: 0,
        tickFormat: (name: string) => fitted(name, marginLeft - GAP),
      },
    },
  };
}

function outlineMark(
  Plot: typeof PlotModule,
  outline: { readonly place: string; readonly start: Date; readonly end: Date },
  stroke: string,
  dash: string,
): Mark {
  return Plot.barX([outline], {
    y: ({ place }) => place,
    x1: ({ start }) => start.getTime(),
    x2: ({ end }) => end.getTime(),
    fill: "none",
    stroke,
    strokeWidth: 3,
    strokeDasharray: dash,
    inset: 0,
    insetTop: 2,
    insetBottom: 2,
  });
}

function startOf({ hours }: PlannedTime): number {
  return hours[0]?.start.getTime() ?? Infinity;
}

function endOf({ hours, deadline }: PlannedTime): number {
  const last = hours.at(-1)?.end.getTime() ?? -Infinity;
  return Math.min(last, deadline.getTime());
}

/**
 * Hours as cells: some of them as one where they are narrower than a cell may be, and those beside
 * each other with the same ink.
 */
function cellsOf(
  { place, hours, deadline }: PlannedTime,
  from: number,
  leastMs: number,
  ink: (grams: number) => number,
): Cell[] {
  const usualMs = hours[0] === undefined
    ? MS_PER_HOUR
    : hours[0].end.getTime() - hours[0].start.getTime();
  const step = Math.ceil(leastMs / usualMs) * usualMs;
  const known = hours.filter(({ gPerKwh }) => gPerKwh !== undefined);
  const ofCell = Map.groupBy(
    known,
    ({ start }) => Math.floor((start.getTime() - from) / step),
  );
  const cells: Cell[] = [];
  for (const alike of ofCell.values()) {
    const cell = {
      place,
      from: alike[0]!.start.getTime(),
      to: Math.min(alike.at(-1)!.end.getTime(), deadline.getTime()),
      ink: ink(meanOf(alike)),
    };
    const last = cells.at(-1);
    if (last?.to === cell.from && last.ink === cell.ink) {
      cells[cells.length - 1] = { ...last, to: cell.to };
    } else cells.push(cell);
  }
  return cells;
}

function meanOf(hours: readonly IntensityHour[]): number {
  let [sum, length] = [0, 0];
  for (const { start, end, gPerKwh = NaN } of hours) {
    const lasts = end.getTime() - start.getTime();
    sum += gPerKwh * lasts;
    length += lasts;
  }
  return sum / length;
}

function legendOf(low: number, high: number, hasNow: boolean): LegendItem[] {
  const [red, green, blue] = [1, 3, 5].map((at) =>
    parseInt(COLOURS.plain.slice(at, at + 2), 16)
  );
  const paint = (ink: number) => `rgba(${red},${green},${blue},${ink})`;
  return [
    { text: `${number(low)}`, colour: { paint: paint(LEAST_INK) } },
    { text: `${number(high)} g/kWh`, colour: { paint: paint(1) } },
    { text: "best time", colour: "best", shape: "line" },
    ...(hasNow
      ? [{ text: "starting now", colour: "own", shape: "dashes" } as const]
      : []),
  ];
}

/** Full hours, or days, as far apart as their labels need. */
function ticksOf(from: number, to: number, room: number): number[] {
  const most = Math.max(1, room / TICK_DISTANCE);
  const hours = (to - from) / MS_PER_HOUR;
  const step = (TICK_HOURS.find((step) => hours / step <= most) ?? 8784) *
    MS_PER_HOUR;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
    ticks.push(at);
  }
  return ticks;
}

/** The hour, and at midnight the day. */
function tickText(at: number): string {
  const date = new Date(at);
  const hour = date.toISOString().slice(11, 16);
  if (hour !== "00:00") return hour;
  const month = date.toLocaleString("en-GB", {
    month: "short",
    timeZone: "UTC",
  });
  return `${date.getUTCDate()} ${month}`;
}
