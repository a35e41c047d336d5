import { type DetectOptions, detectSensors } from "../../sensors/detect.ts";
import type { Detection } from "../../sensors/finding.ts";
import { hostMachine, type HostOptions } from "../../machine/machine.ts";
import { type Recording, replaySensors } from "../../sensors/replay.ts";

/** Where a run's sensors come from; plain data, as it is sent to another thread. */
export type SensorSource =
  | {
    readonly kind: "machine";
    /** What of the machine is replaced, in tests. */
    readonly host: Omit<HostOptions, "nowS">;
    readonly detect: DetectOptions;
  }
  | { readonly kind: "replay"; readonly recording: Recording };

/**
 * Opens the sensors of a source.
 * @param source Where they come from
 * @param nowS Time since the start of the run, in s
 */
export function openSensors(
  source: SensorSource,
  nowS: () => number,
): Detection {
  if (source.kind === "machine") {
    return detectSensors(hostMachine({ ...source.host, nowS }), source.detect);
  }
  return { sensors: replaySensors(source.recording, nowS), findings: [] };
}
