import type * as PlotModule from "../canvas/plot.ts";
import type {
  RegionComparison,
  RegionRow,
} from "../estimate/compare_regions.ts";
import { mass, massScale, number, type Scale } from "../format.ts";
import { type Chart, createChart, type Mark } from "./parts/chart.ts";
import { shortened } from "./parts/label.ts";
import { checkSubject } from "./subject.ts";
import { COLOURS, ROW_HEIGHT } from "../canvas/theme.ts";

/** How to draw the regions. */
export interface RegionsChartOptions {
  /** How many places at the most: the cleanest, the dirtiest and the job's own. @default 30 */
  readonly limit?: number;
}

/** A place with what is written beside its bar. */
interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
  readonly colour: string;
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
  checkSubject(comparison, "rows", "what compareRegions() returns");
  const { limit = 30 } = options;
  if (!(limit >= 3)) {
    throw new RangeError(
      `Cannot draw the regions as limit must be >= 3: current value is ${limit}`,
    );
  }
  const rows = withOwn(comparison);
  const dirtiest = rows.at(-1);
  if (dirtiest === undefined) {
    throw new RangeError("Cannot draw the regions as the comparison is empty");
  }
  const scale = massScale(dirtiest.emissionsKg);
  const style: BarStyle = {
    scale,
    cleanest: rows[0],
    withBasis: comparison.bases.length > 1,
    withProvider: rows.some((row) => row.provider !== dirtiest.provider),
  };
  const bars = shown(rows, limit).map((row) => barOf(row, style));
  const labelWidth = Math.max(...bars.map((bar) => bar.label.length)) * 7 + 10;
  const textWidth = Math.max(...bars.map((bar) => bar.text.length)) * 6.2 + 10;
  return createChart({
    title: titleOf(rows.length, bars.length),
    description: descriptionOf(comparison),
    marks: (Plot) => marksOf(Plot, bars),
    options: {
      height: bars.length * ROW_HEIGHT + 90,
      marginLeft: labelWidth,
      marginRight: textWidth,
      marginBottom: 40,
      x: {
        label: `emissions (${scale.unit} CO2e)`,
        grid: true,
        ticks: 5,
      },
      y: { label: null, domain: bars.map((bar) => bar.label) },
    },
  });
}

/** The job's own place is among them, also where only others were asked for. */
function withOwn({ rows, own }: RegionComparison): readonly RegionRow[] {
  if (own === undefined || rows.some((row) => row.own)) return rows;
  return [...rows, own].sort((a, b) => a.emissionsKg - b.emissionsKg);
}

/** All places if they fit; else the cleanest and the dirtiest, and always the own. */
function shown(rows: readonly RegionRow[], limit: number): RegionRow[] {
  if (rows.length <= limit) return [...rows];
  const own = rows.findIndex((row) => row.own);
  const clean = Math.floor(limit * CLEAN_SHARE);
  const dirty = limit - clean;
  return rows.filter((_, index) =>
    index < clean - (own >= clean && own < rows.length - dirty ? 1 : 0) ||
    index >= rows.length - dirty || index === own
  );
}

/** What the bars of a chart have in common. */
interface BarStyle {
  readonly scale: Scale;
  readonly cleanest: RegionRow | undefined;
  readonly withBasis: boolean;
  readonly withProvider: boolean;
}

function barOf(row: RegionRow, style: BarStyle): Bar {
  const { scale, cleanest, withBasis, withProvider } = style;
  const figures = [
    mass(row.emissionsKg),
    `${number(row.carbonIntensity)} g/kWh`,
    ...(withBasis && row.basis !== undefined ? [row.basis] : []),
    ...(row.cfePercent === undefined
      ? []
      : [`CFE ${number(row.cfePercent)} %`]),
  ];
  return {
    label: labelOf(row, withProvider),
    value: row.emissionsKg / scale.size,
    text: figures.join(" · "),
    colour: colourOf(row, cleanest),
  };
}

function colourOf(row: RegionRow, cleanest: RegionRow | undefined): string {
  if (row.own) return COLOURS.own;
  return row === cleanest ? COLOURS.best : COLOURS.plain;
}

/** Short, so that the bars keep their room; the whole name stands in the table. */
function labelOf(row: RegionRow, withProvider: boolean): string {
  const { name, provider, region } = row;
  const code = withProvider ? `${provider} ${region}` : region;
  const full = provider === undefined ? name : `${code}, ${name}`;
  return shortened(full);
}

function marksOf(
  Plot: typeof PlotModule,
  bars: readonly Bar[],
): Mark[] {
  return [
    Plot.barX(bars, { x: "value", y: "label", fill: "colour", insetTop: 2 }),
    Plot.text(bars, {
      x: "value",
      y: "label",
      text: "text",
      textAnchor: "start",
      dx: 5,
    }),
    Plot.ruleX([0]),
  ];
}

function titleOf(all: number, drawn: number): string {
  const what = "What the same computing would emit";
  return all === drawn
    ? what
    : `${what}: the cleanest and dirtiest ${drawn} of ${all} places`;
}

function descriptionOf({ rows, own }: RegionComparison): string {
  const best = rows[0] as RegionRow;
  const worst = rows.at(-1) as RegionRow;
  const home = own === undefined
    ? ""
    : ` Its own place, ${own.name}, emits ${mass(own.emissionsKg)}.`;
  return `Bars of ${rows.length} places, from ${best.name} with ${
    mass(best.emissionsKg)
  } CO2e to ${worst.name} with ${mass(worst.emissionsKg)}.${home}`;
}
