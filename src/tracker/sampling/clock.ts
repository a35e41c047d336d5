/** The two clocks of a run: one to reckon by, one to label with. */
export interface Clock {
  /** Monotonic time, in s. */
  nowS(): number;
  /** Time on the wall, in ms since 1970; may jump either way. */
  wallMs(): number;
}

/** The clocks of this thread; monotonic time begins anew in each thread. */
export const HOST_CLOCK: Clock = {
  nowS: () => performance.now() / 1000,
  wallMs: () => Date.now(),
};

/** A moment by both clocks of a thread. */
export interface ClockReading {
  /** Monotonic time of that thread, in s. */
  readonly nowS: number;
  /** Time on the wall, in ms since 1970. */
  readonly wallMs: number;
}

/**
 * The clock of this thread, set to the monotonic time of another. The clock on the wall, which both
 * have, is asked once: what it does later no longer matters.
 *
 * @param own The clock of this thread
 * @param other Read in the other thread a moment ago
 */
export function alignedClock(own: Clock, other: ClockReading): Clock {
  const passedS = (own.wallMs() - other.wallMs) / 1000;
  const aheadS = other.nowS + passedS - own.nowS();
  return { nowS: () => own.nowS() + aheadS, wallMs: own.wallMs };
}
