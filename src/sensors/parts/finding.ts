import type { SensedComponent, Sensor } from "./sensor.ts";

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
  /** What kind of part that is. @default "accelerator" */
  readonly component?: SensedComponent;
}

/** A part of the machine, or calls to models, whose energy a run does not count. */
export interface UncountedPart {
  /** What kind of part it is. */
  readonly component: SensedComponent | "calls";
  /** How many calls; absent for a part of the machine. */
  readonly count?: number;
  /** What it is called, such as `package-1` or `NVIDIA card 0000:01:00.0`. */
  readonly name: string;
  /** Why it is not counted. */
  readonly why: string;
}

/**
 * The parts of the machine that nothing counts.
 * @param findings All that was tried
 */
export function uncountedParts(findings: readonly Finding[]): UncountedPart[] {
  return findings.flatMap(({ part, component = "accelerator", why }) =>
    part === undefined ? [] : [{ component, name: part, why }]
  );
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
