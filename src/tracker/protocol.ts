import type { ClockReading } from "./clock.ts";
import type { PowerAt } from "./meter.ts";
import type { Sampled } from "./sampler.ts";
import type { SensorSource } from "./source.ts";

/** What a thread that samples is told at its start. */
export interface SamplingTask {
  /** What to sample. */
  readonly source: SensorSource;
  /** How often, in ms. */
  readonly intervalMs: number;
  /** When the run began, by the clock of the thread that asks, in s. */
  readonly startS: number;
  /** The clocks of the thread that asks. */
  readonly clock: ClockReading;
  /** Where ticks go, and orders come from. */
  readonly port: MessagePort;
}

/** A tick as the thread sends it: its energies count from the thread's start. */
export type SentTick = Sampled;

/** What the thread says. */
export type Message =
  | {
    readonly kind: "ready";
    /** The sensors that it has opened. */
    readonly ids: readonly string[];
    /** Powers at its start, of sensors that know power only. */
    readonly powers: readonly (PowerAt | undefined)[];
    readonly notes: readonly string[];
  }
  | { readonly kind: "tick" | "answer" | "end"; readonly tick: SentTick };

/** What it is told: read at once, or read for the last time. */
export type Order = "read" | "stop";
