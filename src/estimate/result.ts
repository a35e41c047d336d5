import type { LogNormal } from "../model/interval.ts";
import type { Version } from "../version.ts";
import type { Equivalent } from "./equivalents.ts";
import type { NormalJob } from "./job.ts";
import type { CleanestRegion } from "./place/cleanest.ts";
import type { Place } from "./place/site.ts";
import type { SourcedFigure } from "../catalog/sourced_figure.ts";

/** The energy of one part of the machine. */
export interface Component {
  /** Part of the machine. */
  readonly component: "accelerator" | "cpu" | "memory";
  /** What it is, such as `8 × A100 SXM4 80GB`. */
  readonly name: string;
  /** What one device is, such as `A100 SXM4 80GB`; `undefined` where that is not known. */
  readonly model?: string | undefined;
  /** How many devices, which may be a fraction; `undefined` where that is not known. */
  readonly count?: number | undefined;
  /** IT energy, without the facility's overhead, in kWh. */
  readonly energyKwh: number;
  /** Whether the energy was measured or modelled. */
  readonly method: "measured" | "modelled";
  /** Where its power comes from. */
  readonly source: string;
}

/** The three independent factors by which emissions may be off. */
export interface Uncertainty {
  /** Of the IT energy. */
  readonly energy: LogNormal;
  /** Of the power usage effectiveness. */
  readonly pue: LogNormal;
  /** Of the carbon intensity. */
  readonly carbonIntensity: LogNormal;
}

/** What a job emits, and every figure behind it. Nothing in it is rounded. */
export interface Estimate extends Footprint {
  /** The job, with defaults filled and names as the catalogue has them. */
  readonly job: NormalJob;
}

/** Energy, and what follows from it in a place: estimated for a job or measured of a run. */
export interface Footprint {
  /** Where it runs. */
  readonly place: Place;
  /** Energy of the facility, PUE included, in kWh. */
  readonly energyKwh: number;
  /** Energy of the computing alone, in kWh. */
  readonly itEnergyKwh: number;
  /** IT energy by part of the machine; they sum to `itEnergyKwh`. */
  readonly components: readonly Component[];
  /** Carbon intensity of the electricity, in gCO2e/kWh. */
  readonly carbonIntensity: number;
  /** Power usage effectiveness. */
  readonly pue: number;
  /** Operational emissions, location-based, in kgCO2e. */
  readonly emissionsKg: number;
  /** Where they lie with a probability of 90 %, in kgCO2e. */
  readonly emissionsRangeKg: readonly [low: number, high: number];
  /** How far each factor may be off. */
  readonly uncertainty: Uncertainty;
  /** The share of making the hardware, in kgCO2e; `undefined` unless asked for. */
  readonly embodiedKg: number | undefined;
  /** Share that is claimed to be offset, in percent. */
  readonly offsetPercent: number;
  /** What is claimed to be offset, in kgCO2e. */
  readonly offsetKg: number;
  /** Emissions less that claim, in kgCO2e. */
  readonly netEmissionsKg: number;
  /** Water used up on site and in power plants, in L. */
  readonly waterL: number;
  /** The emissions in everyday things. */
  readonly equivalents: readonly Equivalent[];
  /** The provider's cleanest region; `undefined` without a provider. */
  readonly cleanest: CleanestRegion | undefined;
  /** Every figure used. */
  readonly sources: readonly SourcedFigure[];
  /** What it was made with. */
  readonly version: Version;
}
