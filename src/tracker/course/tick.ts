/** What all sensors of a run have counted up to a moment. */
export interface Tick {
  /** Time since the start of the run, in s; ascending. */
  readonly timeS: number;
  /** Energy of each sensor since the start of the run, in J; never falls. */
  readonly energyJ: readonly number[];
  /** What happened since the tick before. */
  readonly notes: readonly string[];
  /** Wall-clock time, in ms since 1970. */
  readonly wallMs: number;
  /** CPU time of this process so far, in s; 0 if not asked for, as it costs as much as a sensor. */
  readonly ownCpuS: number;
}
