import { nameText } from "../../cards/parts/run_texts.ts";
import { tellingEquivalents } from "../../cards/parts/footprint_facts.ts";
import type { Comparison } from "../../estimate/comparing/compare.ts";
import type {
  RegionComparison,
  RegionRow,
} from "../../estimate/comparing/compare_regions.ts";
import { type Equivalent, equivalentsOf } from "../../estimate/equivalents.ts";
import {
  distinctFigures,
  type SourcedFigure,
} from "../../catalog/sourced_figure.ts";
import { clipped, duration, exact } from "../../format.ts";
import { VERSION, type Version } from "../../version.ts";
import { Citations } from "./citations.ts";
import { workText } from "./devices.ts";
import type { SortedItems } from "./items.ts";
import type { ReportOptions, Tense } from "./report_options.ts";
import { type Digits, digitsOf } from "../../rounding.ts";
import { type Sci, sciOf } from "./sci.ts";
import type { JobLog } from "../../jobs/job_log.ts";
import { type JobViews, knownViews } from "../../jobs/views.ts";
import { type Subject, subjectOf } from "./item_facts.ts";
import { isJobLog } from "../../jobs/is_job_log.ts";
import { type ReportTotal, totalOf } from "./report_total.ts";

/** A run or an estimate as a report shows it. */
export interface ReportItem {
  /** The facts of the run or the estimate. */
  readonly subject: Subject;
  /** What it is called. */
  readonly name: string;
  /** The hardware in words. */
  readonly hardware: string;
  /** How long it took. */
  readonly time: string;
  /** Number of digits that its range supports. */
  readonly digits: Digits;
}

/** A job log with what it answered. */
export interface ShownLog {
  readonly log: JobLog;
  readonly views: JobViews;
}

/** Everything that a report says in any format. */
export interface ReportModel {
  /** Its heading. */
  readonly title: string;
  /** Who made it. */
  readonly authors: readonly string[];
  /** How a model was trained, if the user says so. */
  readonly trainingType: ReportOptions["trainingType"];
  /** Whether the work was done, or is planned. */
  readonly tense: Tense;
  /** Runs and estimates, in the order given. */
  readonly items: readonly ReportItem[];
  /** Their sum; `undefined` if there are only comparisons. */
  readonly total: ReportTotal | undefined;
  /** The total in everyday things, the smallest first; empty if the total is 0. */
  readonly equivalents: readonly Equivalent[];
  /** Comparisons of jobs and runs, which the total does not count. */
  readonly comparisons: readonly Comparison[];
  /** Comparisons of places. */
  readonly regions: readonly RegionComparison[];
  /** Job logs with what they answered. */
  readonly logs: readonly ShownLog[];
  /** Emissions per functional unit, if one is given. */
  readonly sci: Sci | undefined;
  /** Every figure used, each once. */
  readonly figures: readonly SourcedFigure[];
  /** The publications of the figures. */
  readonly citations: Citations;
  /** The versions that made the results: runs of a ledger may be older. */
  readonly versions: readonly Version[];
}

/** The longest title and the longest name of an author. */
const TITLE_CHARS = 200;

/**
 * Collects everything that a report says.
 * @param sorted The items of the report
 * @param options Checked options
 */
export function modelOf(
  { results, comparisons, regions }: SortedItems,
  options: ReportOptions,
): ReportModel {
  const { title = "Carbon report", author = [], per } = options;
  const { trainingType, tense = "past" } = options;
  const subjects = results.map(subjectOf);
  const total = totalOf(subjects);
  const emissionsKg = total?.emissionsKg ?? 0;
  const equivalents = emissionsKg > 0
    ? tellingEquivalents(equivalentsOf(emissionsKg))
    : [];
  const figures = distinctFigures([
    ...subjects.flatMap(({ sources }) => sources),
    ...comparisons.flatMap(({ rows }) =>
      rows.flatMap(({ estimate }) => estimate.sources)
    ),
    ...regions.flatMap(tellingPlaces).flatMap(({ sources }) => sources),
  ]);
  const citations = new Citations();
  figures.forEach((figure) => citations.add(figure));
  equivalents.forEach((e) => citations.add({ ...e, what: e.label }));
  return {
    title: clipped(title, TITLE_CHARS),
    authors: [author].flat().map((name) => clipped(name, TITLE_CHARS)),
    trainingType,
    tense,
    items: subjects.map(itemOf),
    total,
    equivalents,
    comparisons,
    regions,
    logs: results.filter(isJobLog).flatMap((log) => {
      const views = knownViews(log);
      return views === undefined ? [] : [{ log, views }];
    }),
    sci: per && total && sciOf(total, per),
    figures,
    citations,
    versions: versionsOf([...subjects, ...comparisons, ...regions]),
  };
}

/** The most telling places of a comparison: the cleanest, the home and the dirtiest. */
function tellingPlaces(
  { rows, own }: RegionComparison,
): readonly RegionRow[] {
  const all = [rows[0], own, rows.at(-1)];
  return [...new Set(all.filter((row) => row !== undefined))];
}

function itemOf(subject: Subject): ReportItem {
  const hardware = workText(subject);
  const { run, hours } = subject;
  const time = run !== undefined
    ? duration(run.durationS)
    : hours === undefined
    ? ""
    : `${exact(hours)} h`;
  return {
    subject,
    name: subject.name !== undefined
      ? subject.name
      : run === undefined
      ? `Estimate: ${[hardware, time].filter(Boolean).join(", ")}`
      : nameText(run.name),
    hardware,
    time,
    digits: digitsOf(subject.emissionsRangeKg),
  };
}

function versionsOf(
  results: readonly { readonly version: Version | undefined }[],
): readonly Version[] {
  const all = new Map<string, Version>();
  for (const { version } of [{ version: VERSION }, ...results]) {
    if (version === undefined) continue;
    all.set(JSON.stringify([version.carboncell, version.data]), version);
  }
  return [...all.values()];
}
