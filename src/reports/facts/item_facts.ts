import type { Component, Estimate, Footprint } from "../../estimate/result.ts";
import { hoursOf, type Measured } from "../../estimate/has_footprint.ts";
import type {
  ImportedRun,
  Origin,
  StoredRun,
  TrackedRun,
} from "../../ledger/stored/stored_run.ts";
import type { RunCall } from "../../tracker/calls/run_call.ts";
import type { Version } from "../../version.ts";
import type { RunRecord } from "../../tracker/run.ts";
import { counted } from "../../format.ts";
import { isJobLog } from "../../jobs/is_job_log.ts";
import type { JobLog } from "../../jobs/job_log.ts";
import { G_PER_KG, S_PER_HOUR } from "../../units.ts";

/** A run, also one of a ledger or another tool, an estimate, or a cluster's job log. */
export type RunOrEstimate = RunRecord | StoredRun | Estimate | JobLog;

/** The energy of a part of the machine; other tools do not say whether they measured it. */
export type ItemPart = Omit<Component, "method"> & {
  /** Whether it was measured or modelled; `undefined` if the tool does not say. */
  readonly method: Component["method"] | undefined;
};

/** Figures of a footprint that every tool has. */
type AlwaysKnown =
  | "place"
  | "energyKwh"
  | "itEnergyKwh"
  | "offsetPercent"
  | "offsetKg"
  | "sources";

/** Figures of a footprint that another tool may not have. */
type SometimesKnown =
  | "carbonIntensity"
  | "pue"
  | "emissionsKg"
  | "emissionsRangeKg"
  | "embodiedKg"
  | "embodiedRangeKg"
  | "waterL"
  | "waterRangeL"
  | "marketBased"
  | "boundary"
  | "version";

/** What a report uses of a run or an estimate; `undefined` is what another tool does not say. */
export interface Subject
  extends
    Pick<Footprint, AlwaysKnown>,
    Readonly<{ [Field in SometimesKnown]: Footprint[Field] | undefined }> {
  /** Which of the two it is. */
  readonly kind: "run" | "estimate";
  /** What it is called, if not by its run or its job. */
  readonly name?: string;
  /** The facts that only runs have. */
  readonly run: RunFacts | undefined;
  /** The job, which only estimates have. */
  readonly job: Estimate["job"] | undefined;
  /** How long it took, in h; `undefined` for a job that gives its energy. */
  readonly hours: number | undefined;
  /** IT energy of each part of the machine. */
  readonly parts: readonly ItemPart[];
  /** Share of the IT energy that was measured, 0 to 1. */
  readonly measuredShare: number | undefined;
}

/** Fields of a run that a report uses as they are. */
type RunFields =
  | "id"
  | "name"
  | "startedAt"
  | "durationS"
  | "samples"
  | "uncounted"
  | "params"
  | "shared"
  | "notes";

/** What a report uses of a run alone. */
export interface RunFacts extends Pick<RunRecord, RunFields> {
  /** When, where and what it measured; `undefined` if that is not known. */
  readonly coverage: RunRecord["coverage"];
  /** Its calls to models. */
  readonly calls: readonly RunCall[];
  /** What its calls were computed with, if that is known. */
  readonly callsVersion?: Version;
  /** What it had before its calls were computed anew. */
  readonly recomputed?: RunRecord["recomputed"] | undefined;
  /** How it ended. */
  readonly status: TrackedRun["status"];
  /** When it ended or how far it is, in s since its start, with pauses. */
  readonly endS: number;
  /** Whose share of processor and memory was counted. */
  readonly attribution: RunRecord["attribution"] | undefined;
  /** The tool from which it was imported. */
  readonly origin: Origin | undefined;
}

/** Collects what a report uses of a run or an estimate. */
export function subjectOf(item: RunOrEstimate): Subject {
  if (isJobLog(item)) return logSubject(item);
  if ("job" in item) {
    const { job } = item;
    const facts = footprintFacts(item);
    return { ...facts, kind: "estimate", job, hours: job.hours };
  }
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

/** A log has one range for all of its jobs. */
function logSubject({ total, place, sources, version }: JobLog): Subject {
  const { jobs, energyKwh, emissionsKg, measuredShare } = total;
  const pues = sources.filter(({ role }) => role === "pue");
  // Of several places the overhead is that of their mean.
  const pue = pues.reduce((sum, { value }) => sum + value, 0) / pues.length ||
    1;
  const itEnergyKwh = energyKwh / pue;
  const part = (method: Component["method"], share: number): ItemPart[] =>
    share === 0 ? [] : [{
      component: "machine",
      name: `${method} energy of the jobs`,
      energyKwh: itEnergyKwh * share,
      method,
      source: method === "measured" ? "the scheduler" : "the power of hardware",
    }];
  return {
    kind: "run",
    name: `Job log: ${counted(jobs, "job")}`,
    run: undefined,
    job: undefined,
    hours: undefined,
    place,
    parts: [
      ...part("measured", measuredShare),
      ...part("modelled", 1 - measuredShare),
    ],
    energyKwh,
    itEnergyKwh,
    measuredShare,
    carbonIntensity: energyKwh > 0
      ? emissionsKg * G_PER_KG / energyKwh
      : undefined,
    pue,
    emissionsKg,
    emissionsRangeKg: [...total.emissionsRangeKg],
    offsetPercent: 0,
    offsetKg: 0,
    embodiedKg: total.embodiedKg,
    embodiedRangeKg: total.embodiedRangeKg && [...total.embodiedRangeKg],
    waterL: total.waterL,
    waterRangeL: [...total.waterRangeL],
    marketBased: undefined,
    boundary: undefined,
    sources,
    version,
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
    measuredShare: measuredShareOf(footprint),
    carbonIntensity: footprint.carbonIntensity,
    pue: footprint.pue,
    emissionsKg: footprint.emissionsKg,
    emissionsRangeKg: footprint.emissionsRangeKg,
    offsetPercent: footprint.offsetPercent,
    offsetKg: footprint.offsetKg,
    embodiedKg: footprint.embodiedKg,
    embodiedRangeKg: footprint.embodiedRangeKg,
    waterL: footprint.waterL,
    waterRangeL: footprint.waterRangeL,
    marketBased: footprint.marketBased,
    boundary: footprint.boundary,
    sources: footprint.sources,
    version: footprint.version,
  };
}

/** The share of energy that was not modelled: the user may know the energy or the mean power. */
function measuredShareOf({ components, itEnergyKwh }: Footprint): number {
  const measured = components.filter(({ method }) => method === "measured");
  if (measured.length === components.length) return components.length && 1;
  return measured.reduce((kwh, part) => kwh + part.energyKwh, 0) /
    (itEnergyKwh || 1);
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
    embodiedRangeKg: undefined,
    waterL,
    waterRangeL: undefined,
    marketBased: undefined,
    boundary: undefined,
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
    ...(run.uncounted !== undefined && { uncounted: run.uncounted }),
    // A run from a file of version 0.1.0 has none.
    params: run.params ?? {},
    shared: run.shared,
    coverage: run.coverage,
    // A run of an older file has none.
    calls: run.calls ?? [],
    ...("callsVersion" in run && run.callsVersion !== undefined && {
      callsVersion: run.callsVersion,
    }),
    ...("recomputed" in run && { recomputed: run.recomputed }),
    attribution: undefined,
    notes,
    origin: isImported(run) ? run.origin : undefined,
  };
}
