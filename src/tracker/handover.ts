import { type PowerAt, trapezoidJ } from "./sampling/reading_meter.ts";

/** What two meters of one sensor say around the moment at which one takes over from the other. */
export interface Handover {
  /** Energy by the first meter at a moment when both counted, in J. */
  readonly firstJ: number;
  /** The first meter's power before the second began; of sensors that know power only. */
  readonly firstPower: PowerAt | undefined;
  /** Energy by the first meter at that power, in J. */
  readonly firstPowerJ: number;
  /** The second meter's power when it began. */
  readonly secondPower: PowerAt | undefined;
  /** Energy by the second meter at that moment, in J. */
  readonly secondJ: number;
}

/**
 * Energy from the start of the run to that of the second meter, in J: what the second one's count has to
 * be added to. Counters ran on while nobody read them, so the difference of both is exact; of a
 * power, what lies between the last reading here and the first there is a trapezoid; where this thread
 * has read later than the other began, it is taken off.
 */
export function headJ(handover: Handover): number {
  const { firstJ, firstPower, firstPowerJ, secondPower, secondJ } = handover;
  const head = firstPower !== undefined && secondPower !== undefined
    ? firstPowerJ + trapezoidJ(firstPower, secondPower) -
      trapezoidJ(secondPower, firstPower)
    : firstJ - secondJ;
  return Math.max(0, head);
}
