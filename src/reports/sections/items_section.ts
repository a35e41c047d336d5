import {
  measuredText,
  paramsText,
  withoutText,
} from "../../cards/parts/run_texts.ts";
import { BREAKDOWN_TITLE, breakdownBars } from "../../charts/breakdown.ts";
import { cumulativeChart } from "../../charts/cumulative.ts";
import { largestBarsChart, type RoundedBar } from "../../charts/bars.ts";
import type { Chart } from "../../charts/parts/chart.ts";
import type { Section, TableRow } from "../../document/document.ts";
import { machineSums } from "../../estimate/machine_of.ts";
import { duration, exact, number } from "../../format.ts";
import { energyText, massText, rangeText } from "../../rounding.ts";
import { G_PER_KG, S_PER_HOUR } from "../../units.ts";
import type { Subject } from "../facts/item_facts.ts";
import { placeInWords } from "../facts/places.ts";
import type { ReportItem, ReportModel } from "../facts/report_model.ts";
import type { ReportTotal } from "../facts/report_total.ts";

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
    tables: [{
      columns: items.some(hasParams) ? COLUMNS : WITHOUT_PARAMS,
      onPaper: ON_PAPER,
      rows: items.map(cellsOf),
      ...(total !== undefined && total.count > 1 &&
        { total: totalCells(total) }),
    }],
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
  const { parts: components } = subject;
  const emissionsKg = kgOf(item);
  // Another tool gives the emissions without their intensity, and calls have their own.
  const machine = machineSums({ ...subject, components });
  const carbonIntensity = machine.energyKwh > 0
    ? (machine.emissionsKg ?? 0) * G_PER_KG / machine.energyKwh
    : 0;
  const footprint = { ...subject, components, emissionsKg, carbonIntensity };
  const bars = breakdownBars(footprint);
  return largestBarsChart(
    BREAKDOWN_TITLE,
    bars.map((bar) => ({ ...bar, digits })),
  );
}

const COLUMNS = {
  what: "what",
  hardware: "hardware",
  time: "time",
  place: "place",
  intensity: "gCO2e/kWh",
  pue: "PUE",
  energy: "energy",
  emissions: "emissions (CO2e)",
  range: "90 % range",
  measured: "measured",
  params: "parameters",
};

const { params: _, ...WITHOUT_PARAMS } = COLUMNS;

function hasParams({ subject: { run } }: ReportItem): boolean {
  return Object.keys(run?.params ?? {}).length > 0;
}

/** The columns that fit on a page of a paper. */
const ON_PAPER = ["what", "hardware", "time", "energy", "emissions", "range"];

function cellsOf(
  { subject, name, hardware, time, digits }: ReportItem,
): TableRow {
  const { place, carbonIntensity, pue, emissionsKg } = subject;
  return {
    what: name + remarkText(subject),
    hardware,
    time,
    place: placeInWords(place),
    intensity: carbonIntensity === undefined
      ? undefined
      : number(carbonIntensity),
    pue: pue === undefined ? undefined : exact(pue),
    energy: energyText(subject.energyKwh, digits),
    emissions: massText(emissionsKg, digits),
    range: rangeText(subject.emissionsRangeKg, emissionsKg, digits),
    measured: measuredText(subject.measuredShare),
    params: paramsText(subject.run?.params ?? {}),
  };
}

/**
 * How a run ended, unless it finished, which parts it leaves out, and the tool that it comes from.
 */
function remarkText({ run, parts: components }: Subject): string {
  const remarks = [
    run?.status === "finished" ? undefined : run?.status,
    run?.uncounted && withoutText({ ...run, components }).trim(),
    run?.origin && `by ${run.origin.tool}`,
  ].filter((remark) => remark !== undefined);
  return remarks.length === 0 ? "" : ` (${remarks.join(", ")})`;
}

function timeText(of: ReportTotal["of"], hours = NaN): string | undefined {
  if (Number.isNaN(hours)) return undefined;
  return of === "runs" ? duration(hours * S_PER_HOUR) : `${exact(hours)} h`;
}

function totalCells(total: ReportTotal): TableRow {
  const { of, count, hours, energyKwh, emissionsKg, digits } = total;
  return {
    what: `all ${count} ${of}`,
    time: timeText(of, hours),
    energy: energyText(energyKwh, digits),
    emissions: massText(emissionsKg, digits),
    range: rangeText(total.emissionsRangeKg, emissionsKg, digits),
    measured: measuredText(total.measuredShare),
  };
}
