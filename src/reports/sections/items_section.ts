import { cumulativeChart } from "../../charts/cumulative.ts";
import type { Chart } from "../../charts/parts/chart.ts";
import { G_PER_KG } from "../../units.ts";
import { BREAKDOWN_TITLE, breakdownBars } from "../../charts/breakdown.ts";
import {
  largestBarsChart,
  type RoundedBar,
} from "../../charts/largest_bars.ts";
import { itemsTable } from "./items_table.ts";
import type { Section } from "../../document/document.ts";
import type { ReportItem, ReportModel } from "../facts/report_model.ts";

/** Runs that are drawn over time: those that emitted most. */
const MOST_COURSES = 4;

/** Two charts, as a plan may emit a thousand times as much as the runs so far. */
const TITLES = {
  run: "What the runs emitted",
  estimate: "What the estimates say",
} as const;

/** Runs and estimates as a table, as bars, and some over time. */
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
          .map(([kind, alike]) =>
            largestBarsChart(TITLES[kind], alike.map(barOf))
          )),
      ...drawn.flatMap(courseCharts),
    ],
  };
}

function kgOf({ subject }: ReportItem): number {
  return subject.emissionsKg ?? 0;
}

function barOf(item: ReportItem): RoundedBar {
  const { subject, name, digits } = item;
  return { name, kg: kgOf(item), rangeKg: subject.emissionsRangeKg, digits };
}

/** The emissions of runs over time, with the digits of the text around the charts. */
function courseCharts({ subject, digits }: ReportItem): Chart[] {
  const { run, emissionsKg = 0, itEnergyKwh } = subject;
  const { emissionsRangeKg = [emissionsKg, emissionsKg] } = subject;
  if (run === undefined) return [];
  const course = { ...run, emissionsKg, emissionsRangeKg, itEnergyKwh };
  const rest = { phases: [], budgetKg: undefined, forecast: undefined };
  return [cumulativeChart({ ...course, ...rest }, digits)];
}

/** What the emissions of one run or estimate are made of. */
function partsChart(item: ReportItem): Chart {
  const { subject, digits } = item;
  const { parts, energyKwh } = subject;
  const emissionsKg = kgOf(item);
  // Another tool gives the emissions without their intensity.
  const carbonIntensity = energyKwh > 0
    ? emissionsKg * G_PER_KG / energyKwh
    : 0;
  const bars = breakdownBars({
    ...subject,
    components: parts,
    emissionsKg,
    carbonIntensity,
  });
  return largestBarsChart(
    BREAKDOWN_TITLE,
    bars.map((bar) => ({ ...bar, digits })),
  );
}
