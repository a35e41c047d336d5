import { type Digits, digitsOf } from "../../rounding.ts";
import type { RunFacts, Subject } from "./item_facts.ts";

/** What the runs of a report emitted in all; where it has none, the estimates. */
export interface Total {
  /** What is summed. */
  readonly of: "runs" | "estimates";
  /** They themselves. */
  readonly subjects: readonly Subject[];
  /** How many of them. */
  readonly count: number;
  /** How many have no emissions, as another tool measured their energy alone. */
  readonly withoutEmissions: number;
  /** Time that they took, one after the other, in h. */
  readonly hours: number;
  /** Energy of the facilities, in kWh. */
  readonly energyKwh: number;
  /** Energy of the computing alone, in kWh. */
  readonly itEnergyKwh: number;
  /** Share of it that was measured, 0 to 1, among those that say; `undefined` if none does. */
  readonly measuredShare: number | undefined;
  /** How many do not say, as they come from other tools. */
  readonly measuredUnknown: number;
  /** Operational emissions, location-based, in kgCO2e. */
  readonly emissionsKg: number;
  /** Their range, in kgCO2e; `undefined` if another tool gives none for some of them. */
  readonly emissionsRangeKg: readonly [low: number, high: number] | undefined;
  /** What is claimed to be offset, in kgCO2e. */
  readonly offsetKg: number;
  /** Emissions less that claim, in kgCO2e. */
  readonly netEmissionsKg: number;
  /** The share of making the hardware, of those where it is known, in kgCO2e. */
  readonly embodiedKg: number;
  /** How many of them do not know theirs. */
  readonly embodiedUnknown: number;
  /** Water, of those that know theirs, in L. */
  readonly waterL: number;
  /** Counted by two runs, and once here, in kgCO2e. */
  readonly sharedKg: number;
  /** How many digits its range supports. */
  readonly digits: Digits;
}

/** A run or an estimate with the part of it that a total counts, 0 to 1. */
interface Counted {
  readonly subject: Subject;
  readonly energyShare: number;
  readonly emissionsShare: number;
}

/**
 * The total of what ran; of what was only estimated where nothing ran, as a plan and its run would
 * count the same twice.
 *
 * The ends of the ranges are added: the same sensors, grids and buildings are off the same way in every run.
 * @param all Runs and estimates
 * @returns `undefined` if there are none
 */
export function totalOf(all: readonly Subject[]): Total | undefined {
  const runs = all.filter(({ kind }) => kind === "run");
  const subjects = runs.length > 0 ? runs : all;
  if (subjects.length === 0) return undefined;
  const counted = subjects.map((subject) => countedOf(subject, runs));
  const sum = (value: (part: Counted) => number) =>
    counted.reduce((total, part) => total + value(part), 0);
  const emitted = (value: (subject: Subject) => number | undefined) =>
    sum(({ subject, emissionsShare }) =>
      (value(subject) ?? 0) * emissionsShare
    );
  const used = (value: (subject: Subject) => number | undefined) =>
    sum(({ subject, energyShare }) => (value(subject) ?? 0) * energyShare);
  const emissionsKg = emitted((subject) => subject.emissionsKg);
  const offsetKg = emitted((subject) => subject.offsetKg);
  const emissionsRangeKg = subjects.some(lacksRange) ? undefined : [
    emitted((subject) => subject.emissionsRangeKg?.[0]),
    emitted((subject) => subject.emissionsRangeKg?.[1]),
  ] as const;
  const saidKwh = used((subject) =>
    subject.measuredShare === undefined ? 0 : subject.itEnergyKwh
  );
  const measuredKwh = used((subject) =>
    subject.itEnergyKwh * (subject.measuredShare ?? 0)
  );
  return {
    of: runs.length > 0 ? "runs" : "estimates",
    subjects,
    count: subjects.length,
    withoutEmissions: countOf(subjects, (s) => s.emissionsKg === undefined),
    hours: sum(({ subject }) => subject.hours),
    energyKwh: used((subject) => subject.energyKwh),
    itEnergyKwh: used((subject) => subject.itEnergyKwh),
    measuredShare: saidKwh > 0 ? measuredKwh / saidKwh : undefined,
    measuredUnknown: countOf(subjects, (s) => s.measuredShare === undefined),
    emissionsKg,
    emissionsRangeKg,
    offsetKg,
    netEmissionsKg: emissionsKg - offsetKg,
    embodiedKg: used((subject) => subject.embodiedKg),
    embodiedUnknown: countOf(subjects, (s) => s.embodiedKg === undefined),
    waterL: used((subject) => subject.waterL),
    sharedKg: sum(({ subject, emissionsShare }) =>
      (subject.emissionsKg ?? 0) * (1 - emissionsShare)
    ),
    digits: digitsOf(emissionsRangeKg),
  };
}

/** What emitted something that nobody gives a range for. */
function lacksRange({ emissionsKg, emissionsRangeKg }: Subject): boolean {
  return emissionsKg !== undefined && emissionsRangeKg === undefined;
}

function countOf(
  subjects: readonly Subject[],
  is: (subject: Subject) => boolean,
): number {
  return subjects.filter(is).length;
}

function countedOf(subject: Subject, runs: readonly Subject[]): Counted {
  const { run, energyKwh, emissionsKg } = subject;
  return run !== undefined && runs.some((other) => wasGoingOn(other.run, run))
    ? {
      subject,
      energyShare: 1 - shareOf(run.sharedEnergyKwh, energyKwh),
      emissionsShare: 1 - shareOf(run.sharedEmissionsKg, emissionsKg ?? 0),
    }
    : { subject, energyShare: 1, emissionsShare: 1 };
}

function shareOf(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

/** What a run shares with one that the report does not hold is not counted twice in it. */
function wasGoingOn(earlier: RunFacts | undefined, later: RunFacts): boolean {
  if (earlier === undefined || earlier === later) return false;
  const begun = later.startedAt.getTime();
  const from = earlier.startedAt.getTime();
  return from <= begun && begun < from + earlier.endS * 1000;
}
