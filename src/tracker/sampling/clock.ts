/** The two clocks of a run: one to compute with, one for labels. */
export interface Clock {
  /** Monotonic time, in s. */
  nowS(): number;
  /** Wall-clock time, in ms since 1970; may jump either way. */
  wallMs(): number;
}

/** The clocks of this thread; monotonic time starts at 0 in each thread. */
export const HOST_CLOCK: Clock = {
  nowS: () => performance.now() / 1000,
  wallMs: () => Date.now(),
};

/** A moment by both clocks of a thread. */
export interface ClockReading {
  /** Monotonic time of that thread, in s. */
  readonly nowS: number;
  /** Wall-clock time, in ms since 1970. */
  readonly wallMs: number;
}

/**
 * The clock of this thread, set to the monotonic time of another one. The wall clock, which both
 * threads share, is read once; its later jumps do not matter.
 *
 * @param own The clock of this thread
 * @param other Read in the other thread a moment ago
 */
export function alignedClock(own: Clock, other: ClockReading): Clock {
  const passedS = (own.wallMs() - other.wallMs) / 1000;
  const aheadS = other.nowS + passedS - own.nowS();
  return { nowS: () => own.nowS() + aheadS, wallMs: own.wallMs };
}
