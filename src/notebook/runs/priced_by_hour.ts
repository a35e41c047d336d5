import { siteOfRun } from "../../estimate/place/run_site.ts";
import type { HourlySource } from "../../hourly/hourly_source.ts";
import { RunHours } from "../../hourly/run_hours.ts";
import { gridOf } from "../../hourly/yearly_average.ts";
import type { TrackOptions } from "../../tracker/options.ts";

/** The options of a run whose intensity a source gives, and what gives it. */
export interface PricedByHour {
  /** With the source as a function of time. */
  readonly options: TrackOptions;
  /** Its hours; absent if no source gives them. */
  readonly hours?: RunHours;
}

/**
 * Prepares a run whose intensity comes by the hour. Without a place, it is in the zone of the
 * source.
 * @param options Checked
 * @param source Its carbon intensity
 */
export async function pricedByHour(
  options: TrackOptions,
  source: HourlySource,
): Promise<PricedByHour> {
  const { carbonIntensity: _, ...rest } = options;
  const placed = { ...placeOf(rest, source), ...rest };
  const { place, carbonIntensity: { figure } } = siteOfRun(placed);
  const ofPlace = {
    gPerKwh: figure.value,
    ...(figure.year !== undefined && { year: figure.year }),
    source: `${figure.what}: ${figure.source}`,
  };
  // Hours are compared with an average of their own place and basis only.
  const isAlike = hasPlace(placed) &&
    (source.basis === "unknown" || source.basis === place.basis);
  const average = source.yearlyAverage ?? (isAlike ? ofPlace : undefined);
  const hours = await RunHours.open(source, average, average ?? ofPlace);
  return { options: { ...placed, carbonIntensity: hours.at }, hours };
}

function placeOf(
  options: TrackOptions,
  { zone }: HourlySource,
): Pick<TrackOptions, "country"> {
  if (hasPlace(options)) return {};
  const grid = gridOf(zone);
  return grid?.kind === "country" ? { country: grid.zone } : {};
}

function hasPlace(
  { provider, region, country, subdivision }: TrackOptions,
): boolean {
  return (provider ?? region ?? country ?? subdivision) !== undefined;
}
