import type { Tick } from "../course/tick.ts";
import type { ClockReading } from "./clock.ts";
import type { SensorSource } from "./source.ts";

/** How the thread that samples is reached. */
export interface ThreadStart {
  /** Where orders come from, and where messages go. */
  readonly port: MessagePort;
  /** What a `Bell` shares. */
  readonly bell: SharedArrayBuffer;
}

/** A run that the thread is to sample. */
export interface SamplingTask {
  /** Its number among the runs of this process. */
  readonly run: number;
  /** What to sample. */
  readonly source: SensorSource;
  /** The ids of the sensors, in the order of a tick's energies. */
  readonly ids: readonly string[];
  /** What the meter of the main thread knows: that of the thread continues it. */
  readonly metered: SharedArrayBuffer;
  /** How often, in ms. */
  readonly intervalMs: number;
  /** When the run began, by the clock of the thread that asks, in s. */
  readonly startS: number;
  /** Whether ticks give the CPU time of this process, too. */
  readonly asksOwnCpu: boolean;
  /** The clocks of the thread that asks. */
  readonly clock: ClockReading;
  /** The path of a file for ticks that are not taken yet; `undefined` for none. */
  readonly unsentFile: string | undefined;
  /** Where ticks go and the order to stop comes from: what a `TickQueue` shares. */
  readonly queue: SharedArrayBuffer;
}

/** A tick as it is sent; its notes go by messages. */
export type SentTick = Omit<Tick, "notes">;

/** What the thread says besides its ticks. */
export type Message =
  & { readonly run: number }
  & (
    | { readonly kind: "notes"; readonly notes: readonly string[] }
    /** The last tick is in the queue. */
    | { readonly kind: "end" }
  );
