import type { Boundary } from "./boundary.ts";
import type { CallDetail } from "./calls/call_detail.ts";
import type { LogNormal } from "../model/interval.ts";
import type { Version } from "../version.ts";
import type { Equivalent } from "./equivalents.ts";
import type { NormalJob } from "./job.ts";
import type { CleanestRegion } from "./place/cleanest.ts";
import type { Place } from "./place/site.ts";
import type { SourcedFigure } from "../catalog/sourced_figure.ts";

/** The energy of one part of the machine. */
export interface Component {
  /**
   * Part of the machine; `machine` is the whole machine, where its parts are not told apart, and
   * `calls` are calls to a model elsewhere. An estimate of calls to a model has the GPUs that read
   * the input (`prefill`) and write the output (`decode`), and `host`.
   */
  readonly component:
    | "accelerator"
    | "cpu"
    | "memory"
    | "machine"
    | "calls"
    | "prefill"
    | "decode"
    | "host";
  /** Its name, such as `8 × A100 SXM4 80GB`. */
  readonly name: string;
  /** The name of one device, such as `A100 SXM4 80GB`; `undefined` if it is not known. */
  readonly model?: string | undefined;
  /** Number of devices, which may be a fraction; `undefined` if it is not known. */
  readonly count?: number | undefined;
  /** IT energy, in kWh. */
  readonly energyKwh: number;
  /** Energy of the facility, in kWh; absent for a part of the machine, which has the run's PUE. */
  readonly facilityEnergyKwh?: number;
  /** Emissions, in kgCO2e; absent for a part of the machine, which has the run's grid. */
  readonly emissionsKg?: number;
  /** Water, in L; absent for a part of the machine. */
  readonly waterL?: number;
  /** Embodied emissions of calls, in kgCO2e; absent if not known, and for a part of the machine. */
  readonly embodiedKg?: number;
  /** Whether the energy was measured or modelled. */
  readonly method: "measured" | "modelled";
  /** Where its power comes from. */
  readonly source: string;
  /** How far the energy may be off; absent if that is known of the whole only. */
  readonly uncertainty?: LogNormal;
}

/** How far each of the three independent factors of emissions may be off. */
export interface Uncertainty {
  /** The factor of the IT energy. */
  readonly energy: LogNormal;
  /** The factor of the power usage effectiveness. */
  readonly pue: LogNormal;
  /** The factor of the carbon intensity. */
  readonly carbonIntensity: LogNormal;
}

/** What a job emits, with every figure used. Nothing is rounded. */
export interface Estimate extends Footprint {
  /** The job, with defaults filled in and names as the catalogue has them. */
  readonly job: NormalJob;
  /** What is said of calls to a model beside; absent for other jobs. */
  readonly callDetail?: CallDetail;
}

/** Emissions by the electricity that is contracted for, beside those of the grid. */
export interface MarketBased {
  /** What the intensity is of, by the order of the GHG Protocol. */
  readonly by: "contract" | "supplier" | "residual mix";
  /** The contract as the user calls it. */
  readonly contract?: string;
  /** Its carbon intensity, in gCO2e/kWh. */
  readonly carbonIntensity: number;
  /** Emissions at that intensity, in kgCO2e; calls to models count by the grids of their places. */
  readonly emissionsKg: number;
  /** Their 90 % range, in kgCO2e. */
  readonly emissionsRangeKg: readonly [low: number, high: number];
}

/** Energy and its emissions in a place: estimated for a job or measured during a run. */
export interface Footprint {
  /** Where it runs. */
  readonly place: Place;
  /** Energy of the facility, PUE included, in kWh. */
  readonly energyKwh: number;
  /** Energy of the computation alone, in kWh. */
  readonly itEnergyKwh: number;
  /** IT energy of each part of the machine; the sum is `itEnergyKwh`. */
  readonly components: readonly Component[];
  /** Carbon intensity of the electricity, in gCO2e/kWh. */
  readonly carbonIntensity: number;
  /** Power usage effectiveness. */
  readonly pue: number;
  /** Operational emissions, location-based, in kgCO2e. */
  readonly emissionsKg: number;
  /** The 90 % range of the emissions, in kgCO2e. */
  readonly emissionsRangeKg: readonly [low: number, high: number];
  /** The market-based figure, if the user gives its intensity; never in the place of the others. */
  readonly marketBased?: MarketBased | undefined;
  /** What the figures count, and what not; `undefined` for a run of an older ledger. */
  readonly boundary?: Boundary | undefined;
  /** How far each factor may be off. */
  readonly uncertainty: Uncertainty;
  /**
   * Embodied emissions of the hardware, in kgCO2e; `undefined` unless asked for, and for a run, as
   * those of its machine are not known. Its `components` have those of its calls.
   */
  readonly embodiedKg: number | undefined;
  /** The 90 % range of the embodied emissions, in kgCO2e; `undefined` without them. */
  readonly embodiedRangeKg?: readonly [low: number, high: number] | undefined;
  /**
   * Market-based claim, in percent: the share of its yearly electricity that the provider matches
   * with renewable purchases, or that the user offsets. It says nothing about this job's
   * electricity.
   */
  readonly offsetPercent: number;
  /** That share of the emissions, in kgCO2e, as the calculator of 2019 had it. */
  readonly offsetKg: number;
  /** The emissions without that share, in kgCO2e, as the calculator of 2019 had it. */
  readonly netEmissionsKg: number;
  /** Water consumed on site and in power plants, in L. */
  readonly waterL: number;
  /** The 90 % range of the water, in L; `undefined` for a run of an older ledger. */
  readonly waterRangeL?: readonly [low: number, high: number] | undefined;
  /** The emissions in everyday things. */
  readonly equivalents: readonly Equivalent[];
  /** The provider's cleanest region; `undefined` without a provider. */
  readonly cleanest: CleanestRegion | undefined;
  /** Every figure used. */
  readonly sources: readonly SourcedFigure[];
  /** What it was made with. */
  readonly version: Version;
}
