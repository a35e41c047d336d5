import type { Sensor } from "./sensor.ts";

/** A way to measure that was tried, and what came of it. */
export interface Finding {
  /** What was tried, such as `NVML` or `/sys/class/powercap`. */
  readonly path: string;
  /** Whether a sensor came of it. */
  readonly found: boolean;
  /** Why it is used, or why it is not. */
  readonly why: string;
  /** How to get it, where something can be done. */
  readonly how?: string;
}

/** What a way to measure gave. */
export interface Detection {
  /** Opened; whoever asked disposes of them. */
  readonly sensors: readonly Sensor[];
  /** Each thing that was tried. */
  readonly findings: readonly Finding[];
}

/** Whose share of the machine's CPU and memory counts. */
export type Attribution = "machine" | "process";
