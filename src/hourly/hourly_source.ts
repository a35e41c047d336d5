import type { Basis } from "../catalog/basis.ts";

/**
 * What an intensity by the hour counts. `marginal` is what one more kWh emits: it is never mixed or
 * ranked with the others, which are averages over all that is generated. `unknown` is a file whose
 * basis was not named.
 */
export type HourlyBasis = Basis | "marginal" | "unknown";

/**
 * How the intensity of a stretch of time is known. `assumed` is the yearly average of the zone,
 * used as the source has no value; `made` was computed by a formula, for teaching.
 */
export type HourKind =
  | "measured"
  | "estimated"
  | "forecast"
  | "made"
  | "assumed";

/** The intensity over a stretch of time, most often one hour. */
export interface IntensityHour {
  /** When it begins. */
  readonly start: Date;
  /** When it ends; the next one may begin later, as sources have gaps. */
  readonly end: Date;
  /** Carbon intensity, in gCO2e/kWh; `undefined` if it cannot be known. */
  readonly gPerKwh: number | undefined;
  /** How it is known. @default "measured" */
  readonly kind?: HourKind;
  /** Why it is assumed or unknown. */
  readonly why?: string;
  /** What had been forecast for it, in gCO2e/kWh, where the source says so. */
  readonly forecastGPerKwh?: number;
}

/** An average over a year, used where a source has no value for an hour. */
export interface YearlyAverage {
  /** Carbon intensity, in gCO2e/kWh. */
  readonly gPerKwh: number;
  /** The year that it describes; absent if it is of no year. */
  readonly year?: number;
  /** Where it comes from. */
  readonly source: string;
}

/** A source of carbon intensity by the hour. */
export interface HourlySource {
  /** The source, such as `GB Carbon Intensity`. */
  readonly name: string;
  /** The area that it describes. */
  readonly zone: string;
  /** What its figures count. */
  readonly basis: HourlyBasis;
  /** The licence or terms of its data. */
  readonly licence: string;
  /** The usual length of its stretches of time, in minutes. */
  readonly resolutionMinutes: number;
  /** Whether its past hours say what had been forecast for them. @default false */
  readonly keepsForecasts?: boolean;
  /** The yearly average of the zone on the same basis, if the tables have one. */
  readonly yearlyAverage?: YearlyAverage | undefined;
  /**
   * The intensity over a stretch of time. An hour without a value gets the yearly average of the
   * zone and says so.
   * @param start Included
   * @param end Not included
   * @returns In the order of time, without overlap; the first may begin before `start`
   */
  between(start: Date, end: Date): Promise<readonly IntensityHour[]>;
  /**
   * The intensity that is expected over a stretch of time.
   * @param start Included
   * @param end Not included
   * @returns As {@linkcode between} gives it, only as far as the forecast reaches
   */
  forecast(start: Date, end: Date): Promise<readonly IntensityHour[]>;
}
