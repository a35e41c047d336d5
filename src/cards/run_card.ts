import { cumulativeChart } from "../charts/cumulative.ts";
import { untitled } from "../charts/parts/chart.ts";
import { machineOf, machineSums } from "../estimate/machine_of.ts";
import type { Component } from "../estimate/result.ts";
import { duration, energy, firstOf, mass, number, power } from "../format.ts";
import { metricsIn } from "../tracker/course/logged_metrics.ts";
import type { RunRecord } from "../tracker/run.ts";
import type { Phase } from "../tracker/course/phase_log.ts";
import { J_PER_KWH } from "../units.ts";
import type { Fact, ResultDocument, Section } from "../document/document.ts";
import { COURSE_HEIGHT } from "../document/style.ts";
import {
  budgetFirst,
  callFacts,
  callsSection,
  furtherCallFacts,
} from "./parts/call_facts.ts";
import { assumedOf, footerOf, headOf, placeText } from "./estimate_card.ts";
import {
  basisFacts,
  cleanestFact,
  everydayFact,
  marketFact,
} from "./parts/footprint_facts.ts";
import {
  averageFact,
  budgetFact,
  componentName,
  listFact,
  measuredFact,
  monthBudgetFact,
  monthBudgetNote,
  nameText,
  paramValue,
  runEnergyFact,
  runGridFact,
  savedText,
  sentenceText,
  sumOf,
  withoutText,
} from "./parts/run_texts.ts";

/** Lines of a kind. The run itself has all of them. */
const MOST_LINES = 8;
/** Phases that the facts name: those with the most energy. */
const NAMED_PHASES = 3;
/** Phases in the table. */
const LISTED_PHASES = 12;
const NAMED_METRICS = 5;
/** How many of the last rows are searched for the last value of each metric. */
const METRIC_ROWS = 1000;

/** The card of a run that has ended. */
export function runCard(run: RunRecord): ResultDocument {
  const { name, place, status, durationS, reason } = run;
  const phases = groupedPhases(run.phases);
  return {
    title: nameText(name),
    state: `${status} ${status === "finished" ? "in" : "after"} ${
      duration(durationS)
    }`,
    place: placeText(place),
    ...headOf(run),
    meaning: `CO2e${withoutText(run)}`,
    reason: reason && sentenceText(reason),
    facts: [
      ...callFacts(run),
      ...budgetFirst(run),
      runEnergyFact(run),
      ...meanPowerFact(run),
      ...run.calls.length > 0 ? [] : budgetFact(run),
      ...monthBudgetFact(run.keeping?.budget),
      ...metricsFact(run),
      ...marketFact(run),
      runGridFact(run),
      ...averageFact(run),
      ...cleanestFact(run),
      ...everydayFact(run),
      beganFact(run),
      ...componentFacts(run),
      ...furtherCallFacts(run),
      measuredFact(run),
      ...phasesFact(phases),
      ...idleFact(run),
      ...sharedFact(run),
      ...basisFacts(run),
    ],
    assumptions: firstOf(assumedOf(run), MOST_LINES),
    notes: firstOf(
      [...monthBudgetNote(run.keeping?.budget), ...run.notes.map(sentenceText)],
      MOST_LINES,
    ),
    chart: untitled(cumulativeChart(run), COURSE_HEIGHT),
    sections: [
      ...(phases.length > 0 ? [phasesSection(phases)] : []),
      ...callsSection(run),
      ...paramsSection(run),
    ],
    sources: run.sources,
    saved: savedText(run),
    footer: footerOf(run.version),
  };
}

function beganFact({ startedAt }: RunRecord): Fact {
  const began = startedAt.toISOString().replace("T", " ").slice(0, -8);
  return { label: "Began", value: `${began} UTC` };
}

/** Parts of the machine, those of one kind, such as eight cards, in one line. */
function componentFacts(run: RunRecord): Fact[] {
  const kinds = Map.groupBy(
    machineSums(run).components,
    ({ component, name, method }) => JSON.stringify([component, name, method]),
  );
  return [...kinds.values()].slice(0, MOST_LINES).map((alike) => {
    const { component, name, method, source } = alike[0] as Component;
    const count = alike.length > 1 ? `${alike.length} × ` : "";
    return {
      label: componentName(component),
      value: energy(sumOf(alike, (part) => part.energyKwh)),
      note: sentenceText(`${count}${name}; ${method}: ${source}`),
    };
  });
}

function meanPowerFact(run: RunRecord): Fact[] {
  const { durationS } = run;
  const { itEnergyKwh, components } = machineOf(run);
  if (durationS === 0) return [];
  const watts = (kwh: number) => power(kwh * J_PER_KWH / durationS);
  const parts = [...Map.groupBy(components, ({ component }) => component)]
    .map(([component, alike]) =>
      `${componentName(component)} ${
        watts(sumOf(alike, (part) => part.energyKwh))
      }`
    );
  return [{
    label: "Mean power",
    value: watts(itEnergyKwh),
    note: parts.join(", "),
  }];
}

/** All phases of one name. */
interface PhaseGroup extends Pick<Phase, "name" | "energyKwh" | "emissionsKg"> {
  readonly times: number;
  readonly seconds: number;
}

function groupedPhases(phases: readonly Phase[]): PhaseGroup[] {
  return [...Map.groupBy(phases, (phase) => phase.name)]
    .map(([name, alike]) => ({
      name,
      times: alike.length,
      seconds: sumOf(alike, (phase) => phase.endS - phase.startS),
      energyKwh: sumOf(alike, (phase) => phase.energyKwh),
      emissionsKg: sumOf(alike, (phase) => phase.emissionsKg),
    }))
    .sort((a, b) => b.energyKwh - a.energyKwh);
}

function phasesFact(phases: readonly PhaseGroup[]): Fact[] {
  const texts = phases.map(({ name, energyKwh }) =>
    `${nameText(name)} ${energy(energyKwh)}`
  );
  return listFact("Phases", texts, NAMED_PHASES);
}

function phasesSection(phases: readonly PhaseGroup[]): Section {
  const shown = phases.slice(0, LISTED_PHASES);
  return {
    id: "phases",
    short: phases.length === 1 ? "1 phase" : `${number(phases.length)} phases`,
    title: shown.length < phases.length
      ? `The ${shown.length} phases with the most energy, of ${
        number(phases.length)
      }`
      : "The phases as a table",
    tables: [{
      columns: {
        phase: "phase",
        times: "times",
        time: "time",
        energy: "energy",
        emissions: "emissions",
      },
      rows: shown.map(({ name, times, seconds, energyKwh, emissionsKg }) => ({
        phase: nameText(name),
        times: number(times),
        time: duration(seconds),
        energy: energy(energyKwh),
        emissions: mass(emissionsKg),
      })),
    }],
  };
}

function paramsSection({ params }: RunRecord): Section[] {
  const rows = Object.entries(params).map(([name, value]) => ({
    name: nameText(name),
    value: paramValue(value),
  }));
  if (rows.length === 0) return [];
  return [{
    id: "params",
    title: "Parameters",
    short: rows.length === 1 ? "1 parameter" : `${rows.length} parameters`,
    tables: [{ columns: { name: "parameter", value: "value" }, rows }],
  }];
}

function idleFact({ idle }: RunRecord): Fact[] {
  if (idle.durationS === 0) return [];
  return [{
    label: "Between its cells",
    value: energy(idle.energyKwh),
    note: `${mass(idle.emissionsKg)} in ${
      duration(idle.durationS)
    }; not counted above`,
  }];
}

function sharedFact(
  { shared, sharedEnergyKwh, sharedEmissionsKg }: RunRecord,
): Fact[] {
  if (sharedEnergyKwh === 0) return [];
  const others = new Set(shared.map(({ id }) => id)).size;
  const who = others > 1 ? `${number(others)} other runs` : "another run";
  return [{
    label: "Shared",
    value: energy(sharedEnergyKwh),
    note: `${
      mass(sharedEmissionsKg)
    }, counted by ${who} too; sums over them count it once`,
  }];
}

function metricsFact({ metrics }: RunRecord): Fact[] {
  const last = new Map<string, number>();
  for (const row of metrics.slice(-METRIC_ROWS).toReversed()) {
    for (const [name, value] of metricsIn(row)) {
      if (!last.has(name)) last.set(name, value);
    }
  }
  const [first, ...others] = [...last].map(([name, value]) =>
    `${nameText(name)} ${number(value)}`
  );
  if (first === undefined) return [];
  const note = firstOf(others, NAMED_METRICS).join(", ");
  return [{ label: "Last metrics", value: first, ...(note && { note }) }];
}
