import { hostMachine, type HostOptions } from "../../machine/machine.ts";
import { type DetectOptions, detectSensors } from "../../sensors/detect.ts";
import { type Recording, replaySensors } from "../../sensors/replay.ts";
import type { Sensor } from "../../sensors/sensor.ts";
import { type Clock, HOST_CLOCK } from "./clock.ts";
import { Meter } from "./meter.ts";

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
): readonly Sensor[] {
  if (source.kind === "replay") return replaySensors(source.recording, nowS);
  const machine = hostMachine({ ...source.host, nowS });
  return detectSensors(machine, source.detect).sensors;
}

/** Sensors that were opened and read at the very start of a run. */
export interface OpenedMeter {
  /** Where they come from. */
  readonly source: SensorSource;
  /** When the run began, by this thread's monotonic clock, in s. */
  readonly startS: number;
  /** The sensors. */
  readonly sensors: readonly Sensor[];
  /** Their meter. */
  readonly meter: Meter;
}

/** Opens the sensors of a source and reads them: the run begins here. */
export function openMeter(
  source: SensorSource,
  clock: Clock = HOST_CLOCK,
): OpenedMeter {
  const startS = clock.nowS();
  const sinceStartS = () => clock.nowS() - startS;
  const sensors = openSensors(source, sinceStartS);
  return { source, startS, sensors, meter: new Meter(sensors, sinceStartS) };
}
