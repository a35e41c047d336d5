import type { Footprint } from "../estimate/result.ts";
import type { RunHoursInfo } from "../hourly/run_hours.ts";
import type { Attribution, UncountedPart } from "../sensors/parts/finding.ts";
import type { FoundSensor } from "../sensors/parts/sensor.ts";
import type { Forecast } from "./forecast/forecast.ts";
import type { Version } from "../version.ts";
import type { GivenParams, Params } from "./params.ts";
import type { LoggedMetrics } from "./course/logged_metrics.ts";
import type { Coverage } from "./sharing/coverage.ts";
import type { SharedStretch } from "./sharing/shared_stretch.ts";
import type { Phase } from "./course/phase_log.ts";
import type { Sample } from "./course/sample.ts";
import type { RunCall } from "./calls/run_call.ts";

/** Numbers by name; the type may be an interface of the user. */
export type Metrics<M> = { readonly [Name in keyof M]: number };

/** What the machine used while no cell of the run was running. */
export interface Idle {
  /** How long, in s. */
  readonly durationS: number;
  /** Energy of the facility, PUE included, in kWh; not in that of the run. */
  readonly energyKwh: number;
  /** Emissions, in kgCO2e; not in those of the run. */
  readonly emissionsKg: number;
}

/** The source of a run's intensity by the hour. */
export interface RunByHour extends RunHoursInfo {
  /** What the yearly average would have said, in kgCO2e; absent if there is none. */
  readonly byYearlyAverageKg?: number;
}

/** The budget of a month, and how much has been used. */
export interface MonthBudget {
  /** The most that the runs may emit, in kgCO2e. */
  readonly kg: number;
  /** What they have emitted so far, in kgCO2e. */
  readonly usedKg: number;
  /** The month, such as `2026-11`. */
  readonly month: string;
  /** The project or tag of the runs; absent for all runs. */
  readonly of?: string;
}

/** Where a run is kept. */
export interface Keeping {
  /** The path of the ledger; `undefined` if the run is not kept. */
  readonly path: string | undefined;
  /** Why it is not kept, or not fully; `undefined` if all is well. */
  readonly why: string | undefined;
  /** The configured budget, once the run has ended; absent if there is none. */
  readonly budget?: MonthBudget;
}

/** What a run had before its calls were computed anew by a later method. */
export interface EarlierFigures {
  /** When they were computed anew, as an ISO date. */
  readonly at: string;
  /** What the earlier figures were made with; `undefined` if that is not known. */
  readonly version: Version | undefined;
  /** Energy of the whole run, in kWh. */
  readonly energyKwh: number;
  /** Emissions of the whole run, in kgCO2e. */
  readonly emissionsKg: number;
  /** Energy of its calls, in kWh. */
  readonly callsEnergyKwh: number;
  /** Emissions of its calls, in kgCO2e. */
  readonly callsEmissionsKg: number;
}

/** Whether a run is in progress, or how it ended. */
export type RunStatus = "running" | "finished" | "failed" | "aborted";

/** What was measured of a run, so far or in all, and every figure behind it. */
export interface RunRecord extends Footprint {
  /** Unique. */
  readonly id: string;
  /** What the user called it. */
  readonly name: string;
  /** The project that it is part of; absent if the user named none. */
  readonly project?: string;
  /** The notebook that it began in, as Jupyter names it; absent outside of one. */
  readonly notebook?: string;
  /** How it ended. */
  readonly status: RunStatus;
  /** Why it ended early, or which plan it broke; `undefined` otherwise. */
  readonly reason: string | undefined;
  /** The exit code of its program; absent if it ran none. */
  readonly exitCode?: number;
  /** When it began, by the wall clock. It is a label: no figure is computed from it. */
  readonly startedAt: Date;
  /** Time that its cells ran, in s. */
  readonly durationS: number;
  /** Share of the IT energy that counters or gauges measured, 0 to 1. */
  readonly measuredShare: number;
  /** What measured it. */
  readonly sensors: readonly FoundSensor[];
  /** Parts of the machine and calls that its figures do not hold; absent if there are none. */
  readonly uncounted?: readonly UncountedPart[];
  /** Whose share of processor and memory counts. */
  readonly attribution: Attribution;
  /** The course of energy and emissions; a bounded number however long the run. */
  readonly samples: readonly Sample[];
  /** Its parameters by name, such as a learning rate. */
  readonly params: Params;
  /** What was logged. */
  readonly metrics: readonly LoggedMetrics[];
  /** Its calls to models, in the order of their end. */
  readonly calls: readonly RunCall[];
  /** What its calls were computed with; absent without calls. */
  readonly callsVersion?: Version;
  /** What it had before its calls were computed anew, oldest first; absent if they never were. */
  readonly recomputed?: readonly EarlierFigures[];
  /** Named stretches, in the order of their beginning. */
  readonly phases: readonly Phase[];
  /** The source of its carbon intensity by the hour; absent if none was given. */
  readonly byHour?: RunByHour;
  /** What was used between its cells. */
  readonly idle: Idle;
  /** When, where and what it measured; absent from runs of version 0.1.0. */
  readonly coverage?: Coverage | undefined;
  /** Its stretches that other runs count too; a sum over both runs counts them there. */
  readonly shared: readonly SharedStretch[];
  /** The part of `energyKwh` that any of these runs counts too, in kWh. */
  readonly sharedEnergyKwh: number;
  /** The part of `emissionsKg` that any of these runs counts too, in kgCO2e. */
  readonly sharedEmissionsKg: number;
  /** The most it was allowed to emit, in kgCO2e. */
  readonly budgetKg: number | undefined;
  /** What it will have used at its end; `undefined` before two steps and once it has ended. */
  readonly forecast: Forecast | undefined;
  /** Where it is kept; `undefined` if nothing keeps it. */
  readonly keeping: Keeping | undefined;
  /** What was unexpected, such as a counter reset or a failed sensor. */
  readonly notes: readonly string[];
}

/** How a run ended, with what its function returned. */
export type Outcome<T> =
  | { readonly status: "finished"; readonly value: T }
  | { readonly status: "aborted"; readonly value: T | undefined }
  | { readonly status: "failed"; readonly value: undefined };

/** A run that has ended: plain, frozen data that shows itself in a notebook. */
export type Run<T = unknown> = Omit<RunRecord, "status"> & Outcome<T> & {
  /**
   * Writes the readings of the sensors, for `track(…, { replay })`.
   * @param path Where the JSON file goes
   */
  record(path: string | URL): Promise<void>;
};

/** A run in progress: `track` gives it to its function, and `startRun` returns it. */
export interface RunHandle extends AsyncDisposable {
  /** Unique. */
  readonly id: string;
  /** What the user called it. */
  readonly name: string;
  /** Energy of the facility up to the last sample, PUE included, in kWh. */
  readonly energyKwh: number;
  /** Emissions up to the last sample, in kgCO2e. */
  readonly emissionsKg: number;
  /** What it will have used at its end; `undefined` before two steps are done and sampled. */
  readonly forecast: Forecast | undefined;
  /** Fires when `budgetKg` is spent or the cell is interrupted; its reason says which. */
  readonly signal: AbortSignal;
  /**
   * Counts from 0 to `total` - 1 and reports each step that is done. Steps within a step of another
   * loop, such as the batches of an epoch, are parts of that step. A second loop forecasts its own
   * end.
   * @param total Number of steps, a whole number >= 0
   * @throws The signal's reason, once that has fired
   */
  steps(total: number): Iterable<number>;
  /**
   * Reports how far the run is.
   * @param done Steps done, >= 0; need not be whole
   * @param total Steps in all, > 0
   * @throws The signal's reason, once that has fired
   */
  progress(done: number, total: number): void;
  /**
   * Logs metrics, together with the emissions so far.
   * @param metrics Numbers by name
   * @throws The signal's reason, once that has fired
   * @throws {Error} If the run has ended
   */
  log<M extends Metrics<M>>(metrics: M): void;
  /**
   * Keeps parameters, such as a learning rate, by which runs are compared and found.
   * @param params Texts, finite numbers, and true or false, by name
   * @throws {TypeError} If a value is something else
   * @throws {RangeError} If a parameter has another value already
   * @throws {Error} If the run has ended
   */
  params<P extends GivenParams<P>>(params: P): void;
  /**
   * Begins a phase, and ends the one before; `using` ends it with its block.
   * @param name What to call it
   * @throws {Error} If the run has ended
   */
  phase(name: string): Disposable;
  /** What was measured up to the last sample. */
  snapshot(): RunRecord;
  /**
   * Writes the readings so far, for `track(…, { replay })`.
   * @param path Where the JSON file goes
   */
  record(path: string | URL): Promise<void>;
  /** Ends the run and returns it; a second call returns the same run. */
  stop(): Promise<Run<undefined>>;
}
