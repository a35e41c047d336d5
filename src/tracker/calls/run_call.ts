import type { SourcedFigure } from "../../catalog/sourced_figure.ts";
import type { ReportedEnergy, SeenCall } from "../../calls/seen_call.ts";
import type { Uncertainty } from "../../estimate/result.ts";

/** How the energy of a call is known. */
export type CallMethod = "modelled" | "measured by the provider";

/**
 * What a call is known by: all that its energy is computed from. It holds no text of either side.
 */
export type CallFacts = Pick<
  SeenCall,
  | "provider"
  | "model"
  | "inputTokens"
  | "cachedInputTokens"
  | "outputTokens"
  | "reasoningTokens"
  | "images"
  | "streamed"
  | "estimated"
  | "status"
  | "outcome"
  | "firstTokenS"
  | "durationS"
  | "isLocal"
  | "serverTimes"
>;

/** A call to a model that a run made. What is unknown is `undefined`, never 0. */
export interface RunCall extends CallFacts {
  /** Unique; a call that several runs count has one id in all of them. */
  readonly id: string;
  /** When it was sent, in s since the start of the run. */
  readonly timeS: number;
  /** Energy of the facility, PUE included, in kWh; absent for a server on this machine. */
  readonly energyKwh: number | undefined;
  /** Emissions by the grid of its place, in kgCO2e. */
  readonly emissionsKg: number | undefined;
  /** Their 90 % range, in kgCO2e. */
  readonly emissionsRangeKg?: readonly [low: number, high: number] | undefined;
  /** The name of the place whose grid and PUE are used. */
  readonly place: string | undefined;
  /** The place as host, header or answer named it; absent if none did, so the usual one is used. */
  readonly placeSeen?: string;
  /** Energy of the computing alone, in kWh. */
  readonly itEnergyKwh?: number | undefined;
  /** Water consumed on site and in power plants, in L. */
  readonly waterL?: number | undefined;
  /** The 90 % range of the water, in L; absent for a call of an older ledger. */
  readonly waterRangeL?: readonly [low: number, high: number] | undefined;
  /** Its share of the emissions of making the hardware, in kgCO2e; not in `emissionsKg`. */
  readonly embodiedKg?: number | undefined;
  /** How its energy is known; absent if it is not. */
  readonly method?: CallMethod;
  /** How much is known of the model, from A to F. */
  readonly tier?: string;
  /** What the provider measured, and whether it is used: a figure that cannot be right is not. */
  readonly reported?: ReportedEnergy & { readonly isUsed: boolean };
  /** Energy of this machine for a token of the prompt, in J, if its server says its times. */
  readonly inputTokenJ?: number;
  /** Energy of this machine for a token of the answer, in J. */
  readonly outputTokenJ?: number;
  /** Why its energy is not counted; absent if it is, and for calls that failed. */
  readonly notCounted?: string;
  /** The id of the run that began first of those that count it; absent if it is this one. */
  readonly countedBy?: string;
}

/** What a call has used. */
export interface CallPrice extends
  Required<
    Pick<
      RunCall,
      | "energyKwh"
      | "emissionsKg"
      | "emissionsRangeKg"
      | "place"
      | "itEnergyKwh"
      | "waterL"
      | "waterRangeL"
      | "embodiedKg"
    >
  > {
  readonly energyKwh: number;
  readonly emissionsKg: number;
  readonly emissionsRangeKg: readonly [low: number, high: number];
  readonly itEnergyKwh: number;
  readonly waterL: number;
  readonly method: CallMethod;
  readonly tier?: string;
  readonly reported?: NonNullable<RunCall["reported"]>;
  /** How far the energy and the figures of the place may be off. */
  readonly uncertainty: Uncertainty;
  /** The figures that it is based on. */
  readonly figures: readonly SourcedFigure[];
}

/** What a call has used, or why that is not known. */
export type Priced = CallPrice | { readonly notCounted: string };

/** What calls have used in all. */
export interface CallSums {
  /** Energy of the facilities, in kWh. */
  readonly energyKwh: number;
  /** In kgCO2e. */
  readonly emissionsKg: number;
  /** IT energy, in kWh. */
  readonly itEnergyKwh: number;
  /** In L. */
  readonly waterL: number;
}

/**
 * Sums calls; those that are not counted have nothing to add.
 * @param calls Of one run, or several
 */
export function sumOfCalls(calls: readonly RunCall[] = []): CallSums {
  let [energyKwh, emissionsKg, itEnergyKwh, waterL] = [0, 0, 0, 0];
  for (const call of calls) {
    energyKwh += call.energyKwh ?? 0;
    emissionsKg += call.emissionsKg ?? 0;
    itEnergyKwh += call.itEnergyKwh ?? 0;
    waterL += call.waterL ?? 0;
  }
  return { energyKwh, emissionsKg, itEnergyKwh, waterL };
}
