import type { Reading, Sensor } from "../../sensors/sensor.ts";

/** What all sensors of a run have counted up to a moment. */
export interface Tick {
  /** Time since the start of the run, in s. */
  readonly timeS: number;
  /** Energy of each sensor since the meter was opened, in J. */
  readonly energyJ: readonly number[];
  /** What happened since the tick before. */
  readonly notes: readonly string[];
}

/**
 * Longer than this between two readings, the machine slept: a power of before and one of after say
 * nothing of what it drew in between, in s.
 */
const SLEPT_S = 60;

/** Integrates what sensors read: differences of energies, trapezoids of powers. */
export class Meter implements Disposable {
  readonly #channels: readonly Channel[];
  readonly #nowS: () => number;

  /**
   * Reads each sensor for the first time.
   * @param sensors Opened; the meter disposes of them
   * @param nowS Time since the start of the run, in s
   */
  constructor(sensors: readonly Sensor[], nowS: () => number) {
    this.#nowS = nowS;
    this.#channels = sensors.map((sensor) => new Channel(sensor, nowS));
  }

  /**
   * Reads the sensors.
   * @param which Those that know energy only, or all. @default "all"
   */
  read(which: "all" | "energies" = "all"): Tick {
    const timeS = this.#nowS();
    const notes: string[] = [];
    const energyJ = this.#channels.map((channel) =>
      which === "all" || channel.lastPower === undefined
        ? channel.read(notes)
        : channel.energyJ
    );
    return { timeS, energyJ, notes };
  }

  /** What the sensors said last; of those that know power only. */
  lastPowers(): readonly (PowerAt | undefined)[] {
    return this.#channels.map((channel) => channel.lastPower);
  }

  /** Closes the sensors. */
  [Symbol.dispose](): void {
    for (const channel of this.#channels) channel.close();
  }
}

/** A power, and when it was read. */
export interface PowerAt {
  /** Time since the start of the run, in s. */
  readonly timeS: number;
  /** Power, in W. */
  readonly powerW: number;
}

/** One sensor, and what it has counted. */
class Channel {
  lastPower: PowerAt | undefined;
  energyJ = 0;
  readonly #sensor: Sensor;
  readonly #nowS: () => number;
  #open = true;
  #firstJ: number | undefined;
  #early: string[] = [];

  constructor(sensor: Sensor, nowS: () => number) {
    this.#sensor = sensor;
    this.#nowS = nowS;
    this.read(this.#early);
  }

  read(notes: string[]): number {
    notes.push(...this.#early.splice(0));
    if (!this.#open) return this.energyJ;
    try {
      const timeS = this.#nowS();
      this.#take(checked(this.#sensor.read()), timeS, notes);
    } catch (error) {
      this.close();
      const why = error instanceof Error ? error.message : String(error);
      notes.push(
        `${this.#sensor.id} failed and counts no more from here on: ${why}`,
      );
    }
    return this.energyJ;
  }

  #take(reading: Reading, timeS: number, notes: string[]): void {
    if (reading.note !== undefined) {
      notes.push(`${this.#sensor.id}: ${reading.note}`);
    }
    if ("energyJ" in reading) {
      this.#firstJ ??= reading.energyJ;
      // A sensor of one's own making may run backwards; energy does not.
      this.energyJ = Math.max(this.energyJ, reading.energyJ - this.#firstJ);
      return;
    }
    const { powerW } = reading;
    if (this.lastPower !== undefined) {
      this.energyJ += this.#trapezoidJ(
        this.lastPower,
        { timeS, powerW },
        notes,
      );
    }
    this.lastPower = { timeS, powerW };
  }

  #trapezoidJ(from: PowerAt, to: PowerAt, notes: string[]): number {
    const passedS = to.timeS - from.timeS;
    if (passedS <= SLEPT_S) return trapezoidJ(from, to);
    notes.push(
      `${this.#sensor.id} was not read for ${
        Math.round(passedS)
      } s, and knows power only: its energy in that time is not counted`,
    );
    return 0;
  }

  close(): void {
    if (this.#open) this.#sensor[Symbol.dispose]();
    this.#open = false;
  }
}

/**
 * Energy between two powers, on a straight line.
 * @returns Energy, in J; none if time runs backwards
 * @see Trapezoidal rule: https://dlmf.nist.gov/3.5#i
 */
export function trapezoidJ(from: PowerAt, to: PowerAt): number {
  return (from.powerW + to.powerW) / 2 * Math.max(0, to.timeS - from.timeS);
}

function checked(reading: Reading): Reading {
  const value = "energyJ" in reading ? reading.energyJ : reading.powerW;
  if (Number.isFinite(value) && value >= 0) return reading;
  throw new Error(`Cannot use its reading: current value is ${value}`);
}
