import type { SourcedFigure } from "../catalog/sourced_figure.ts";
import { frozen } from "../frozen.ts";
import type { Asking } from "../machine/asking.ts";
import { detectSensors } from "./detect.ts";
import type { Finding } from "./parts/finding.ts";
import type { Machine } from "../machine/machine.ts";
import { type FoundSensor, foundSensor } from "./parts/sensor.ts";

/** What was found on this machine, why, and what is missing. */
export interface SensorReport {
  /** What a run would measure, and how. */
  readonly sensors: readonly FoundSensor[];
  /** All that was tried, why it works or not, and how to get what is missing. */
  readonly findings: readonly Finding[];
  /** Operating system and processor architecture, such as `linux x86_64`. */
  readonly platform: string;
  /** The figures that the models are based on, assumed ones marked. */
  readonly sources: readonly SourcedFigure[];
}

/**
 * Opens the sensors of a machine, describes them, and closes them again.
 * @param machine Where to look
 */
export function* reportOf(machine: Machine): Asking<SensorReport> {
  const { sensors, findings } = yield* detectSensors(machine);
  for (const sensor of sensors) yield* sensor.close();
  return {
    sensors: frozen(sensors.map(foundSensor)),
    findings: frozen(findings),
    platform: `${Deno.build.os} ${Deno.build.arch}`,
    sources: frozen(sensors.flatMap(({ figures }) => figures)),
  };
}
