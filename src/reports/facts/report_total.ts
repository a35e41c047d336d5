import { countedOnce } from "../../tracker/sharing/count_once.ts";
import { type Digits, digitsOf } from "../../rounding.ts";
import type { Subject } from "./item_facts.ts";

/** The total of the runs of a report; without runs, of its estimates. */
export interface ReportTotal {
  /** What is summed. */
  readonly of: "runs" | "estimates";
  /** The runs or estimates. */
  readonly subjects: readonly Subject[];
  /** Number of runs or estimates. */
  readonly count: number;
  /** Number of those without emissions: another tool measured only their energy. */
  readonly withoutEmissions: number;
  /** Sum of the times of those that know theirs, in h; `undefined` if none does. */
  readonly hours: number | undefined;
  /** Energy of the facilities, in kWh. */
  readonly energyKwh: number;
  /** IT energy, in kWh. */
  readonly itEnergyKwh: number;
  /** Measured share of the IT energy of those that know theirs; `undefined` if none does. */
  readonly measuredShare: number | undefined;
  /** Number of those that do not know it, because they come from other tools. */
  readonly measuredUnknown: number;
  /** Operational emissions, location-based, in kgCO2e. */
  readonly emissionsKg: number;
  /** The 90 % range of the emissions, in kgCO2e; `undefined` if some have none. */
  readonly emissionsRangeKg: readonly [low: number, high: number] | undefined;
  /** Emissions that are claimed to be offset, in kgCO2e. */
  readonly offsetKg: number;
  /** Emissions minus the claimed offset, in kgCO2e. */
  readonly netEmissionsKg: number;
  /** Embodied emissions of those that know theirs, in kgCO2e. */
  readonly embodiedKg: number;
  /** Number of those that do not know theirs. */
  readonly embodiedUnknown: number;
  /** Embodied emissions of the calls of those, in kgCO2e. */
  readonly callsEmbodiedKg: number;
  /** Water of those that know theirs, in L. */
  readonly waterL: number;
  /** Emissions that two runs count and the total counts once, in kgCO2e. */
  readonly sharedKg: number;
  /** Number of digits that the range supports. */
  readonly digits: Digits;
}

/** A run or an estimate with the share that the total counts, 0 to 1. */
interface Counted {
  readonly subject: Subject;
  readonly energyShare: number;
  readonly emissionsShare: number;
}

/**
 * Sums the runs; without runs, the estimates. Both together would count a plan and its run twice.
 *
 * The ends of the ranges are added: sensors, grids and buildings are wrong in the same way in every
 * run.
 * @param all Runs and estimates
 * @returns `undefined` if there are none
 */
export function totalOf(all: readonly Subject[]): ReportTotal | undefined {
  const runs = all.filter(({ kind }) => kind === "run");
  const subjects = runs.length > 0 ? runs : all;
  if (subjects.length === 0) return undefined;
  const counted = countedOf(subjects);
  const sum = (value: (part: Counted) => number) =>
    counted.reduce((total, part) => total + value(part), 0);
  const emitted = (value: (subject: Subject) => number | undefined) =>
    sum(({ subject, emissionsShare }) =>
      (value(subject) ?? 0) * emissionsShare
    );
  const used = (value: (subject: Subject) => number | undefined) =>
    sum(({ subject, energyShare }) => (value(subject) ?? 0) * energyShare);
  const lacking = (field: keyof Subject) =>
    subjects.filter((subject) => subject[field] === undefined).length;
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
    withoutEmissions: lacking("emissionsKg"),
    hours: lacking("hours") === subjects.length
      ? undefined
      : sum(({ subject }) => subject.hours ?? 0),
    energyKwh: used((subject) => subject.energyKwh),
    itEnergyKwh: used((subject) => subject.itEnergyKwh),
    measuredShare: saidKwh > 0 ? measuredKwh / saidKwh : undefined,
    measuredUnknown: lacking("measuredShare"),
    emissionsKg,
    emissionsRangeKg,
    offsetKg,
    netEmissionsKg: emissionsKg - offsetKg,
    embodiedKg: used((subject) => subject.embodiedKg),
    embodiedUnknown: lacking("embodiedKg"),
    callsEmbodiedKg: sum(({ subject, energyShare }) =>
      subject.embodiedKg === undefined
        ? energyShare * callsEmbodied(subject)
        : 0
    ),
    waterL: used((subject) => subject.waterL),
    sharedKg: sum(({ subject, emissionsShare }) =>
      (subject.emissionsKg ?? 0) * (1 - emissionsShare)
    ),
    digits: digitsOf(emissionsRangeKg),
  };
}

/** The hardware of calls, in kgCO2e: it is known where that of the machine is not. */
function callsEmbodied({ parts }: Subject): number {
  return parts.reduce((sum, { embodiedKg = 0 }) => sum + embodiedKg, 0);
}

/** Whether something has emissions without a range. */
function lacksRange({ emissionsKg, emissionsRangeKg }: Subject): boolean {
  return emissionsKg !== undefined && emissionsRangeKg === undefined;
}

function countedOf(subjects: readonly Subject[]): Counted[] {
  const counts = countedOnce(
    subjects.flatMap(({ run, energyKwh, emissionsKg }) =>
      run === undefined ? [] : [{ ...run, energyKwh, emissionsKg }]
    ),
  );
  return subjects.map((subject) => {
    const { run, energyKwh, emissionsKg = 0 } = subject;
    const counted = run && counts.get(run.id);
    const share = (part: number | undefined, whole: number) =>
      whole > 0 && part !== undefined ? part / whole : 1;
    return {
      subject,
      energyShare: share(counted?.energyKwh, energyKwh),
      emissionsShare: share(counted?.emissionsKg, emissionsKg),
    };
  });
}
