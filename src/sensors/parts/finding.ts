import type { Sensor } from "./sensor.ts";

/** A way to measure that was tried, and its result. */
export interface Finding {
  /** What was tried, such as `NVML` or `/sys/class/powercap`. */
  readonly path: string;
  /** Whether it gave a sensor. */
  readonly found: boolean;
  /** Why it is used or not. */
  readonly why: string;
  /** How to make it work, if that is possible. */
  readonly how?: string;
  /** The part of the machine that exists and is not counted therefore. */
  readonly part?: string;
}

/** What a way to measure gave. */
export interface Detection {
  /** Opened; the caller disposes of them. */
  readonly sensors: readonly Sensor[];
  /** All that was tried. */
  readonly findings: readonly Finding[];
}

/** Whose share of the machine's CPU and memory counts. */
export type Attribution = "machine" | "process";
