import type { Sensor } from "../../sensors/sensor.ts";
import type { Tick } from "./reading_meter.ts";

/** A tick with what is needed to tell how it came about. */
export interface Sampled extends Tick {
  /** Time on the wall, in ms since 1970. */
  readonly wallMs: number;
  /** CPU time of this process so far, in s; 0 where nobody asks, as it takes as long as a sensor. */
  readonly ownCpuS: number;
}

/** What measures a run: the tracker is handed it, and does not know how it samples. */
export interface Sampler {
  /** The sensors, in the order of a tick's energies. */
  readonly sensors: readonly Omit<Sensor, "read" | typeof Symbol.dispose>[];
  /**
   * Begins.
   * @param onTick Told of every tick, time ascending; the first comes at once
   */
  start(onTick: (tick: Sampled) => void): void;
  /** Hands on what has been sampled since, also while the event loop was blocked. */
  drain(): void;
  /** Reads for the last time and closes all that is open; twice is once. */
  stop(): Promise<void>;
}
