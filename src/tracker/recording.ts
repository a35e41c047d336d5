import { replaceFile } from "../machine/replace_file.ts";
import type { Recording } from "../sensors/replay.ts";
import type { Series } from "./course/series.ts";
import type { Sampler } from "./sampling/sampler.ts";

/**
 * Saves what the sensors counted, as a recording that can be replayed.
 * @param path The file
 * @param sensors In the order of the series
 * @param series The course of a run
 */
export async function saveRecording(
  path: string | URL,
  sensors: Sampler["sensors"],
  series: Series,
): Promise<void> {
  const recording: Recording = {
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
  await replaceFile(path, JSON.stringify(recording), "save the readings");
}

/** Of two ticks at the same time, the later one is the reading. */
function ascending(
  readings: readonly (readonly [timeS: number, energyJ: number])[],
): (readonly [timeS: number, energyJ: number])[] {
  return readings.filter(([timeS], i) => timeS !== readings[i + 1]?.[0]);
}
