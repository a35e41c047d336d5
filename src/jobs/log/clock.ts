import { S_PER_DAY } from "../../units.ts";

/** How the local times of a day stand for moments. */
export interface ClockDay {
  /** The local day, in days since 1970. */
  readonly day: number;
  /** The local times from here on may come twice, in s since 1970 as if they were UTC. */
  readonly fromS: number;
  /** The local times from here on come once again. */
  readonly toS: number;
  /** How far local time is ahead of UTC before, in s. */
  readonly beforeS: number;
  /** How far it is ahead after. */
  readonly afterS: number;
}

/** Logs before and after these years are of no cluster. */
export const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

/**
 * How the local times of a zone stand for moments. When clocks are put back, an hour comes twice;
 * when they are put forward, the hour that is left out is read as if they were not.
 * @param timeZone Its name
 */
export function clockOf(timeZone: string): readonly ClockDay[] {
  const [start, ...changes] = changesOf(timeZone);
  const byDay = new Map(changes.map((change) => {
    const { atS, beforeS, afterS } = change;
    return [Math.floor((atS + Math.min(beforeS, afterS)) / S_PER_DAY), change];
  }));
  let offsetS = start?.afterS ?? 0;
  const first = Date.UTC(FIRST_YEAR, 0, 1) / 1000 / S_PER_DAY;
  const last = Date.UTC(LAST_YEAR, 0, 1) / 1000 / S_PER_DAY;
  return Array.from({ length: last - first }, (_, i): ClockDay => {
    const day = first + i;
    const change = byDay.get(day);
    if (change === undefined) {
      const fromS = day * S_PER_DAY;
      return { day, fromS, toS: fromS, beforeS: offsetS, afterS: offsetS };
    }
    const { atS, beforeS, afterS } = change;
    offsetS = afterS;
    return {
      day,
      fromS: atS + afterS,
      toS: atS + Math.max(beforeS, afterS),
      beforeS,
      afterS,
    };
  });
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
