import type { Tick } from "./tick.ts";

/** A jump of less is no jump: the two clocks are read one after the other; in s. */
const LEAST_S = 0.5;

/** When the wall clock was set or the machine slept, as seen from the monotonic clock of a run. */
export class ClockJumps {
  readonly #jumps: (readonly [atS: number, byS: number])[] = [];
  #aheadS: number | undefined;

  /** All of them, in order. */
  get all(): readonly (readonly [atS: number, byS: number])[] {
    return this.#jumps;
  }

  /** Takes in a tick. */
  take({ timeS, wallMs }: Tick): void {
    const aheadS = wallMs / 1000 - timeS;
    const byS = aheadS - (this.#aheadS ??= aheadS);
    if (Math.abs(byS) < LEAST_S) return;
    this.#jumps.push([timeS, byS]);
    this.#aheadS = aheadS;
  }
}
