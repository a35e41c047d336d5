/** From a local moment on, how far local time is ahead of UTC. */
export interface ClockStep {
  /** The local time, in s since 1970 as if it were UTC. */
  readonly fromS: number;
  /** Offset of a local time that comes first, in s. */
  readonly firstS: number;
  /** Offset of the same local time when clocks show it a second time, in s. */
  readonly secondS: number;
}

/** Logs before and after these years are of no cluster. */
export const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

/**
 * How the local times of a zone stand for moments. When clocks are put back, an hour comes twice;
 * when they are put forward, the hour that is left out is read as if they were not.
 * @param timeZone Its name
 */
export function clockOf(timeZone: string): readonly ClockStep[] {
  const steps: ClockStep[] = [];
  for (const { atS, beforeS, afterS } of changesOf(timeZone)) {
    if (afterS < beforeS) {
      steps.push({ fromS: atS + afterS, firstS: beforeS, secondS: afterS });
      steps.push({ fromS: atS + beforeS, firstS: afterS, secondS: afterS });
    } else {
      steps.push({ fromS: atS + afterS, firstS: afterS, secondS: afterS });
    }
  }
  return steps;
}

/** How far local time is ahead of UTC from a moment on. */
interface OffsetChange {
  readonly atS: number;
  readonly beforeS: number;
  readonly afterS: number;
}

/** The changes of a zone's offset, the first one at the beginning of all logs. */
export function changesOf(timeZone: string): readonly OffsetChange[] {
  const start = Temporal.PlainDate.from({ year: FIRST_YEAR, month: 1, day: 1 })
    .toZonedDateTime(timeZone);
  const changes: OffsetChange[] = [];
  let at = start;
  let beforeS = offsetOf(at);
  changes.push({ atS: -1e10, beforeS, afterS: beforeS });
  while (true) {
    const next = at.getTimeZoneTransition("next");
    if (next === null || next.year >= LAST_YEAR) return changes;
    const afterS = offsetOf(next);
    const atS = next.epochMilliseconds / 1000;
    if (afterS !== beforeS) changes.push({ atS, beforeS, afterS });
    beforeS = afterS;
    at = next;
  }
}

function offsetOf({ offsetNanoseconds }: Temporal.ZonedDateTime): number {
  return offsetNanoseconds / 1e9;
}
