import { type Asking, inTime } from "../../machine/asking.ts";
import { hostMachine, type HostOptions } from "../../machine/machine.ts";
import { type DetectOptions, detectSensors } from "../../sensors/detect.ts";
import {
  type Detection,
  type UncountedPart,
  uncountedParts,
} from "../../sensors/parts/finding.ts";
import { type Recording, replaySensors } from "../../sensors/replay.ts";
import type { Sensor } from "../../sensors/parts/sensor.ts";
import { type Clock, HOST_CLOCK } from "./clock.ts";
import { Meter } from "./meter.ts";
import { Reader } from "./reader.ts";

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
export function* openSensors(
  source: SensorSource,
  nowS: () => number,
): Asking<Detection> {
  if (source.kind === "replay") {
    return { sensors: replaySensors(source.recording, nowS), findings: [] };
  }
  const machine = hostMachine({ ...source.host, nowS });
  return yield* detectSensors(machine, source.detect);
}

/** Sensors that were opened and read at the very start of a run. */
export interface OpenedMeter {
  /** Where they come from. */
  readonly source: SensorSource;
  /** When the run began, by this thread's monotonic clock, in s. */
  readonly startS: number;
  /** The sensors. */
  readonly sensors: readonly Sensor[];
  /** Reads them. */
  readonly reader: Reader;
  /** Adds up what they say. */
  readonly meter: Meter;
  /** The parts of the machine that nothing counts. */
  readonly uncounted: readonly UncountedPart[];
  /** What did not answer, and what is not counted, one line each. */
  readonly notes: readonly string[];
}

/**
 * Opens the sensors of a source and reads them: the run begins with this reading, as nothing counts
 * what is used while they are opened.
 * @param source Where they come from
 * @param clock That of this thread
 */
export async function openMeter(
  source: SensorSource,
  clock: Clock = HOST_CLOCK,
): Promise<OpenedMeter> {
  let startS = clock.nowS();
  const sinceStartS = () => clock.nowS() - startS;
  const notes: string[] = [];
  const { sensors, findings } = await inTime(
    openSensors(source, sinceStartS),
    (why) => notes.push(`a sensor did not answer at the start: ${why}`),
  );
  const uncounted = uncountedParts(findings);
  notes.push(
    ...uncounted.map(({ name, why }) => `${name} is not counted: ${why}`),
  );
  const reader = new Reader(sensors);
  const meter = new Meter(sensors);
  startS = clock.nowS();
  const readings = await inTime(reader.read());
  meter.begin(sinceStartS(), readings);
  return { source, startS, sensors, reader, meter, uncounted, notes };
}
