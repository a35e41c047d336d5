import type { Fact, ResultDocument, Section } from "../document/document.ts";
import { footerOf } from "./estimate_card.ts";
import {
  monthBudgetFact,
  monthBudgetNote,
  nameText,
  sentenceText,
  sumOf,
  withoutText,
} from "./parts/run_texts.ts";
import { duration, energy, firstOf, mass, number, percent } from "../format.ts";
import type { GroupBy, Total } from "../ledger/database/totals.ts";
import { callCount } from "../tracker/calls/call_groups.ts";
import { shortPath } from "../ledger/location.ts";
import { minuteText, UTC } from "../ledger/moments.ts";
import type { MonthBudget } from "../tracker/run.ts";
import type { StoredRun } from "../ledger/stored/stored_run.ts";
import { VERSION } from "../version.ts";
import { ledgerCharts } from "../charts/ledger_charts.ts";
import { type Chart, untitled } from "../charts/parts/chart.ts";

/** The groups that the card shows. */
type ShownGroups = Extract<GroupBy, "day" | "name" | "region" | "component">;

/** What the card of a ledger shows. */
export interface LedgerView {
  /** Path of the ledger. */
  readonly path: string;
  /** What did not go as expected. */
  readonly notes: readonly string[];
  /** Its runs, in the order of their start. */
  readonly runs: readonly StoredRun[];
  /** What they used, grouped in every way. */
  readonly totals: Readonly<Record<ShownGroups, readonly Total[]>>;
  /** What their calls to models used, by model. @default there are no calls */
  readonly models?: readonly Total[];
  /** The time zone of its days and times. @default "UTC" */
  readonly timeZone?: string;
  /** The configured budget. @default none */
  readonly budget?: MonthBudget | undefined;
}

/** Groups that a fact names. */
const NAMED = 3;
/** Height of the first chart, in px. */
const CHART_HEIGHT = 200;
/** Runs in the table: the latest. */
const LISTED = 30;

/** The card of a ledger: what its runs emitted in all, when, by what and where. */
export function ledgerCard(
  { path, notes, runs, totals, models = [], timeZone = UTC, budget }:
    LedgerView,
): ResultDocument {
  const { day: days } = totals;
  const emissionsKg = sumOf(days, (total) => total.emissionsKg);
  const [first, ...others] = ledgerCharts(days, runs);
  return {
    title: "Ledger",
    place: sentenceText(shortPath(path)),
    ...(runs.length === 0
      ? { headline: "No runs yet" }
      : { headline: mass(emissionsKg), meaning: "CO2e" }),
    subline: sublineOf(days, runs.length, timeZone),
    facts: runs.length === 0 ? monthBudgetFact(budget) : [
      ...monthBudgetFact(budget),
      runsFact(runs),
      {
        label: "Energy",
        value: energy(sumOf(days, (total) => total.energyKwh)),
        note: onceText(sumOf(days, (total) => total.leftOutKwh)),
      },
      ...groupFact("By place", totals.region, emissionsKg),
      ...groupFact("By component", totals.component, emissionsKg),
      ...callsFact(models),
      ...groupFact("By name", totals.name, emissionsKg),
      ...unknownFact(sumOf(days, (total) => total.withoutEmissions)),
      ...incompleteFact(runs),
      ...importedFact(runs),
    ],
    notes: [...monthBudgetNote(budget), ...notes.map(sentenceText)],
    ...(first !== undefined && { chart: untitled(first, CHART_HEIGHT) }),
    sections: [
      ...(runs.length > 0 ? [runsSection(runs, timeZone)] : []),
      ...(others.length > 0 ? [chartsSection(others)] : []),
    ],
    footer: footerOf(VERSION),
  };
}

function chartsSection(charts: readonly Chart[]): Section {
  return {
    id: "charts",
    title: "More charts",
    short: charts.length === 1
      ? "1 more chart"
      : `${charts.length} more charts`,
    charts,
  };
}

function sublineOf(
  days: readonly Total[],
  count: number,
  timeZone: string,
): string {
  if (count === 0) return "what is tracked or imported will be here";
  const from = days[0]?.key;
  const to = days.at(-1)?.key;
  const when = from === to ? `on ${from}` : `from ${from} to ${to}`;
  return `${runsText(count)} begun ${when} (${timeZone})`;
}

function runsText(count: number): string {
  return count === 1 ? "1 run" : `${number(count)} runs`;
}

function runsFact(runs: readonly StoredRun[]): Fact {
  const counts = Map.groupBy(runs, ({ status }) => status);
  const note = [...counts].map(([status, { length }]) =>
    `${number(length)} ${status}`
  ).join(", ");
  return { label: "Runs", value: number(runs.length), note };
}

/** The groups that emitted most, if there is more than one. */
function groupFact(
  label: string,
  totals: readonly Total[],
  wholeKg: number,
): Fact[] {
  if (totals.length < 2 || wholeKg === 0) return [];
  const texts = totals.map(({ key, emissionsKg }) =>
    `${nameText(key)} ${mass(emissionsKg)} (${percent(emissionsKg / wholeKg)})`
  );
  const [first = "", ...others] = texts;
  const note = firstOf(others, NAMED).join(", ");
  return [{ label, value: first, note }];
}

/** The calls to models, those of the models that emitted most. */
function callsFact(models: readonly Total[]): Fact[] {
  const called = models.filter(({ calls }) => calls !== undefined);
  if (called.length === 0) return [];
  const left = sumOf(called, ({ callsNotCounted = 0 }) => callsNotCounted);
  const texts = called.filter(({ calls }) => calls !== 0)
    .map(({ key, calls = 0, emissionsKg }) =>
      `${nameText(key)} ${mass(emissionsKg)} (${callCount(calls)})`
    );
  return [{
    label: "Calls to models",
    value: `${mass(sumOf(called, ({ emissionsKg }) => emissionsKg))}, ${
      callCount(sumOf(called, ({ calls = 0 }) => calls))
    }`,
    note: [
      ...firstOf(texts, NAMED),
      ...left > 0 ? [`not counted (${callCount(left)})`] : [],
    ].join(", "),
  }];
}

/** What overlapping runs share is left out of all but one of them. */
function onceText(leftOutKwh: number): string {
  const much = leftOutKwh > 0 ? `${energy(leftOutKwh)} ` : "";
  return `${much}counted once where runs overlap`;
}

function unknownFact(count: number): Fact[] {
  if (count === 0) return [];
  return [{
    label: "Not counted",
    value: runsText(count),
    note: "their energy is known, and their emissions are not",
  }];
}

/** Runs that leave out a part of their machine. */
function incompleteFact(runs: readonly StoredRun[]): Fact[] {
  const texts = runs.map(withoutText).filter((text) => text !== "");
  if (texts.length === 0) return [];
  return [{
    label: "Incomplete",
    value: runsText(texts.length),
    note: [...new Set(texts)].map((text) => text.trim()).join(", "),
  }];
}

function importedFact(runs: readonly StoredRun[]): Fact[] {
  const imported = Map.groupBy(
    runs.filter(({ origin }) => origin !== undefined),
    ({ origin }) => origin?.tool,
  );
  if (imported.size === 0) return [];
  return [{
    label: "Imported",
    value: [...imported].map(([tool, { length }]) =>
      `${number(length)} of ${tool}`
    ).join(", "),
    note: "with the figures of that tool",
  }];
}

function runsSection(
  runs: readonly StoredRun[],
  timeZone: string,
): Section {
  const latest = runs.slice(-LISTED).toReversed();
  return {
    id: "runs",
    short: runsText(runs.length),
    title: latest.length < runs.length
      ? `The latest ${latest.length} of ${number(runs.length)} runs`
      : "The runs as a table",
    tables: [{
      columns: {
        run: "run",
        begun: `begun (${timeZone})`,
        status: "status",
        time: "time",
        energy: "energy",
        emissions: "emissions",
        place: "place",
      },
      rows: latest.map((run) => ({
        run: nameText(run.name),
        begun: minuteText(run.startedAt, timeZone),
        status: run.status,
        time: duration(run.durationS),
        energy: energy(run.energyKwh),
        emissions: run.emissionsKg === undefined
          ? "not known"
          : mass(run.emissionsKg) + withoutText(run),
        place: nameText(run.place.name),
      })),
    }],
  };
}
