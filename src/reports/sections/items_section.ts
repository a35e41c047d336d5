import type { Chart } from "../../charts/parts/chart.ts";
import { emissionsKg } from "../../model/emissions.ts";
import { G_PER_KG } from "../../units.ts";
import { type Bar, barsChart } from "../../charts/bars.ts";
import { courseChart } from "./course_chart.ts";
import { itemsTable } from "./items_table.ts";
import type { Section } from "../../document/document.ts";
import type { ReportItem, ReportModel } from "../facts/report_model.ts";

/** Runs whose course is drawn: those that emitted most. */
const MOST_COURSES = 4;

/** Apart, as a plan may be a thousand times what was tried so far. */
const TITLES = {
  run: "What the runs emitted",
  estimate: "What the estimates say",
} as const;

/** Runs and estimates as a table, as bars, and some as courses over time. */
export function itemsSection(
  { items, total }: ReportModel,
): Section | undefined {
  if (items.length === 0) return undefined;
  const courses = items
    .filter(({ subject: { run } }) => (run?.samples.length ?? 0) > 1)
    .sort((a, b) => kgOf(b) - kgOf(a));
  const drawn = courses.slice(0, MOST_COURSES);
  return {
    id: "items",
    title: "Runs and estimates",
    ...(drawn.length < courses.length && {
      chartNote: `Drawn over time: the ${MOST_COURSES} runs that emitted most.`,
    }),
    tables: [itemsTable({ items, total })],
    charts: [
      ...(items.length === 1
        ? items.map(partsChart)
        : [...Map.groupBy(items, ({ subject }) => subject.kind)]
          .map(([kind, alike]) => barsChart(TITLES[kind], alike.map(barOf)))),
      ...drawn.map(courseChart),
    ],
  };
}

function kgOf({ subject }: ReportItem): number {
  return subject.emissionsKg ?? 0;
}

function barOf(item: ReportItem): Bar {
  const { subject, name, digits } = item;
  return { name, kg: kgOf(item), rangeKg: subject.emissionsRangeKg, digits };
}

/** What the emissions of one run or estimate are made of. */
function partsChart(item: ReportItem): Chart {
  const { subject, digits } = item;
  const { parts, energyKwh, itEnergyKwh, embodiedKg } = subject;
  // Another tool says what was emitted, not by what intensity.
  const intensity = energyKwh > 0 ? kgOf(item) * G_PER_KG / energyKwh : 0;
  const energies = new Map<string, number>();
  for (const { component, energyKwh } of parts) {
    energies.set(component, (energies.get(component) ?? 0) + energyKwh);
  }
  energies.set("facility overhead", energyKwh - itEnergyKwh);
  return barsChart("What the emissions are made of", [
    ...[...energies].map(([name, kwh]) => ({
      name,
      kg: emissionsKg(kwh, intensity),
      digits,
    })),
    { ...barOf(item), name: "total", colour: "own" as const },
    ...(embodiedKg === undefined
      ? []
      : [{ name: "making the hardware, on top", kg: embodiedKg, digits }]),
  ]);
}
