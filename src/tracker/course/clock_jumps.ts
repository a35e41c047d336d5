import type { Tick } from "./tick.ts";

/** A jump of less is no jump: the two clocks are read one after the other; in s. */
const LEAST_S = 1;

/** When the wall clock was set or the machine slept, as seen from the monotonic clock of a run. */
export class ClockJumps {
  readonly #jumps: (readonly [atS: number, byS: number])[] = [];
  #aheadS: number | undefined;
  #seen: { readonly atS: number; readonly aheadS: number } | undefined;

  /** All of them, in order. */
  get all(): readonly (readonly [atS: number, byS: number])[] {
    return this.#jumps;
  }

  /** Takes in a tick. A jump is one if the next tick has it too: a busy machine delays readings. */
  take({ timeS, wallMs }: Tick): void {
    const aheadS = wallMs / 1000 - timeS;
    const lastS = this.#aheadS ??= aheadS;
    const seen = this.#seen;
    const isFar = Math.abs(aheadS - lastS) >= LEAST_S;
    this.#seen = isFar ? { atS: timeS, aheadS } : undefined;
    if (!isFar || seen === undefined) return;
    if (Math.abs(aheadS - seen.aheadS) >= LEAST_S) return;
    this.#jumps.push([seen.atS, aheadS - lastS]);
    this.#aheadS = aheadS;
    this.#seen = undefined;
  }
}
