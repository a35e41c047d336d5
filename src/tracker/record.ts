import { usedIn } from "../estimate/place/used_in.ts";
import { footprintOf } from "../estimate/footprint.ts";
import {
  withHourlyIntensity,
  withMeanIntensity,
} from "../estimate/place/own_figures.ts";
import { emissionsKg } from "../model/emissions.ts";
import type { Component, Footprint } from "../estimate/result.ts";
import { sensedFactor } from "../estimate/sensed.ts";
import type { Site } from "../estimate/place/site.ts";
import type { Attribution, UncountedPart } from "../sensors/parts/finding.ts";
import type { RunHoursInfo } from "../hourly/run_hours.ts";
import type { MarketElectricity } from "../estimate/market_based.ts";
import { foundSensor, type SensorInfo } from "../sensors/parts/sensor.ts";
import { G_PER_KG, J_PER_KWH } from "../units.ts";
import { VERSION } from "../version.ts";
import { withTokenEnergy } from "./calls/token_energy.ts";
import { callNotes, uncountedCalls } from "./calls/call_groups.ts";
import { withCalls } from "./calls/with_calls.ts";
import type { Balance } from "./course/tally.ts";
import { countedOf, type SummedRun } from "./sharing/count_once.ts";
import type {
  Coverage,
  CoverageBasis,
  CoveredRun,
} from "./sharing/coverage.ts";
import { measuredRun, sharedStretches } from "./sharing/shared_stretches.ts";
import type { Gap } from "./course/tally.ts";
import type { TrackOptions } from "./options.ts";
import type { RunByHour, RunRecord } from "./run.ts";
import type { RunSetup } from "./setup.ts";
import type { Sampler } from "./sampling/sampler.ts";

/** A sensor of a run as plain data. */
export type RunSensor = Omit<SensorInfo, "ownProcessOnly">;

/** What the figures of a run depend on, apart from its energy. Journals keep this plain data. */
export interface RunBasis {
  /** Where the run takes place, with the user's own figures. */
  readonly site: Site;
  /** Whether the user gave the carbon intensity as a function of time. */
  readonly intensityVaries: boolean;
  /** The source of its carbon intensity by the hour; absent if none was given. */
  readonly hours?: RunHoursInfo & { readonly isAssumed?: boolean };
  /** The user's own PUE, which would hold in other regions too. */
  readonly pue: number | undefined;
  /** The electricity that the user has a contract for; absent if none is given. */
  readonly marketBased?: MarketElectricity;
  /** The parts of the machine that nothing counts; absent if there are none. */
  readonly uncounted?: readonly UncountedPart[];
  /** What measures the run, in the order of its energies. */
  readonly sensors: readonly RunSensor[];
  /** Whose share of processor and memory counts. */
  readonly attribution: RunRecord["attribution"];
  /** What the run may emit, in kgCO2e. */
  readonly budgetKg: number | undefined;
  /** The notebook that it is in, if that is known. */
  readonly notebook?: string;
  /** The project that it is part of, if the user named one. */
  readonly project?: string;
}

/** The fields of a record that do not follow from basis and energy. */
export type OwnRecord = Pick<
  RunRecord,
  | "id"
  | "name"
  | "status"
  | "reason"
  | "exitCode"
  | "startedAt"
  | "samples"
  | "params"
  | "metrics"
  | "calls"
  | "phases"
  | "forecast"
  | "keeping"
  | "notes"
  | "coverage"
>;

/** The basis of a run. */
export function basisOf(
  site: Site,
  options: TrackOptions,
  sampler: Sampler,
  { notebook, project, hours }: Pick<
    RunSetup,
    "notebook" | "project" | "hours"
  > = {},
): RunBasis {
  const { carbonIntensity, pue, attribution = "machine", budgetKg } = options;
  const { marketBased } = options;
  const { uncounted = [] } = sampler;
  return {
    site,
    intensityVaries: typeof carbonIntensity === "function",
    pue,
    sensors: sampler.sensors.map((sensor) => ({
      ...foundSensor(sensor),
      figures: sensor.figures,
    })),
    attribution,
    budgetKg,
    ...(hours !== undefined && {
      hours: { ...hours.info, isAssumed: hours.isAssumed },
    }),
    ...(marketBased !== undefined && { marketBased }),
    ...(uncounted.length > 0 && { uncounted }),
    ...(notebook !== undefined && { notebook }),
    ...(project !== undefined && { project }),
  };
}

/**
 * The record of a run: its footprint follows from the energy. A run in progress, one that has ended
 * and one recovered from its journal all get their record here.
 * @param basis What does not change during the run
 * @param balance What the run has used
 * @param own The other fields
 */
export function recordOf(
  basis: RunBasis,
  balance: Balance,
  own: OwnRecord,
): RunRecord {
  const { sensors, pue, marketBased } = basis;
  const uncounted = uncountedOf(basis, own.calls);
  const sensed = sensors.map((sensor, i) => ({
    ...sensor,
    energyKwh: (balance.energyJ[i] ?? 0) / J_PER_KWH,
  }));
  const itEnergyKwh = sensed.reduce((sum, s) => sum + s.energyKwh, 0);
  const measuredKwh = sensed.filter((s) => s.method !== "model")
    .reduce((sum, s) => sum + s.energyKwh, 0);
  const machine = footprintOf(
    {
      itEnergyKwh,
      components: sensed.map(componentOf),
      factor: sensedFactor(sensed),
      figures: sensors.flatMap((sensor) => sensor.figures),
    },
    usedIn(siteOver(basis, balance), own.startedAt.getUTCFullYear()),
    {
      ...(pue !== undefined && { pue }),
      ...(marketBased !== undefined && { marketBased }),
    },
  );
  const footprint = withCalls(machine, own.calls);
  return {
    ...footprint,
    ...(uncounted !== undefined && {
      boundary: withNames(footprint.boundary, uncounted),
    }),
    ...own,
    calls: withTokenEnergy(own.calls, own.samples),
    ...(own.calls.length > 0 && { callsVersion: VERSION }),
    notes: [...own.notes, ...callNotes(own.calls)],
    durationS: balance.activeS,
    measuredShare: measuredShareOf(footprint, measuredKwh),
    sensors: sensors.map(foundSensor),
    attribution: basis.attribution,
    idle: balance.idle,
    shared: [],
    sharedEnergyKwh: 0,
    sharedEmissionsKg: 0,
    budgetKg: basis.budgetKg,
    ...(basis.hours !== undefined && {
      byHour: byHourOf(basis.hours, machine, footprint.emissionsKg),
    }),
    ...(uncounted !== undefined && { uncounted }),
    ...(basis.notebook !== undefined && { notebook: basis.notebook }),
    ...(basis.project !== undefined && { project: basis.project }),
  };
}

/** The parts of the machine and the calls that are not counted. */
function uncountedOf(
  { uncounted = [] }: RunBasis,
  calls: OwnRecord["calls"],
): readonly UncountedPart[] | undefined {
  const all = [...uncounted, ...uncountedCalls(calls)];
  return all.length > 0 ? all : undefined;
}

/** The share of the energy that was measured, here or by the provider of a call. */
function measuredShareOf(
  { itEnergyKwh, components }: Footprint,
  measuredKwh: number,
): number {
  const calledKwh = components.reduce(
    (sum, { component, method, energyKwh }) =>
      component === "calls" && method === "measured" ? sum + energyKwh : sum,
    0,
  );
  return itEnergyKwh > 0 ? (measuredKwh + calledKwh) / itEnergyKwh : 0;
}

/** What is not counted on this machine comes before what is counted on none. */
function withNames(
  boundary: RunRecord["boundary"],
  uncounted: readonly UncountedPart[],
): RunRecord["boundary"] {
  const names = uncounted.map(({ name }) => name);
  return boundary &&
    { ...boundary, notCounted: [...names, ...boundary.notCounted] };
}

/**
 * Names the runs that count energy of a run, too.
 * @param record The run, with its samples
 * @param others The runs that may
 */
export function sharedWith(
  record: RunRecord,
  others: readonly CoveredRun[],
): RunRecord {
  const run = others.length === 0 ? undefined : measuredRun(record);
  const shared = run === undefined ? [] : sharedStretches(run, others);
  return shared.length === 0 &&
      record.calls.every(({ countedBy }) => countedBy === undefined)
    ? record
    : { ...record, ...sharesOf({ ...record, shared }) };
}

/** The stretches that other runs count too, and what they hold. */
export function sharesOf(
  run: SummedRun,
): Pick<RunRecord, "shared" | "sharedEnergyKwh" | "sharedEmissionsKg"> {
  const { energyKwh, emissionsKg = 0, shared } = run;
  const own = countedOf(run, () => true);
  return {
    shared,
    sharedEnergyKwh: energyKwh - own.energyKwh,
    sharedEmissionsKg: emissionsKg - (own.emissionsKg ?? 0),
  };
}

/** The coverage of a run so far. */
export function coverageOf(
  basis: CoverageBasis,
  endS: number,
  pauses: readonly Gap[],
  jumps: Coverage["jumps"],
): Coverage {
  return {
    ...basis,
    endS,
    pauses: pauses.filter(({ fromS }) => fromS < endS)
      .map(({ fromS, toS }) => [fromS, Math.min(toS, endS)] as const),
    jumps: [...jumps],
  };
}

/**
 * The source of a run's intensity, with what its yearly average would have said. Calls are made
 * elsewhere, and emit the same.
 */
function byHourOf(
  { isAssumed: _, ...info }: NonNullable<RunBasis["hours"]>,
  machine: Footprint,
  wholeKg: number,
): RunByHour {
  const { yearlyAverage } = info;
  return {
    ...info,
    ...(yearlyAverage !== undefined && {
      byYearlyAverageKg: wholeKg - machine.emissionsKg +
        emissionsKg(machine.energyKwh, yearlyAverage.gPerKwh),
    }),
  };
}

/** The carbon intensity of a run whose intensity varies is its emissions per energy. */
function siteOver(
  { site, intensityVaries, hours }: RunBasis,
  { energyKwh, emissionsKg }: Balance,
): Site {
  if (!intensityVaries) return site;
  const mean = energyKwh > 0
    ? emissionsKg * G_PER_KG / energyKwh
    : site.carbonIntensity.figure.value;
  if (hours !== undefined) return withHourlyIntensity(site, mean, hours);
  return energyKwh > 0 ? withMeanIntensity(site, mean) : site;
}

function componentOf(
  { component, name, method, source, energyKwh }: RunSensor & {
    readonly energyKwh: number;
  },
): Component {
  return {
    component,
    name,
    energyKwh,
    method: method === "model" ? "modelled" : "measured",
    source,
  };
}

/** What the sensors of a run cannot see, one line each. */
export function limitsOf(
  sensors: Sampler["sensors"],
  attribution: Attribution = "machine",
): string[] {
  const limits: string[] = [];
  if (
    attribution === "process" &&
    sensors.some((sensor) => sensor.component === "accelerator")
  ) {
    limits.push(
      "processor and memory count for this process and its children, but cards count as a whole",
    );
  }
  for (const { component, ownProcessOnly } of sensors) {
    if (!ownProcessOnly) continue;
    limits.push(
      `${component}: only this process could be measured, not its children or the rest of the machine; sensors() says why, and what would help`,
    );
  }
  return limits;
}
