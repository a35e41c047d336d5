/** Random choices that a seed repeats. */
export class Random {
  #state: number;

  /** @param seed A whole number */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to below 1, by the generator mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to below a limit. */
  upTo(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** True with a probability. */
  is(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of several. */
  of<T>(values: readonly T[]): T {
    return values[this.upTo(values.length)]!;
  }
}
