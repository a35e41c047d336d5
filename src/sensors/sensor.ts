import type { SourcedFigure } from "../catalog/sourced_figure.ts";

/** Part of the machine that a sensor measures. */
export type SensedComponent = "accelerator" | "cpu" | "memory";

/**
 * How a sensor knows: from an energy counter, from a power gauge, or by a model of load and
 * rated power.
 */
export type SensingMethod = "counter" | "gauge" | "model";

/** Energy since the sensor was opened. */
export interface EnergyReading {
  /** Energy since the sensor was opened, in J; never falls. */
  readonly energyJ: number;
  /** What happened to the counter since the last reading, such as a reset. */
  readonly note?: string;
}

/** Power now. */
export interface PowerReading {
  /** Power now, in W. */
  readonly powerW: number;
  /** What happened since the last reading. */
  readonly note?: string;
}

/**
 * What a sensor reads. The field decides how it is used, not the method: the difference of two
 * energies is exact however rarely they are read, while powers have to be integrated.
 * A model of the load reads energy too, since the kernel counts busy time.
 */
export type Reading = EnergyReading | PowerReading;

/** A source of energy or power of one part of the machine; closed when disposed of. */
export interface Sensor extends Disposable {
  /** Stable within a run, such as `nvml:0` or `rapl:package-0`. */
  readonly id: string;
  /** Part of the machine that it measures. */
  readonly component: SensedComponent;
  /** The device, in the catalogue's words where it is there. */
  readonly name: string;
  /** How it knows. */
  readonly method: SensingMethod;
  /** What it reads, in words. */
  readonly source: string;
  /** Whether it sees this process alone, neither its children nor the rest of the machine. */
  readonly ownProcessOnly?: true;
  /** The figures that a model rests on, those assumed marked; none where a device measures. */
  readonly figures: readonly SourcedFigure[];
  /**
   * What it says now.
   * @throws {Error} If the device does not answer; the message says why
   */
  read(): Reading;
}
