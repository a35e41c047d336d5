import type { Component } from "../../estimate/result.ts";
import {
  clipped,
  duration,
  energy,
  exact,
  mass,
  number,
  percent,
  power,
} from "../../format.ts";
import { shortPath } from "../../ledger/location.ts";
import type { UncountedPart } from "../../sensors/parts/finding.ts";
import type { Params } from "../../tracker/params.ts";
import type { MonthBudget, RunRecord } from "../../tracker/run.ts";
import type { Fact } from "../../document/document.ts";
import { intensityFact } from "./footprint_facts.ts";

/** Longest name that a card shows: of a run, a phase, a metric. */
const NAME_CHARS = 60;
/** Longest sentence from elsewhere that a card shows. */
const SENTENCE_CHARS = 200;

/** A name that a user gave, short enough to be shown. */
export function nameText(name: string): string {
  return lineOf(name, NAME_CHARS);
}

/** A sentence that may quote a device or a file, short enough to be shown. */
export function sentenceText(sentence: string): string {
  return lineOf(sentence, SENTENCE_CHARS);
}

/** Characters that would move a cursor or colour a screen, such as a line feed. */
const CONTROLS =
  /[\p{Cc}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069]+/gu;

function lineOf(text: string, most: number): string {
  // Cut first, as the text may be as long as a book.
  return clipped(text, most).replace(CONTROLS, " ");
}

/** The sum of a figure of several items. */
export function sumOf<T>(
  items: readonly T[],
  value: (item: T) => number,
): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}

/** Parameters in a line; undefined without any. */
export function paramsText(params: Params): string | undefined {
  const texts = Object.entries(params).map(([name, value]) =>
    nameText(`${name} ${paramValue(value)}`)
  );
  return texts.length === 0 ? undefined : texts.join(", ");
}

/** The value of a parameter with all its digits. */
export function paramValue(value: Params[string]): string {
  return typeof value === "number" ? exact(value) : nameText(String(value));
}

/** The first texts of many in one fact; no fact without any. */
export function listFact(
  label: string,
  texts: readonly string[],
  most: number,
): Fact[] {
  if (texts.length === 0) return [];
  const left = texts.length - most;
  return [{
    label,
    value: texts.slice(0, most).join(", "),
    ...(left > 0 && { note: `and ${number(left)} more` }),
  }];
}

/** How much of the budget is spent, if there is one. */
export function budgetFact({ budgetKg, emissionsKg }: RunRecord): Fact[] {
  if (budgetKg === undefined) return [];
  const leftKg = budgetKg - emissionsKg;
  return [{
    label: "Budget",
    value: leftKg > 0
      ? `${percent(emissionsKg / budgetKg)} of ${mass(budgetKg)}`
      : `${mass(budgetKg)}, spent`,
    note: leftKg > 0 ? `${mass(leftKg)} left` : `${mass(emissionsKg)} emitted`,
  }];
}

/** What parts are called that a figure leaves out: all of a kind, one of several, or more. */
const LEFT_OUT: Readonly<
  Record<UncountedPart["component"], readonly [string, string, string]>
> = {
  accelerator: ["the GPU", "one GPU", "GPUs"],
  cpu: ["the processor", "one processor", "processors"],
  memory: ["the memory", "memory of one processor", "parts of the memory"],
  calls: ["1 call", "1 call", "calls"],
};

/**
 * What the figures of a run leave out, such as ` without the GPU`; empty if they hold all parts.
 */
export function withoutText(
  { uncounted = [], components }: {
    readonly uncounted?: readonly UncountedPart[] | undefined;
    readonly components: readonly { readonly component: string }[];
  },
): string {
  const kinds = Map.groupBy(uncounted, ({ component }) => component);
  const texts = [...kinds].map(([kind, parts]) => {
    const length = sumOf(parts, ({ count = 1 }) => count);
    const [all, one, several] = LEFT_OUT[kind];
    if (length > 1) return `${length} ${several}`;
    return components.some(({ component }) => component === kind) ? one : all;
  });
  return texts.length === 0 ? "" : ` without ${texts.join(" and ")}`;
}

/** The energy of a run, and how much was measured. */
export function runEnergyFact({ energyKwh, measuredShare }: RunRecord): Fact {
  return {
    label: "Energy",
    value: energy(energyKwh),
    note: measuredShare === 0
      ? "all modelled"
      : `${measuredText(measuredShare)} measured`,
  };
}

/** A smaller share is no difference. */
const SAME = 0.005;

/** The grid of a run, and what gave its intensity by the hour. */
export function runGridFact(run: RunRecord): Fact {
  const { byHour } = run;
  if (byHour === undefined) return intensityFact(run);
  const { source, basis } = byHour;
  const counts = basis === "unknown" ? "basis unknown" : basis;
  return { ...intensityFact(run), note: `by the hour, ${counts}: ${source}` };
}

/** What the average of a year would have said in place of the hours. */
export function averageFact({ byHour, emissionsKg }: RunRecord): Fact[] {
  const { yearlyAverage, byYearlyAverageKg: ofYear } = byHour ?? {};
  if (yearlyAverage === undefined || ofYear === undefined) return [];
  const { gPerKwh, year, source } = yearlyAverage;
  const less = ofYear === 0 ? 0 : 1 - emissionsKg / ofYear;
  const byHours = Math.abs(less) < SAME
    ? "as much as by the hours"
    : `the hours say ${percent(Math.abs(less))} ${less < 0 ? "more" : "less"}`;
  return [{
    label: `By the average of ${year ?? "the year"}`,
    value: mass(ofYear),
    note: `${byHours}; ${number(gPerKwh)} g/kWh (${source})`,
  }];
}

/** From this share on, a budget is nearly spent. */
const NEARLY = 0.8;

/** What is left of the budget of a month. */
export function monthBudgetFact(budget: MonthBudget | undefined): Fact[] {
  if (budget === undefined) return [];
  const { kg, usedKg, month, of } = budget;
  const whose = of === undefined ? "" : ` of ${nameText(of)}`;
  return [{
    label: `Budget${whose}`,
    value: `${percent(usedKg / kg)} used`,
    note: `${mass(usedKg)} of ${mass(kg)} in ${month}`,
  }];
}

/** A warning that the budget of a month is nearly or wholly spent. */
export function monthBudgetNote(budget: MonthBudget | undefined): string[] {
  if (budget === undefined || budget.usedKg < NEARLY * budget.kg) return [];
  const { kg, usedKg, month } = budget;
  return [
    usedKg > kg
      ? `the budget of ${mass(kg)} for ${month} is spent: ${
        mass(usedKg)
      } emitted`
      : `${percent(usedKg / kg)} of the budget of ${
        mass(kg)
      } for ${month} is used`,
  ];
}

/** How much of the energy was measured, and for whom it was counted. */
export function measuredFact(
  { measuredShare, attribution, itEnergyKwh, pue }: RunRecord,
): Fact {
  const whose = attribution === "machine"
    ? "counted for the whole machine"
    : "processor and memory counted for this process and its children";
  return {
    label: "Measured",
    value: measuredShare === 0
      ? "0 % (all modelled)"
      : measuredText(measuredShare),
    note: `of ${energy(itEnergyKwh)} × PUE ${exact(pue)}; ${whose}`,
  };
}

/** The measured share of an energy. Nearly all is never written as all. */
export function measuredText(share: number | undefined): string {
  if (share === undefined) return "not known";
  return share > 0.995 && share < 1 ? "more than 99 %" : percent(share);
}

/** Where the run was saved, or why it was not. */
export function savedText({ keeping }: RunRecord): string | undefined {
  if (keeping === undefined) return undefined;
  const { path, why } = keeping;
  if (path !== undefined) return `Saved to ${shortPath(path)}`;
  return why === undefined ? "Not saved" : `Not saved: ${sentenceText(why)}`;
}

/** What parts of the machine are called. */
const COMPONENTS: Readonly<Record<Component["component"], string>> = {
  accelerator: "GPU",
  cpu: "CPU",
  memory: "memory",
  machine: "machine",
  calls: "calls",
  prefill: "input",
  decode: "output",
  host: "hosts",
};

/** What a part of the machine is called. */
export function componentName(component: Component["component"]): string {
  return COMPONENTS[component];
}

/** A mean over more than this says so, in s. */
const LONG_S = 10;

/** The power measured last, by part of the machine. */
export function powerFact({ samples }: RunRecord): Fact {
  const label = "Power now";
  const last = samples.at(-1);
  if (last === undefined || last.timeS === 0) {
    return { label, value: "–", note: "not measured yet" };
  }
  const overS = last.timeS - (samples.at(-2)?.timeS ?? 0);
  const parts = Object.entries(last.componentPowerW)
    .map(([component, watts]) =>
      `${componentName(component as Component["component"])} ${power(watts)}`
    );
  if (overS > LONG_S) parts.push(`mean of the last ${duration(overS)}`);
  return { label, value: power(last.powerW), note: parts.join(", ") };
}
