import type * as PlotModule from "../canvas/plot.ts";
import type { Equivalent } from "../estimate/equivalents.ts";
import { hasFootprint } from "../estimate/has_footprint.ts";
import type { Estimate } from "../estimate/result.ts";
import { mass, number, percent } from "../format.ts";
import { type Chart, createChart, type Mark } from "./parts/chart.ts";
import { checkDrawable } from "./parts/check_drawable.ts";
import { fitted } from "./parts/text_width.ts";
import { COLOURS, ROW_HEIGHT } from "../canvas/theme.ts";

/**
 * Emissions among everyday things, on a logarithmic scale.
 * @param estimate The emissions to place among them
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { charts, estimate } from "@carboncell/carboncell";
 *
 * const job = { hardware: "A100", hours: 24, country: "France" };
 * const chart = charts.equivalents(estimate(job));
 * assert((await chart.svg()).includes("car"));
 * ```
 */
export function equivalentsChart(estimate: Estimate): Chart {
  checkDrawable(estimate, "equivalents", "an estimate");
  hasFootprint<Estimate>(estimate, "draw the chart");
  const { emissionsKg } = estimate;
  const named = estimate.equivalents.filter(({ amount }) => amount >= LEAST);
  // Of a result that is less than one of each, the smallest thing is shown.
  const shown = named.length > 0 ? named : estimate.equivalents.slice(0, 1);
  const words = emissionsKg > 0 ? mass(emissionsKg) : "Nothing";
  return createChart({
    title: `${words} CO₂e beside everyday things`,
    description: `${words} CO₂e is as much as ${
      shown.map(sentence).join("; or ")
    }.`,
    layout: (width) => ({
      label: "emissions of one (CO₂e)",
      legend: [
        { text: "one of it", colour: "plain", shape: "dot" },
        ...(emissionsKg > 0
          ? [{ text: "this result", colour: "own", shape: "line" } as const]
          : []),
      ],
      marks: (Plot) => marksOf(Plot, shown, emissionsKg, width),
      options: {
        height: shown.length * ROW + 32,
        marginTop: 6,
        marginLeft: 24,
        marginRight: 30,
        marginBottom: 26,
        x: {
          type: "log",
          label: null,
          domain: domainOf([
            ...shown.map(({ kgPerUnit }) => kgPerUnit),
            ...(emissionsKg > 0 ? [emissionsKg] : []),
          ]),
          tickFormat: (kg: number) => mass(kg),
          ticks: Math.floor(width / 110),
        },
        y: {
          label: null,
          domain: shown.map(({ label }) => label),
          padding: 0,
          axis: null,
        },
      },
    }),
  });
}

/** Less than one of a thing is hard to picture. */
const LEAST = 1;

/** How many of a thing, in words. */
function sentence({ amount, label }: Equivalent): string {
  return amount < LEAST
    ? `${percent(amount)} of one (${label})`
    : `${number(amount)} ${label}`;
}

/** A row of the sentence and its dot, in px. */
const ROW = 2 * ROW_HEIGHT - 4;

/** A little more than the values, and three powers of ten at least, so that the axis has labels. */
function domainOf(values: readonly number[]): [number, number] {
  const low = Math.min(...values) / 2;
  return [low, Math.max(1000 * low, 2 * Math.max(...values))];
}

function marksOf(
  Plot: typeof PlotModule,
  equivalents: readonly Equivalent[],
  emissionsKg: number,
  width: number,
): Mark[] {
  const y = ({ label }: Equivalent) => label;
  const x = ({ kgPerUnit }: Equivalent) => kgPerUnit;
  const hint = (one: Equivalent) =>
    `${sentence(one)}; one is ${
      mass(one.kgPerUnit)
    } CO₂e (${one.source}, ${one.year})`;
  return [
    // A logarithmic scale cannot show zero emissions.
    ...(emissionsKg > 0
      ? [
        Plot.link(equivalents, {
          y,
          x1: x,
          x2: () => emissionsKg,
          stroke: COLOURS.plain,
          strokeOpacity: 0.4,
          strokeWidth: 2,
          dy: ROW / 4,
          title: hint,
        }),
        // Beside each dot, not through the words.
        Plot.tickX(equivalents, {
          y,
          x: () => emissionsKg,
          stroke: COLOURS.own,
          strokeWidth: 3,
          insetTop: ROW / 2,
          insetBottom: 2,
          title: () => `this result: ${mass(emissionsKg)} CO₂e`,
        }),
      ]
      : []),
    Plot.dot(equivalents, {
      x,
      y,
      r: 5,
      dy: ROW / 4,
      fill: COLOURS.plain,
      title: hint,
    }),
    Plot.text(equivalents, {
      y,
      frameAnchor: "left",
      text: (one: Equivalent) => fitted(sentence(one), width - 8),
      textAnchor: "start",
      dx: -23,
      dy: -ROW / 4 + 2,
    }),
  ];
}
