import { siteOfRun } from "../../estimate/place/run_site.ts";
import type { Site } from "../../estimate/place/site.ts";
import { intensityNow } from "../../tracker/course/intensity.ts";
import type { TrackOptions } from "../../tracker/options.ts";

/**
 * Where a run is. An intensity that changes is asked for now, which also tests the function.
 * @param options Of the run, checked
 * @throws {UnknownNameError} If a name is not in the tables
 * @throws {TypeError} If the place is incomplete
 * @throws {RangeError} If the function gives no intensity
 */
export function siteOf({ carbonIntensity, ...rest }: TrackOptions): Site {
  // A source by the hour is asked once the run is opened.
  if (carbonIntensity === undefined || typeof carbonIntensity === "object") {
    return siteOfRun(rest);
  }
  return siteOfRun({
    ...rest,
    carbonIntensity: typeof carbonIntensity === "function"
      ? intensityNow(carbonIntensity, new Date())
      : carbonIntensity,
  });
}
