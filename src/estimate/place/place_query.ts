import * as v from "../../input.ts";

/** What the user says about the place of a computation. */
export interface PlaceQuery {
  /** Cloud provider; needs `region`. */
  readonly provider?: string;
  /**
   * The place as people say it: a region (`us-central1`), with its provider before a slash or in
   * `provider` (`gcp/us-central1`), its name or city, or a country (`Germany`, `DE`). If several
   * places have the name, the error lists them.
   */
  readonly region?: string;
  /** Country or other area: its name or ISO 3166 code. Takes what `region` takes. */
  readonly country?: string;
  /** State or province of the country: its name or ISO 3166-2 code. */
  readonly subdivision?: string;
  /** Carbon intensity of the electricity, in gCO2e/kWh; wins over the place's. */
  readonly carbonIntensity?: number;
  /** Power usage effectiveness, >= 1; wins over the place's. */
  readonly pue?: number;
  /** Share that is offset, in percent; wins over the provider's claim. */
  readonly offsetPercent?: number;
}

/** Says what names a place that the user has not said, such as an environment variable. */
export const ASSUMED_BY: unique symbol = Symbol("assumed by");

const name = v.optional(v.text());

/** The shape of each field. */
export const PLACE_SHAPE: Readonly<
  Record<keyof PlaceQuery, v.Schema>
> = {
  provider: name,
  region: name,
  country: name,
  subdivision: name,
  carbonIntensity: v.optional(v.number(v.least(0))),
  pue: v.optional(v.number(v.least(1))),
  offsetPercent: v.optional(v.number(v.least(0), v.most(100))),
};

/** The shape of each field in the words of an error. */
export const PLACE_WANTED: Readonly<Record<keyof PlaceQuery, string>> = {
  provider: "a name",
  region: "a name",
  country: "a name",
  subdivision: "a name",
  carbonIntensity: "a finite number >= 0, in gCO2e/kWh",
  pue: "a finite number >= 1",
  offsetPercent: "a number from 0 to 100",
};

/**
 * Whether a value is a source of intensity by the hour, by its form. An estimate has one intensity
 * and answers at once, so that it can only say so.
 */
export function isByHour(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { name, zone, between, forecast } = value as Record<string, unknown>;
  return typeof name === "string" && typeof zone === "string" &&
    typeof between === "function" && typeof forecast === "function";
}
