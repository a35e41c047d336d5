import type { ClockReading } from "./clock.ts";
import type { PowerAt } from "./reading_meter.ts";
import type { Sampled } from "./sampler.ts";
import type { SensorSource } from "./source.ts";

/** What a thread that samples is told at its start. */
export interface SamplingTask {
  /** What to sample. */
  readonly source: SensorSource;
  /** The sensors whose energies are wanted, by their ids and in this order. */
  readonly ids: readonly string[];
  /** How often, in ms. */
  readonly intervalMs: number;
  /** When the run began, by the clock of the thread that asks, in s. */
  readonly startS: number;
  /** Whether ticks say the CPU time of this process, too. */
  readonly asksOwnCpu: boolean;
  /** The clocks of the thread that asks. */
  readonly clock: ClockReading;
  /** The path of a tape for what is counted; `undefined` for none. */
  readonly tape: string | undefined;
  /** Where ticks go and orders come from: what a `TickQueue` shares. */
  readonly queue: SharedArrayBuffer;
  /** Where all else goes that it has to say. */
  readonly port: MessagePort;
}

/**
 * A tick as the thread sends it: energies count from the thread's start, in the order that was asked
 * for; 0 of a sensor that could not be opened.
 */
export type SentTick = Omit<Sampled, "notes">;

/** What the thread says besides its ticks. */
export type Message =
  | {
    readonly kind: "ready";
    /** Ids of the sensors that it could not open. */
    readonly missing: readonly string[];
    /** Powers at its start, of sensors that know power only. */
    readonly powers: readonly (PowerAt | undefined)[];
  }
  | { readonly kind: "notes"; readonly notes: readonly string[] }
  | { readonly kind: "answer" | "end"; readonly tick: SentTick };

/** What it is told: read at once, or read for the last time. */
export type Order = "read" | "stop";
