import type * as PlotModule from "../canvas/plot.ts";
import type { Comparison } from "../estimate/compare.ts";
import type { Footprint } from "../estimate/result.ts";
import { mass, massScale } from "../format.ts";
import { emissionsKg } from "../model/emissions.ts";
import { type Chart, createChart, type Mark } from "./parts/chart.ts";
import { shortened } from "./parts/label.ts";
import { checkSubject } from "./subject.ts";
import { COLOURS, ROW_HEIGHT } from "../canvas/theme.ts";

/** A part of the emissions of an entry, or their total. */
interface Part {
  readonly entry: string;
  readonly part: string;
  readonly kg: number;
  /** The 90 % range, of a total. */
  readonly rangeKg?: readonly [number, number];
}

const TOTAL = "total";

/** As many as can be taken in at a glance, and drawn into a picture of bounded size. */
const MAX_ENTRIES = 12;

/**
 * What the emissions are made of, part by part, with the total's 90 % range as a line.
 * @param subject An estimate, a run, or a comparison of several
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
export function breakdownChart(subject: Footprint | Comparison): Chart {
  checkSubject(
    subject,
    "version",
    "an estimate or a run, or what compare() returns",
  );
  const entries = "rows" in subject
    ? subject.rows.slice(0, MAX_ENTRIES).map(({ name, estimate }, index) => ({
      // Two long names may be cut to the same; their places keep them apart.
      name: name === shortened(name)
        ? name
        : `${index + 1}. ${shortened(name)}`,
      estimate,
    }))
    : [{ name: subject.place.name, estimate: subject }];
  const parts = entries.flatMap((e) => partsOf(e.name, e.estimate));
  const scale = massScale(Math.max(...parts.map((part) => part.kg)));
  const several = entries.length > 1;
  const names = [...new Set(parts.map((part) => part.part))];
  const facet = several ? { fy: "entry" } : {};
  return createChart({
    title: titleOf(subject),
    description: parts.filter((part) => part.part === TOTAL)
      .map((part) => `${part.entry}: ${mass(part.kg)} CO2e in total.`)
      .join(" "),
    marks: (Plot) => marksOf(Plot, parts, scale.size, facet),
    options: {
      height: parts.length * ROW_HEIGHT + 90 + (several ? 30 : 0),
      marginLeft: Math.max(...names.map((name) => name.length)) * 7 + 10,
      marginRight: several
        ? Math.max(...entries.map((e) => e.name.length)) * 7 + 100
        : 100,
      marginBottom: 40,
      x: {
        label: `emissions (${scale.unit} CO2e)`,
        grid: true,
        ticks: 5,
      },
      y: { label: null, domain: names },
      ...(several && {
        fy: { label: null, domain: entries.map((e) => e.name), padding: 0.1 },
      }),
    },
  });
}

function titleOf(subject: Footprint | Comparison): string {
  const what = "What the emissions are made of";
  const all = "rows" in subject ? subject.rows.length : 1;
  return all > MAX_ENTRIES
    ? `${what}: the first ${MAX_ENTRIES} of ${all}`
    : what;
}

function partsOf(entry: string, estimate: Footprint): Part[] {
  const { components, carbonIntensity, itEnergyKwh, energyKwh } = estimate;
  // A run has one component a sensor: eight cards are one bar.
  const energies = new Map<string, number>();
  for (const { component, energyKwh } of components) {
    energies.set(component, (energies.get(component) ?? 0) + energyKwh);
  }
  const parts: Part[] = [...energies].map(([part, energyKwh]) => ({
    entry,
    part,
    kg: emissionsKg(energyKwh, carbonIntensity),
  }));
  parts.push({
    entry,
    part: "facility overhead",
    kg: emissionsKg(energyKwh - itEnergyKwh, carbonIntensity),
  });
  parts.push({
    entry,
    part: TOTAL,
    kg: estimate.emissionsKg,
    rangeKg: estimate.emissionsRangeKg,
  });
  if (estimate.embodiedKg !== undefined) {
    parts.push({
      entry,
      part: "embodied, on top",
      kg: estimate.embodiedKg,
    });
  }
  return parts;
}

function marksOf(
  Plot: typeof PlotModule,
  parts: readonly Part[],
  size: number,
  facet: { readonly fy?: string },
): Mark[] {
  const totals = parts.filter((part) => part.rangeKg !== undefined);
  return [
    Plot.barX(parts, {
      ...facet,
      x: (part: Part) => part.kg / size,
      y: "part",
      fill: (part: Part) => part.part === TOTAL ? COLOURS.own : COLOURS.plain,
      insetTop: 2,
    }),
    Plot.ruleY(totals, {
      ...facet,
      x1: (part: Part) => (part.rangeKg?.[0] ?? 0) / size,
      x2: (part: Part) => (part.rangeKg?.[1] ?? 0) / size,
      y: "part",
      stroke: "currentColor",
      strokeWidth: 2,
    }),
    Plot.text(parts, {
      ...facet,
      x: (part: Part) => Math.max(part.kg, part.rangeKg?.[1] ?? 0) / size,
      y: "part",
      text: (part: Part) => mass(part.kg),
      textAnchor: "start",
      dx: 5,
    }),
    Plot.ruleX([0]),
  ];
}
