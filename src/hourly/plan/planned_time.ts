import type { LogNormal } from "../../model/interval.ts";
import type {
  HourlySource,
  IntensityHour,
  YearlyAverage,
} from "../hourly_source.ts";

/** A job as far as its time is planned. */
export interface Work {
  /** How long it runs, in h. */
  readonly hours: number;
  /** Its energy with that of the facility, in kWh. */
  readonly energyKwh: number;
  /** True energy over that. */
  readonly factor: LogNormal;
}

/** A stretch of time in which the job runs. */
export interface RunTime {
  /** When it begins. */
  readonly start: Date;
  /** When it ends. */
  readonly end: Date;
}

/** What the job emits at a time. */
export interface TimedEmissions extends RunTime {
  /** Mean intensity over the time, in gCO2e/kWh. */
  readonly carbonIntensity: number;
  /** Its emissions, in kgCO2e. */
  readonly emissionsKg: number;
}

/** The best time in one place. */
export interface PlannedTime extends TimedEmissions {
  /** What the place is called. */
  readonly place: string;
  /** Where the intensity comes from. */
  readonly source: Pick<HourlySource, "name" | "zone" | "basis" | "licence">;
  /** When it runs; more than one stretch if it pauses. */
  readonly stretches: readonly RunTime[];
  /** How often it pauses. */
  readonly pauses: number;
  /** The 90 % range of its emissions, in kgCO2e. */
  readonly emissionsRangeKg: readonly [low: number, high: number];
  /** What it emits if it starts at once; `undefined` if the hours for that are not known. */
  readonly now: TimedEmissions | undefined;
  /** What the best time saves against that, in kgCO2e. */
  readonly savingKg: number | undefined;
  /** The 90 % range of the saving, in kgCO2e; below 0 it would be a loss. */
  readonly savingRangeKg: readonly [low: number, high: number] | undefined;
  /** What the yearly average of the zone says; absent if the tables have none on this basis. */
  readonly byYearlyAverage?: YearlyAverage & { readonly emissionsKg: number };
  /** The hours that it was chosen from. */
  readonly hours: readonly IntensityHour[];
  /** By when it ends. */
  readonly deadline: Date;
  /** Up to when the intensity is known. */
  readonly forecastEnd: Date;
  /** How far the intensity may be off, and how that is known. */
  readonly forecastError: { readonly sigma: number; readonly source: string };
  /** What to know about the choice. */
  readonly notes: readonly string[];
}
