import type { PlaceQuery } from "../estimate/place/place_query.ts";
import type { Site } from "../estimate/place/site.ts";
import { siteOfRun } from "../estimate/place/run_site.ts";
import type { HourlySource } from "../hourly/hourly_source.ts";
import { RunHours } from "../hourly/run_hours.ts";
import { gridOf } from "../hourly/yearly_average.ts";
import { inTime } from "../machine/asking.ts";
import type { OpenedMeter } from "../tracker/sampling/source.ts";
import type { TrackOptions } from "../tracker/options.ts";

/** The options of a run whose intensity a source gives, and what gives it. */
export interface PricedByHour {
  /** With the source as a function of time. */
  readonly options: TrackOptions;
  /** Its hours. */
  readonly hours: RunHours;
}

/**
 * Prepares a run whose intensity comes by the hour. Without a place, it is in the zone of the
 * source.
 * @param options Checked
 * @param source Its carbon intensity
 * @param opened Its sensors, which are closed if its place is wrong
 */
export async function pricedByHour(
  options: TrackOptions,
  source: HourlySource,
  opened: OpenedMeter,
): Promise<PricedByHour> {
  const { carbonIntensity: _, ...rest } = options;
  const placed = { ...placeOf(rest, source), ...rest };
  const { figure } = siteFor(placed, opened).carbonIntensity;
  const ofPlace = {
    gPerKwh: figure.value,
    ...(figure.year !== undefined && { year: figure.year }),
    source: `${figure.what}: ${figure.source}`,
  };
  const hours = await RunHours.open(source, source.yearlyAverage ?? ofPlace);
  return { options: { ...placed, carbonIntensity: hours.at }, hours };
}

function siteFor(options: PlaceQuery, opened: OpenedMeter): Site {
  try {
    return siteOfRun(options);
  } catch (error) {
    void inTime(opened.reader.close());
    throw error;
  }
}

function placeOf(
  { provider, region, country, subdivision }: TrackOptions,
  { zone }: HourlySource,
): Pick<TrackOptions, "country"> {
  if ((provider ?? region ?? country ?? subdivision) !== undefined) return {};
  const grid = gridOf(zone);
  return grid?.kind === "country" ? { country: grid.zone } : {};
}
