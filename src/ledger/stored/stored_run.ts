import type { Component } from "../../estimate/result.ts";
import type { Place } from "../../estimate/place/site.ts";
import type { Coverage } from "../../tracker/sharing/coverage.ts";
import type { SharedStretch } from "../../tracker/sharing/shared_stretch.ts";
import type { RunCall } from "../../tracker/calls/run_call.ts";
import type { RunRecord, RunStatus } from "../../tracker/run.ts";
import type { Sample } from "../../tracker/course/sample.ts";

/** How a stored run ended: like a tracked run, or interrupted because its process ended first. */
export type StoredStatus = RunStatus | "interrupted";

/** A tool whose files can be imported; tables of carboncell do not have all of its figures. */
export type ImportTool =
  | "codecarbon"
  | "carbontracker"
  | "eco2ai"
  | "nvidia-smi"
  | "zeus"
  | "carboncell";

/** Where an imported run comes from. */
export interface Origin {
  /** The package name of the tool that measured it. */
  readonly tool: ImportTool;
  /** The version of the tool, if its file says so. */
  readonly version: string | undefined;
  /** The path of the file, as it was given. */
  readonly file: string;
}

/** A tracked run: its record without the samples, which `get` gives. */
export interface TrackedRun
  extends Omit<RunRecord, "status" | "samples" | "keeping"> {
  /** How it ended. */
  readonly status: StoredStatus;
  /** The tags to find it by. */
  readonly tags: readonly string[];
  /** Absent, as carboncell measured it. */
  readonly origin: undefined;
}

/** The energy of a component, as another tool measured it. */
export type ImportedComponent = Omit<Component, "method"> & {
  /** Absent, as these tools do not say whether it was measured or modelled. */
  readonly method: undefined;
};

/** A run of another tool, with that tool's own figures. carboncell computes none of them again. */
export interface ImportedRun
  extends
    Pick<TrackedRun, "startedAt" | "params" | "metrics" | "phases" | "tags"> {
  /** Unique, and the same each time this run is imported. */
  readonly id: string;
  /** Its name in the tool. */
  readonly name: string;
  /** How it ended; other tools only write runs that finished. */
  readonly status: Exclude<StoredStatus, "running">;
  /** Why it ended early, if its file says so. */
  readonly reason: string | undefined;
  /** How long it took, in s. */
  readonly durationS: number;
  /** Where it ran, if the tool says so. */
  readonly place: Place;
  /** Energy, in kWh; includes PUE if the tool does. */
  readonly energyKwh: number;
  /** The energy of each component, if the tool says so. */
  readonly components: readonly ImportedComponent[];
  /** Carbon intensity of the electricity, in gCO2e/kWh, if the tool says so. */
  readonly carbonIntensity: number | undefined;
  /** Power usage effectiveness, if the tool says so. */
  readonly pue: number | undefined;
  /** Emissions, in kgCO2e; `undefined` if the tool has none. */
  readonly emissionsKg: number | undefined;
  /** Absent, as these tools give no range. */
  readonly emissionsRangeKg?: undefined;
  /** Water consumed, in L, if the tool says so. */
  readonly waterL: number | undefined;
  /** When, where and what it measured, if its file says so. */
  readonly coverage?: Coverage | undefined;
  /** Its stretches that other runs count too; a sum over both runs counts them there. */
  readonly shared: readonly SharedStretch[];
  /** The part of `energyKwh` that any of these runs counts too, in kWh. */
  readonly sharedEnergyKwh: number;
  /** The part of `emissionsKg` that any of these runs counts too, in kgCO2e. */
  readonly sharedEmissionsKg: number;
  /** Its calls to models, if its file has them. */
  readonly calls?: readonly RunCall[];
  /** Parts of the machine that its figures do not hold, if its file names them. */
  readonly uncounted?: RunRecord["uncounted"];
  /** Notes on its figures. */
  readonly notes: readonly string[];
  /** Where it comes from. */
  readonly origin: Origin;
  /** The other cells of its file, by the names in the file, unchanged. */
  readonly figures: Readonly<Record<string, string>>;
}

/** The note on a run from a table that carboncell exported. */
export const FROM_TABLE =
  "it comes from an exported table, which has only some of the figures of a run";

/** The note on a run whose file names no time zone. */
export const LOCAL_TIME =
  "its time is read in this machine's time zone, as its file names none";

/** A run of a ledger. Imported runs have an `origin`. */
export type StoredRun = TrackedRun | ImportedRun;

/** A run of a ledger with its samples. */
export type WholeRun = StoredRun & {
  /** Energy and emissions over time; empty for an imported run. */
  readonly samples: readonly Sample[];
};

/** A run's record in the form of a ledger. */
export function trackedRun(
  { keeping: _, ...record }: RunRecord,
  tags: readonly string[],
): WholeRun & TrackedRun {
  return { ...record, forecast: undefined, tags, origin: undefined };
}
