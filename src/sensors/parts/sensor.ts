import type { SourcedFigure } from "../../catalog/sourced_figure.ts";
import type { Asking } from "../../machine/asking.ts";

/** Part of the machine that a sensor measures. */
export type SensedComponent = "accelerator" | "cpu" | "memory";

/**
 * How a sensor knows: from an energy counter, from a power gauge, or by a model of load and
 * rated power.
 */
export type SensingMethod = "counter" | "gauge" | "model";

/** What a sensor said at a moment. */
export interface Reading {
  /** Monotonic time, in s. */
  readonly timeS: number;
  /** The device's own figures, such as a count in J, a power in W or busy times in s. */
  readonly values: readonly number[];
}

/** What was used between two readings. */
export interface Used {
  /** Energy, in J. */
  readonly energyJ: number;
  /** What happened in between, such as a reset of the counter. */
  readonly note?: string;
  /** Where the next stretch starts. @default the later reading */
  readonly next?: Reading;
}

/** What a sensor is, as plain data. */
export interface FoundSensor {
  /** Its name in a run, such as `nvml:0` or `rapl:package-0`. */
  readonly id: string;
  /** Part of the machine that it measures. */
  readonly component: SensedComponent;
  /** The device, by its name in the catalogue where it is listed. */
  readonly name: string;
  /** How it knows. */
  readonly method: SensingMethod;
  /** What it reads, in words. */
  readonly source: string;
}

/** What a sensor is, without all else that it holds. */
export function foundSensor(
  { id, component, name, method, source }: FoundSensor,
): FoundSensor {
  return { id, component, name, method, source };
}

/** What a sensor is, and the figures that it is based on. */
export interface SensorInfo extends FoundSensor {
  /** Other parts of the machine whose energy is within its own. @default none */
  readonly holds?: readonly SensedComponent[];
  /** Whether it sees this process alone, neither its children nor the rest of the machine. */
  readonly ownProcessOnly?: true;
  /** The figures that a model rests on, assumed ones marked; none where a device measures. */
  readonly figures: readonly SourcedFigure[];
}

/**
 * Measures one part of the machine. It keeps no sums: its readings mean the same in every thread,
 * and a meter adds up what was used between them.
 */
export interface Sensor extends SensorInfo {
  /** More than the device can draw, in W; absent where nothing is measured. */
  readonly mostW?: number;
  /**
   * Reads the device.
   * @param glanced The power that `glance` gave, to use in place of that of the moment
   * @returns The values of a reading, finite and >= 0
   * @throws {Error} If the device does not answer; the message says why
   */
  read(glanced?: number): Asking<readonly number[]>;
  /** The same at once, if no device has to be asked. */
  readNow?(): readonly number[];
  /** The power of the moment, the first value of a reading; gauges only. */
  glance?(): Asking<number>;
  /**
   * What was used between two readings.
   * @param from The earlier one
   * @param to The later one
   * @returns `undefined` if they are too close to tell: the energy is then part of the next stretch
   */
  usedBetween(from: Reading, to: Reading): Used | undefined;
  /** Closes it; a second time does nothing. */
  close(): Asking<void>;
}
