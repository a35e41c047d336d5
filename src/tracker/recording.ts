import type { Recording } from "../sensors/replay.ts";
import type { Sampler } from "./sampling/sampler.ts";
import type { Series } from "./course/series.ts";

/**
 * What the sensors counted, as a recording to play again.
 * @param sensors In the order of the series
 * @param series The course of a run
 */
export function recordingOf(
  sensors: Sampler["sensors"],
  series: Series,
): Recording {
  return {
    version: 1,
    sensors: sensors.map(({ id, component, name, method }, i) => ({
      id: id.replace(/^(?:replay:)+/, ""),
      component,
      name,
      method,
      quantity: "energyJ",
      readings: ascending(series.readings(i)),
    })),
  };
}

/** Two ticks of one moment are one reading. */
function ascending(
  readings: readonly (readonly [timeS: number, energyJ: number])[],
): (readonly [timeS: number, energyJ: number])[] {
  return readings.filter(([timeS], i) => timeS !== readings[i + 1]?.[0]);
}
