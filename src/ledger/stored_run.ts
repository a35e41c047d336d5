import type { Component } from "../estimate/result.ts";
import type { Place } from "../estimate/place/site.ts";
import type { LoggedMetrics, Phase, RunRecord } from "../tracker/run.ts";
import type { RunStatus } from "../tracker/run.ts";
import type { Sample } from "../tracker/course/sample.ts";

/** How a stored run ended: as it was tracked, or cut off because its process ended first. */
export type StoredStatus = RunStatus | "interrupted";

/** A tool whose files can be imported. */
export type ImportTool = "codecarbon" | "carbontracker" | "zeus";

/** Where an imported run comes from. */
export interface Origin {
  /** The tool that measured it, by the name of its package. */
  readonly tool: ImportTool;
  /** The tool's version, where its file says so. */
  readonly version: string | undefined;
  /** The file, as it was named. */
  readonly file: string;
}

/** A run that was tracked: all of its record but its course, which `get` gives. */
export interface TrackedRun
  extends Omit<RunRecord, "status" | "samples" | "keeping"> {
  /** How it ended. */
  readonly status: StoredStatus;
  /** What it was given to find it by. */
  readonly tags: readonly string[];
  /** Absent: it was measured here. */
  readonly origin: undefined;
}

/** The energy of a part of the machine, as another tool has it. */
export type ImportedComponent = Omit<Component, "method"> & {
  /** Such tools do not say whether it was measured or modelled. */
  readonly method: undefined;
};

/** A run of another tool, with that tool's own figures; none of them was reckoned again. */
export interface ImportedRun {
  /** Unique: the same run of the same file has the same one. */
  readonly id: string;
  /** What the tool calls it. */
  readonly name: string;
  /** Such files hold what has ended. */
  readonly status: "finished";
  /** Absent. */
  readonly reason: undefined;
  /** When it began. */
  readonly startedAt: Date;
  /** How long it took, in s. */
  readonly durationS: number;
  /** Where it ran, as far as the tool says. */
  readonly place: Place;
  /** Energy, in kWh, with PUE where the tool counts it. */
  readonly energyKwh: number;
  /** The same by part of the machine, as far as the tool says. */
  readonly components: readonly ImportedComponent[];
  /** Carbon intensity of the electricity, in gCO2e/kWh, where the tool says so. */
  readonly carbonIntensity: number | undefined;
  /** Power usage effectiveness, where the tool says so. */
  readonly pue: number | undefined;
  /** Emissions, in kgCO2e; `undefined` if the tool has none. */
  readonly emissionsKg: number | undefined;
  /** Absent: such tools give no range. */
  readonly emissionsRangeKg?: undefined;
  /** Water used up, in L, where the tool says so. */
  readonly waterL: number | undefined;
  /** None. */
  readonly metrics: readonly LoggedMetrics[];
  /** Named stretches, where the tool has them. */
  readonly phases: readonly Phase[];
  /** The part of `energyKwh` that another run of the file counts too, in kWh. */
  readonly sharedEnergyKwh: number;
  /** The part of `emissionsKg` that another run of the file counts too, in kgCO2e. */
  readonly sharedEmissionsKg: number;
  /** What to know about its figures. */
  readonly notes: readonly string[];
  /** What it was given to find it by. */
  readonly tags: readonly string[];
  /** Where it comes from. */
  readonly origin: Origin;
  /** What else its file says of it, by the file's own names, word for word. */
  readonly figures: Readonly<Record<string, string>>;
}

/** A run of a ledger: `origin` tells those that were imported. */
export type StoredRun = TrackedRun | ImportedRun;

/** A run of a ledger with its course. */
export type WholeRun = StoredRun & {
  /** The course of energy and emissions; empty of an imported run. */
  readonly samples: readonly Sample[];
};

/** A run's record as a ledger has it. */
export function trackedRun(
  { keeping: _, ...record }: RunRecord,
  tags: readonly string[],
): WholeRun & TrackedRun {
  return { ...record, forecast: undefined, tags, origin: undefined };
}
