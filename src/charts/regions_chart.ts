import type {
  RegionComparison,
  RegionRow,
} from "../estimate/comparing/compare_regions.ts";
import { mass, number } from "../format.ts";
import { type Bar, barsChart } from "./bars.ts";
import { checkRows } from "../estimate/check_rows.ts";
import { checkDrawable } from "./parts/check_drawable.ts";
import type { Chart } from "./parts/chart.ts";
import type { LegendItem } from "./parts/header.ts";
import type { ColourName } from "../canvas/theme.ts";

/** How to draw the regions. */
export interface RegionsChartOptions {
  /** How many places at most: the cleanest, the dirtiest and the job's own. @default 30 */
  readonly limit?: number;
}

/** Share of a shortened chart that goes to the cleanest places. */
const CLEAN_SHARE = 2 / 3;

/**
 * What a job would emit in each place, as sorted bars, its own place in a colour of its own.
 * @param comparison Of `compareRegions`
 * @param options How to draw it
 * @throws {RangeError} If there is nothing to draw, or the limit is below 3
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { charts, compareRegions } from "@carboncell/carboncell";
 *
 * const job = { hardware: "A100", hours: 24, provider: "gcp", region: "us-central1" };
 * const chart = charts.regions(compareRegions(job, { provider: "gcp" }));
 * assert((await chart.svg()).startsWith("<svg"));
 * ```
 */
export function regionsChart(
  comparison: RegionComparison,
  options: RegionsChartOptions = {},
): Chart {
  checkDrawable(comparison, "rows", "what compareRegions() returns");
  checkRows(comparison, "draw the chart");
  const { limit = 30 } = options ?? {};
  if (!(limit >= 3)) {
    throw new RangeError(
      `Cannot draw the regions as limit must be >= 3: current value is ${limit}`,
    );
  }
  const rows = withOwn(comparison);
  if (rows.length === 0) {
    throw new RangeError("Cannot draw the regions as the comparison is empty");
  }
  const bars = placeBars(comparison, limit).map((bar) => ({
    ...bar,
    text: mass(bar.kg),
    hint: figuresText(bar.row),
  }));
  const what = bars.length === rows.length
    ? "What the same computing would emit"
    : `The same computing in ${bars.length} of ${rows.length} places`;
  return barsChart(bars, {
    title: `${what}${basisText(comparison)}`,
    description: descriptionOf(comparison),
    legend: placeLegend(comparison, bars),
  });
}

/**
 * The meanings of the colours of places.
 * @param comparison Of `compareRegions`
 * @param bars Those that are drawn
 */
export function placeLegend(
  { job }: RegionComparison,
  bars: readonly Pick<Bar, "colour">[],
): LegendItem[] {
  const has = (colour: ColourName) => bars.some((bar) => bar.colour === colour);
  return [
    ...(has("own")
      ? [
        {
          text: `place of the ${job === undefined ? "run" : "job"}`,
          colour: "own",
        } as const,
      ]
      : []),
    ...(has("best") ? [{ text: "cleanest", colour: "best" } as const] : []),
  ];
}

/** What the figures of all bars count; nothing if the user gave them. */
function basisText({ bases }: RegionComparison): string {
  return bases.length === 0 ? "" : `, by ${bases.join(", ")} figures`;
}

/** A place as a bar, without what is written beside it. */
export interface PlaceBar extends Omit<Bar, "text"> {
  /** The place. */
  readonly row: RegionRow;
}

/**
 * The places that a chart draws: all if they fit, else the cleanest and the dirtiest. The job's
 * own place is always among them.
 * @param comparison Of `compareRegions`
 * @param limit How many places at most
 */
export function placeBars(
  comparison: RegionComparison,
  limit: number,
): PlaceBar[] {
  const rows = withOwn(comparison);
  const [cleanest] = rows;
  const withProvider = rows.some((row) => row.provider !== cleanest?.provider);
  return drawnOf(rows, limit).map((row) => ({
    row,
    name: labelOf(row, withProvider),
    kg: row.emissionsKg,
    // A comparison of a former version has no ranges.
    rangeKg: row.emissionsRangeKg,
    colour: row.own ? "own" : row === cleanest ? "best" : "plain",
  }));
}

/** The job's own place is among them, even if only others were asked for. */
function withOwn({ rows, own }: RegionComparison): readonly RegionRow[] {
  if (own === undefined || rows.some((row) => row.own)) return rows;
  return [...rows, own].sort((a, b) => a.emissionsKg - b.emissionsKg);
}

function drawnOf(
  rows: readonly RegionRow[],
  limit: number,
): readonly RegionRow[] {
  if (rows.length <= limit) return rows;
  const own = rows.findIndex((row) => row.own);
  const clean = Math.floor(limit * CLEAN_SHARE);
  const dirty = limit - clean;
  return rows.filter((_, index) =>
    index < clean - (own >= clean && own < rows.length - dirty ? 1 : 0) ||
    index >= rows.length - dirty || index === own
  );
}

function figuresText(row: RegionRow): string {
  return [
    `${number(row.carbonIntensity)} g/kWh${
      row.year === undefined ? "" : ` (${row.year})`
    }`,
    `PUE ${number(row.pue)}`,
    ...(row.cfePercent === undefined
      ? []
      : [`${number(row.cfePercent)} % hourly carbon-free energy`]),
  ].join(", ");
}

/** Short, so that the bars keep their room. The table has the whole name. */
function labelOf(row: RegionRow, withProvider: boolean): string {
  const { name, provider, region } = row;
  if (provider === undefined) return name;
  // A name such as "Asia Pacific (Singapore)" has its city in brackets, or its code again.
  const [, outer = name, inner = region] = /^(.+) \((.+)\)$/.exec(name) ?? [];
  const short = inner === region ? outer : inner;
  return `${withProvider ? `${provider} ${region}` : region}, ${short}`;
}

function descriptionOf({ rows, own }: RegionComparison): string {
  const best = rows[0] as RegionRow;
  const worst = rows.at(-1) as RegionRow;
  const home = own === undefined
    ? ""
    : ` Its own place, ${own.name}, emits ${mass(own.emissionsKg)}.`;
  return `Bars of ${rows.length} places, from ${best.name} with ${
    mass(best.emissionsKg)
  } CO₂e to ${worst.name} with ${mass(worst.emissionsKg)}.${home}`;
}
