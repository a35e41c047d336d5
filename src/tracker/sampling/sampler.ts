import type { UncountedPart } from "../../sensors/parts/finding.ts";
import type { SensorInfo } from "../../sensors/parts/sensor.ts";
import type { Tick } from "../course/tick.ts";

/** What measures a run: the tracker is handed it, and does not know how it samples. */
export interface Sampler {
  /** The sensors, in the order of a tick's energies. */
  readonly sensors: readonly SensorInfo[];
  /** The parts of the machine that nothing counts. @default none */
  readonly uncounted?: readonly UncountedPart[];
  /**
   * Begins.
   * @param onTick Told of every tick; the first comes at once
   */
  start(onTick: (tick: Tick) => void): void;
  /** Delivers what has been sampled since, also while the event loop was blocked. */
  drain(): void;
  /** Reads for the last time and closes all that is open; twice is once. */
  stop(): Promise<void>;
}
