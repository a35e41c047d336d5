import type { Sensor } from "../../sensors/sensor.ts";
import { type Clock, HOST_CLOCK } from "./clock.ts";
import { Meter } from "./reading_meter.ts";
import { openSensors, type SensorSource } from "./source.ts";

/** Sensors of this machine that were opened and read at the very start of a run. */
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
  const { sensors } = openSensors(source, sinceStartS);
  return { source, startS, sensors, meter: new Meter(sensors, sinceStartS) };
}
