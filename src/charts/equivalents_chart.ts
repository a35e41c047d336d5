import type * as PlotModule from "../canvas/plot.ts";
import type { Equivalent } from "../estimate/equivalents.ts";
import { hasFootprint } from "../estimate/has_footprint.ts";
import type { Estimate } from "../estimate/result.ts";
import { mass, number } from "../format.ts";
import { type Chart, createChart, type Mark } from "./parts/chart.ts";
import { checkDrawable } from "./check_drawable.ts";
import { widest } from "./parts/text_width.ts";
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
  const { equivalents, emissionsKg } = estimate;
  const labels = equivalents.map((e) => e.label);
  return createChart({
    title: `${mass(emissionsKg)} CO2e beside one of each`,
    description: equivalents
      .map((e) => `${number(e.amount)} ${e.label}`).join("; "),
    marks: (Plot) => marksOf(Plot, equivalents, emissionsKg),
    options: {
      height: equivalents.length * (ROW_HEIGHT + 6) + 90,
      marginLeft: widest(labels) + 10,
      marginRight: 130,
      marginBottom: 40,
      x: {
        type: "log",
        label: "emissions (CO2e)",
        tickFormat: (kg: number) => mass(kg),
        ticks: 6,
        grid: true,
      },
      y: { label: null, domain: labels },
    },
  });
}

function marksOf(
  Plot: typeof PlotModule,
  equivalents: readonly Equivalent[],
  emissionsKg: number,
): Mark[] {
  const fill = COLOURS.plain;
  return [
    Plot.dot(equivalents, { x: "kgPerUnit", y: "label", r: 5, fill }),
    Plot.text(equivalents, {
      y: "label",
      frameAnchor: "right",
      text: (e: Equivalent) => `this is ${number(e.amount)} ×`,
      textAnchor: "start",
      dx: 10,
    }),
    // A logarithmic scale cannot show zero emissions.
    ...(emissionsKg > 0
      ? [Plot.ruleX([emissionsKg], { stroke: COLOURS.own, strokeWidth: 2 })]
      : []),
  ];
}
