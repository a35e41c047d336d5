import { nameText } from "../../cards/run_texts.ts";
import { tellingEquivalents } from "../../cards/footprint_facts.ts";
import type { Comparison } from "../../estimate/compare.ts";
import type {
  RegionComparison,
  RegionRow,
} from "../../estimate/compare_regions.ts";
import { type Equivalent, equivalentsOf } from "../../estimate/equivalents.ts";
import type { SourcedFigure } from "../../catalog/sourced_figure.ts";
import { clipped, duration, exact } from "../../format.ts";
import { VERSION, type Version } from "../../version.ts";
import { Citations } from "./citations.ts";
import { hardwareText } from "./hardware.ts";
import type { SortedItems } from "./items.ts";
import type { ReportOptions } from "./report_options.ts";
import { type Digits, digitsOf } from "../../rounding.ts";
import { type Sci, sciOf } from "./sci.ts";
import { type Subject, subjectOf } from "./item_facts.ts";
import { type Total, totalOf } from "./totals.ts";

/** A run or an estimate as a report shows it. */
export interface ReportItem {
  /** The run or the estimate. */
  readonly subject: Subject;
  /** What it is called. */
  readonly name: string;
  /** What did the work. */
  readonly hardware: string;
  /** How long it took. */
  readonly time: string;
  /** How many digits its range supports. */
  readonly digits: Digits;
}

/** All that a report says, in whatever format. */
export interface ReportModel {
  /** Its heading. */
  readonly title: string;
  /** Who made it. */
  readonly authors: readonly string[];
  /** How a model was trained, where that is said. */
  readonly trainingType: ReportOptions["trainingType"];
  /** Runs and estimates, in the order given. */
  readonly items: readonly ReportItem[];
  /** Their sum; `undefined` if there are only comparisons. */
  readonly total: Total | undefined;
  /** The total in everyday things that are easy to picture, the smallest first; none if it is 0. */
  readonly equivalents: readonly Equivalent[];
  /** Jobs and runs held against each other; none of them is in the total unless it is an item, too. */
  readonly comparisons: readonly Comparison[];
  /** Places held against each other. */
  readonly regions: readonly RegionComparison[];
  /** Emissions per functional unit, where one is given. */
  readonly sci: Sci | undefined;
  /** Every figure used, each once. */
  readonly figures: readonly SourcedFigure[];
  /** Where they come from. */
  readonly citations: Citations;
  /** What made the results; a ledger keeps some that older versions made. */
  readonly versions: readonly Version[];
}

/** Longest title and name of an author. */
const TITLE_CHARS = 200;

/**
 * All that a report says.
 * @param sorted What it was given
 * @param options Checked
 * @throws {RangeError} If it relates nothing to a functional unit
 */
export function modelOf(
  { reckoned, comparisons, regions }: SortedItems,
  options: ReportOptions,
): ReportModel {
  const { title = "Carbon report", author = [], per, trainingType } = options;
  const subjects = reckoned.map(subjectOf);
  const total = totalOf(subjects);
  const equivalents = everyday(total?.emissionsKg ?? 0);
  const figures = distinct([
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
    items: subjects.map(itemOf),
    total,
    equivalents,
    comparisons,
    regions,
    sci: per && total && sciOf(total, per),
    figures,
    citations,
    versions: versionsOf([...subjects, ...comparisons, ...regions]),
  };
}

function everyday(emissionsKg: number): readonly Equivalent[] {
  return emissionsKg > 0 ? tellingEquivalents(equivalentsOf(emissionsKg)) : [];
}

/** The places that a comparison of hundreds is remembered by: the cleanest, the own and the dirtiest. */
function tellingPlaces(
  { rows, own }: RegionComparison,
): readonly RegionRow[] {
  const all = [rows[0], own, rows.at(-1)];
  return [...new Set(all.filter((row) => row !== undefined))];
}

function itemOf(subject: Subject): ReportItem {
  const hardware = hardwareText(subject);
  const { run, hours } = subject;
  const time = run === undefined
    ? `${exact(hours)} h`
    : duration(run.durationS);
  return {
    subject,
    name: run === undefined
      ? `Estimate: ${hardware}, ${time}`
      : nameText(run.name),
    hardware,
    time,
    digits: digitsOf(subject.emissionsRangeKg),
  };
}

/** Figures that are the same in many runs, once. */
function distinct(figures: readonly SourcedFigure[]): SourcedFigure[] {
  const byContent = new Map<string, SourcedFigure>();
  for (const figure of new Set(figures)) {
    const { what, value, unit, source, year } = figure;
    byContent.set(JSON.stringify([what, value, unit, source, year]), figure);
  }
  return [...byContent.values()];
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
