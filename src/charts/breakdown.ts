import { checkRows } from "../estimate/check_rows.ts";
import { hasFootprint } from "../estimate/has_footprint.ts";
import type { Comparison } from "../estimate/compare.ts";
import type { Footprint } from "../estimate/result.ts";
import { mass } from "../format.ts";
import { emissionsKg } from "../model/emissions.ts";
import { type Bar, barsChart } from "./bars.ts";
import { checkDrawable } from "./check_drawable.ts";
import type { Chart } from "./parts/chart.ts";
import { shortened } from "./parts/label.ts";

/** More entries cannot be taken in at a glance, nor drawn into a small picture. */
const MAX_ENTRIES = 12;

/** The title of a chart of what emissions are made of. */
export const BREAKDOWN_TITLE = "What the emissions are made of";

/**
 * What the emissions are made of, part by part, with the total's 90 % range as a line.
 * @param result An estimate, a run, or a comparison of several
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { charts, estimate } from "@carboncell/carboncell";
 *
 * const job = { instance: "p4d.24xlarge", hours: 24, provider: "aws", region: "us-east-1" };
 * const chart = charts.breakdown(estimate(job));
 * assert((await chart.svg()).includes("memory"));
 * ```
 */
export function breakdownChart(result: Footprint | Comparison): Chart {
  const wanted = "an estimate or a run, or what compare() returns";
  checkDrawable(result, "version", wanted);
  if ("rows" in result) checkRows(result, "draw the chart");
  else hasFootprint<Footprint>(result, "draw the chart");
  const rows = "rows" in result ? result.rows : [];
  const entries = "rows" in result
    ? rows.slice(0, MAX_ENTRIES).map(({ name, estimate }, index) => ({
      // Two long names may be shortened to the same: their numbers keep them apart.
      name: name === shortened(name)
        ? name
        : `${index + 1}. ${shortened(name)}`,
      estimate,
    }))
    : [{ name: result.place.name, estimate: result }];
  const bars = entries.flatMap(({ name, estimate }) =>
    breakdownBars(estimate).map((bar) => ({
      ...bar,
      text: mass(bar.kg),
      group: entries.length > 1 ? name : undefined,
    }))
  );
  return barsChart(bars, {
    title: rows.length > MAX_ENTRIES
      ? `${BREAKDOWN_TITLE}: the first ${MAX_ENTRIES} of ${rows.length}`
      : BREAKDOWN_TITLE,
    description: entries.map(({ name, estimate }) =>
      `${name}: ${mass(estimate.emissionsKg)} CO2e in total.`
    ).join(" "),
  });
}

/** What a breakdown reads of a result. */
type Divisible =
  & Pick<
    Footprint,
    "energyKwh" | "itEnergyKwh" | "carbonIntensity" | "emissionsKg"
  >
  & {
    readonly components: readonly Pick<
      Footprint["components"][number],
      "component" | "energyKwh"
    >[];
    readonly emissionsRangeKg: Footprint["emissionsRangeKg"] | undefined;
    readonly embodiedKg: number | undefined;
  };

/** The parts of emissions, their total, and the embodied emissions where they are counted. */
export function breakdownBars(
  { components, energyKwh, itEnergyKwh, carbonIntensity, ...rest }: Divisible,
): Omit<Bar, "text">[] {
  // A run has one component for each sensor: eight cards are one bar.
  const energies = new Map<string, number>();
  for (const { component, energyKwh } of components) {
    energies.set(component, (energies.get(component) ?? 0) + energyKwh);
  }
  energies.set("facility overhead", energyKwh - itEnergyKwh);
  return [
    ...[...energies].map(([name, kwh]) => ({
      name,
      kg: emissionsKg(kwh, carbonIntensity),
    })),
    {
      name: "total",
      kg: rest.emissionsKg,
      rangeKg: rest.emissionsRangeKg,
      colour: "own",
    },
    ...(rest.embodiedKg === undefined
      ? []
      : [{ name: "embodied, on top", kg: rest.embodiedKg }]),
  ];
}
