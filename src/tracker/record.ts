import { footprintOf } from "../estimate/footprint.ts";
import { withMeanIntensity } from "../estimate/place/own_figures.ts";
import type { Component } from "../estimate/result.ts";
import { sensedFactor } from "../estimate/sensed.ts";
import type { Site } from "../estimate/place/site.ts";
import { G_PER_KG, J_PER_KWH } from "../units.ts";
import type { Balance } from "./course/account.ts";
import type { Moment } from "./course/moments.ts";
import type { RunRecord } from "./run.ts";
import type { Sampler } from "./sampling/sampler.ts";
import type { RunSetup } from "./setup.ts";

/** What of a record a run says itself. */
export type OwnRecord = Pick<
  RunRecord,
  | "id"
  | "name"
  | "status"
  | "reason"
  | "startedAt"
  | "samples"
  | "metrics"
  | "phases"
  | "forecast"
  | "notes"
>;

/**
 * The record of a run: what follows from the energy that was measured.
 * @param setup What the run was handed
 * @param balance What it has used
 * @param shared The last moment at which a run that had begun earlier went on
 * @param own The rest
 */
export function recordOf(
  setup: RunSetup,
  balance: Balance,
  shared: Moment,
  own: OwnRecord,
): RunRecord {
  const { sampler: { sensors }, options, keeper } = setup;
  const sensed = sensors.map((sensor, i) => ({
    ...plain(sensor),
    figures: sensor.figures,
    energyKwh: (balance.energyJ[i] ?? 0) / J_PER_KWH,
  }));
  const itEnergyKwh = sensed.reduce((sum, s) => sum + s.energyKwh, 0);
  const measuredKwh = sensed.filter((s) => s.method !== "model")
    .reduce((sum, s) => sum + s.energyKwh, 0);
  const { pue } = options;
  const footprint = footprintOf(
    {
      itEnergyKwh,
      components: sensed.map(componentOf),
      factor: sensedFactor(sensed),
      figures: sensors.flatMap((sensor) => sensor.figures),
    },
    siteOver(setup, balance),
    pue === undefined ? {} : { pue },
  );
  return {
    ...footprint,
    ...own,
    durationS: balance.activeS,
    measuredShare: itEnergyKwh > 0 ? measuredKwh / itEnergyKwh : 0,
    sensors: sensors.map(plain),
    attribution: options.attribution ?? "machine",
    idle: balance.idle,
    // The whole and its parts are summed in different orders: a part is never more.
    sharedEnergyKwh: Math.min(shared.energyKwh, footprint.energyKwh),
    sharedEmissionsKg: Math.min(shared.emissionsKg, footprint.emissionsKg),
    budgetKg: options.budgetKg,
    keeping: keeper?.keeping,
  };
}

/** An intensity that changes with time is, over the run, what was emitted per energy. */
function siteOver({ site, options }: RunSetup, balance: Balance): Site {
  const { energyKwh, emissionsKg } = balance;
  return typeof options.carbonIntensity === "function" && energyKwh > 0
    ? withMeanIntensity(site, emissionsKg * G_PER_KG / energyKwh)
    : site;
}

type Described = Sampler["sensors"][number];

function componentOf(
  { component, name, method, source, energyKwh }: Described & {
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

function plain(
  { id, component, name, method, source }: Described,
): RunRecord["sensors"][number] {
  return { id, component, name, method, source };
}
