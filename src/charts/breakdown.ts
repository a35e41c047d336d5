import { checkRows } from "../estimate/check_rows.ts";
import { hasFootprint } from "../estimate/has_footprint.ts";
import type { Comparison } from "../estimate/comparing/compare.ts";
import type { Footprint } from "../estimate/result.ts";
import { mass } from "../format.ts";
import type { ColourName } from "../canvas/theme.ts";
import { emissionsKg } from "../model/emissions.ts";
import { type Bar, barsChart } from "./bars.ts";
import { checkDrawable } from "./parts/check_drawable.ts";
import type { Chart } from "./parts/chart.ts";
import { shortened } from "./parts/text_width.ts";

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
  return "rows" in result ? comparedChart(result.rows) : barsChart(
    breakdownBars(result).map((bar) => ({ ...bar, text: mass(bar.kg) })),
    {
      title: BREAKDOWN_TITLE,
      description: `${result.place.name}: ${
        mass(result.emissionsKg)
      } CO₂e in total.`,
    },
  );
}

/**
 * What the emissions are made of, as one bar whose legend says how much each part is.
 * @param name What they are of
 * @param result A result
 */
export function partsChart(name: string, result: Footprint): Chart {
  const parts = breakdownBars(result)
    .filter(({ kg, colour }) => kg > 0 && colour !== "total")
    .map(({ colour = "plain", ...bar }) => ({
      ...bar,
      colour,
      text: mass(bar.kg),
    }));
  const { emissionsKg: kg } = result;
  const text = mass(kg);
  return barsChart([{ name, kg, text, parts }], {
    title: BREAKDOWN_TITLE,
    description: `${shortened(name)}: ${text} CO₂e in total.`,
    legend: parts.map((part) => ({
      text: `${part.name} ${part.text}`,
      colour: part.colour,
    })),
  });
}

/** A bar of parts for each entry, as long as its total. */
function comparedChart(rows: Comparison["rows"]): Chart {
  const entries = rows.slice(0, MAX_ENTRIES).map(({ name, estimate }) => {
    const bars = breakdownBars(estimate).filter(({ kg }) => kg > 0);
    return {
      name,
      kg: estimate.emissionsKg,
      rangeKg: estimate.emissionsRangeKg,
      text: mass(estimate.emissionsKg),
      parts: bars.filter(({ colour }) => colour !== "total").map((bar) => ({
        ...bar,
        colour: bar.colour ?? "plain",
        text: mass(bar.kg),
      })),
    };
  });
  const parts = new Map(
    entries.flatMap((entry) =>
      entry.parts.map(({ name, colour }) => [name, colour] as const)
    ),
  );
  return barsChart(entries, {
    title: rows.length > MAX_ENTRIES
      ? `${BREAKDOWN_TITLE}: the first ${MAX_ENTRIES} of ${rows.length}`
      : BREAKDOWN_TITLE,
    description: entries.map(({ name, text }) =>
      `${shortened(name)}: ${text} CO₂e in total.`
    ).join(" "),
    legend: [...parts].map(([text, colour]) => ({ text, colour })),
  });
}

/** A smaller share of the energy comes from rounding. */
const NEGLIGIBLE = 1e-12;

/** Colours of the parts; those of calls are the colours of the devices that they run on. */
const COLOUR_OF: Readonly<Record<Component, ColourName>> = {
  accelerator: "accelerator",
  cpu: "cpu",
  memory: "memory",
  machine: "plain",
  calls: "calls",
  prefill: "memory",
  decode: "accelerator",
  host: "cpu",
};

/** What a breakdown reads of a result. */
type Divisible =
  & Pick<
    Footprint,
    "energyKwh" | "itEnergyKwh" | "carbonIntensity" | "emissionsKg"
  >
  & {
    readonly components: readonly Pick<
      Footprint["components"][number],
      "component" | "energyKwh" | "facilityEnergyKwh" | "emissionsKg"
    >[];
    readonly emissionsRangeKg: Footprint["emissionsRangeKg"] | undefined;
    readonly embodiedKg: number | undefined;
  };

/** The parts of emissions, their total, and the embodied emissions where they are counted. */
export function breakdownBars(
  { components, energyKwh, itEnergyKwh, carbonIntensity, ...rest }: Divisible,
): Omit<Bar, "text">[] {
  // A run has one component for each sensor: eight cards are one bar.
  const emitted = new Map<Component, number>();
  let overheadKwh = energyKwh - itEnergyKwh;
  for (const part of components) {
    const { component, facilityEnergyKwh } = part;
    // Calls are on other grids, and the overhead of their facilities is theirs.
    const kg = part.emissionsKg ??
      emissionsKg(part.energyKwh, carbonIntensity);
    emitted.set(component, (emitted.get(component) ?? 0) + kg);
    if (facilityEnergyKwh !== undefined) {
      overheadKwh -= facilityEnergyKwh - part.energyKwh;
    }
  }
  return [
    ...[...emitted].map(([name, kg]) => ({
      name,
      kg,
      colour: COLOUR_OF[name],
    })),
    ...(overheadKwh > itEnergyKwh * NEGLIGIBLE
      ? [
        {
          name: "facility overhead",
          kg: emissionsKg(overheadKwh, carbonIntensity),
          colour: "overhead",
        } as const,
      ]
      : []),
    {
      name: "total",
      kg: rest.emissionsKg,
      rangeKg: rest.emissionsRangeKg,
      colour: "total",
    },
    ...(rest.embodiedKg === undefined ? [] : [
      {
        name: "embodied, on top",
        kg: rest.embodiedKg,
        colour: "embodied",
      } as const,
    ]),
  ];
}

type Component = Footprint["components"][number]["component"];
