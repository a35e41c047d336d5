import type { EnergyReading } from "./sensor.ts";

/**
 * More than any package or card draws, in W. A counter that would have to have gone faster to come
 * round its whole range has been reset instead: after hibernation, or by a reloaded driver.
 */
const MOST_W = 20_000;

/** What is said of a counter that has been reset. */
export const STARTED_AGAIN =
  "the counter started again: the energy since the reading before is not known and left out";

/**
 * Energy since it was opened, of a counter that may come round or start again.
 *
 * @see `max_energy_range_uj` in https://docs.kernel.org/power/powercap/powercap.html
 */
export class EnergyCounter {
  readonly #nowS: () => number;
  readonly #rangeJ: number;
  #lastJ: number;
  #lastS: number;
  #energyJ = 0;

  /**
   * A counter from its first reading on.
   * @param firstJ What it says now
   * @param nowS Monotonic time, in s
   * @param rangeJ At how much it starts again at 0. @default never
   */
  constructor(firstJ: number, nowS: () => number, rangeJ: number = Infinity) {
    this.#lastJ = firstJ;
    this.#nowS = nowS;
    this.#lastS = nowS();
    this.#rangeJ = rangeJ;
  }

  /** Energy since it was opened, from what the counter says now. */
  advance(countJ: number): EnergyReading {
    const lastJ = this.#lastJ;
    const nowS = this.#nowS();
    const passedS = nowS - this.#lastS;
    this.#lastJ = countJ;
    this.#lastS = nowS;
    if (countJ >= lastJ) {
      this.#energyJ += countJ - lastJ;
      return { energyJ: this.#energyJ };
    }
    const wrappedJ = countJ + this.#rangeJ - lastJ;
    if (wrappedJ <= MOST_W * passedS) {
      this.#energyJ += wrappedJ;
      return { energyJ: this.#energyJ };
    }
    return {
      energyJ: this.#energyJ,
      note: STARTED_AGAIN,
    };
  }
}

/** A count of a file, in J. */
export function microjoules(text: string, path: string): number {
  const count = /^\s*\d+\s*$/.test(text) ? Number(text) : NaN;
  if (!Number.isFinite(count)) {
    throw new Error(`Cannot read "${path}": it is ${JSON.stringify(text)}`);
  }
  return count / 1e6;
}
