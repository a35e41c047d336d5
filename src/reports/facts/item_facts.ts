import type { Component, Estimate, Footprint } from "../../estimate/result.ts";
import type { Place } from "../../estimate/place/site.ts";
import type { SourcedFigure } from "../../catalog/sourced_figure.ts";
import { hoursOf, type Measured } from "../../estimate/has_footprint.ts";
import type {
  ImportedRun,
  Origin,
  StoredRun,
  TrackedRun,
} from "../../ledger/stored/stored_run.ts";
import type { RunRecord } from "../../tracker/run.ts";
import type { Sample } from "../../tracker/course/sample.ts";
import { S_PER_HOUR } from "../../units.ts";
import type { Version } from "../../version.ts";

/** A run, also one of a ledger or another tool, or an estimate. */
export type RunOrEstimate = RunRecord | StoredRun | Estimate;

/** The energy of a part of the machine; other tools do not say whether they measured it. */
export type ItemPart = Omit<Component, "method"> & {
  /** Whether it was measured or modelled; `undefined` if the tool does not say. */
  readonly method: Component["method"] | undefined;
};

/** What a report uses of a run or an estimate; `undefined` is what another tool does not say. */
export interface Subject {
  /** Which of the two it is. */
  readonly kind: "run" | "estimate";
  /** The facts that only runs have. */
  readonly run: RunFacts | undefined;
  /** The job, which only estimates have. */
  readonly job: Estimate["job"] | undefined;
  /** How long it took, in h. */
  readonly hours: number;
  /** Where it runs. */
  readonly place: Place;
  /** IT energy by part of the machine. */
  readonly parts: readonly ItemPart[];
  /** Energy of the facility, in kWh. */
  readonly energyKwh: number;
  /** IT energy, in kWh. */
  readonly itEnergyKwh: number;
  /** Share of the IT energy that was measured, 0 to 1. */
  readonly measuredShare: number | undefined;
  /** Carbon intensity, in gCO2e/kWh. */
  readonly carbonIntensity: number | undefined;
  /** Power usage effectiveness. */
  readonly pue: number | undefined;
  /** Operational emissions, location-based, in kgCO2e. */
  readonly emissionsKg: number | undefined;
  /** The 90 % range of the emissions, in kgCO2e. */
  readonly emissionsRangeKg: Footprint["emissionsRangeKg"] | undefined;
  /** Share of the emissions that is claimed to be offset, in percent. */
  readonly offsetPercent: number;
  /** Emissions that are claimed to be offset, in kgCO2e. */
  readonly offsetKg: number;
  /** Embodied emissions of the hardware, in kgCO2e. */
  readonly embodiedKg: number | undefined;
  /** Water, in L. */
  readonly waterL: number | undefined;
  /** Every figure used. */
  readonly sources: readonly SourcedFigure[];
  /** What it was made with; `undefined` for an imported run, which has an `origin`. */
  readonly version: Version | undefined;
}

/** What a report uses of a run alone. */
export interface RunFacts {
  /** The id of the run. */
  readonly id: string;
  /** What the user called it. */
  readonly name: string;
  /** How it ended. */
  readonly status: TrackedRun["status"];
  /** When it began. */
  readonly startedAt: Date;
  /** How long its cells ran, in s. */
  readonly durationS: number;
  /** When it ended or how far it is, in s since its start, with pauses. */
  readonly endS: number;
  /** Its course; empty if that is not known. */
  readonly samples: readonly Sample[];
  /** Energy that an earlier run counts too, in kWh. */
  readonly sharedEnergyKwh: number;
  /** Emissions that an earlier run counts too, in kgCO2e. */
  readonly sharedEmissionsKg: number;
  /** Whose share of processor and memory was counted. */
  readonly attribution: RunRecord["attribution"] | undefined;
  /** Unexpected events. */
  readonly notes: readonly string[];
  /** The tool from which it was imported. */
  readonly origin: Origin | undefined;
}

/** Collects what a report uses of a run or an estimate. */
export function subjectOf(item: RunOrEstimate): Subject {
  if ("job" in item) return estimateSubject(item);
  return isImported(item) ? importedSubject(item) : runSubject(item);
}

/** Collects what a report uses of an entry of a comparison. */
export function entrySubject(entry: Footprint): Subject {
  const item = entry as Estimate | RunRecord;
  return "job" in item || "startedAt" in item ? subjectOf(item) : {
    ...footprintFacts(entry),
    kind: "run",
    hours: hoursOf(entry as Measured),
  };
}

/** Whether a run was imported from another tool. */
function isImported(item: object): item is ImportedRun {
  return "origin" in item && item.origin !== undefined;
}

type FootprintFacts = Omit<Subject, "kind" | "hours">;

function footprintFacts(footprint: Footprint): FootprintFacts {
  return {
    run: undefined,
    job: undefined,
    place: footprint.place,
    parts: footprint.components,
    energyKwh: footprint.energyKwh,
    itEnergyKwh: footprint.itEnergyKwh,
    measuredShare: 0,
    carbonIntensity: footprint.carbonIntensity,
    pue: footprint.pue,
    emissionsKg: footprint.emissionsKg,
    emissionsRangeKg: footprint.emissionsRangeKg,
    offsetPercent: footprint.offsetPercent,
    offsetKg: footprint.offsetKg,
    embodiedKg: footprint.embodiedKg,
    waterL: footprint.waterL,
    sources: footprint.sources,
    version: footprint.version,
  };
}

function estimateSubject(estimate: Estimate): Subject {
  const { job } = estimate;
  return {
    ...footprintFacts(estimate),
    kind: "estimate",
    job,
    hours: job.hours,
  };
}

function runSubject(run: RunRecord | TrackedRun): Subject {
  const { measuredShare, attribution, reason, notes } = run;
  return {
    ...footprintFacts(run),
    kind: "run",
    run: {
      ...runFacts(run),
      attribution,
      notes: reason === undefined ? notes : [reason, ...notes],
    },
    hours: run.durationS / S_PER_HOUR,
    measuredShare,
  };
}

/** Keeps the figures of another tool. The energies of its parts include the facility's overhead. */
function importedSubject(run: ImportedRun): Subject {
  const { place, energyKwh, pue, carbonIntensity, emissionsKg, waterL } = run;
  const overhead = pue ?? 1;
  return {
    kind: "run",
    run: runFacts(run),
    job: undefined,
    hours: run.durationS / S_PER_HOUR,
    place,
    parts: run.components.map((part) => ({
      ...part,
      energyKwh: part.energyKwh / overhead,
    })),
    energyKwh,
    itEnergyKwh: energyKwh / overhead,
    measuredShare: undefined,
    carbonIntensity,
    pue,
    emissionsKg,
    emissionsRangeKg: undefined,
    offsetPercent: 0,
    offsetKg: 0,
    embodiedKg: undefined,
    waterL,
    sources: [],
    version: undefined,
  };
}

function runFacts(run: RunRecord | TrackedRun | ImportedRun): RunFacts {
  const { id, name, status, startedAt, durationS, notes, phases } = run;
  const samples = "samples" in run ? run.samples : [];
  return {
    id,
    name,
    status,
    startedAt,
    durationS,
    endS: Math.max(
      durationS,
      samples.at(-1)?.timeS ?? 0,
      phases.at(-1)?.endS ?? 0,
    ),
    samples,
    sharedEnergyKwh: run.sharedEnergyKwh,
    sharedEmissionsKg: run.sharedEmissionsKg,
    attribution: undefined,
    notes,
    origin: isImported(run) ? run.origin : undefined,
  };
}
