import type { Point } from "../../tracker/course/course_row.ts";
import type { News } from "../../tracker/sink.ts";

/** A run's news is written at most once in this time, in s, as it takes longer than a point. */
const PAUSE_S = 5;

/** What a journal has written of a run. */
export interface Written {
  /** When news was written last, in s since the start of the run. */
  readonly timeS: number;
  /** How many changes there had been by then. */
  readonly changes: number;
  /** How long the run had been idle by then, in s. */
  readonly idleS: number;
}

/** A journal that has written nothing: its first news is due at once. */
export const NOTHING: Written = { timeS: -Infinity, changes: -1, idleS: 0 };

/**
 * Whether a run's news has to be written to its journal.
 * @param point The last sample
 * @param news What has happened by then
 * @param written What the journal has
 */
export function isDue(
  { timeS }: Pick<Point, "timeS">,
  { changes, idle }: Pick<News, "changes" | "idle">,
  written: Written,
): boolean {
  const isNew = changes !== written.changes || idle.durationS !== written.idleS;
  return isNew && timeS >= written.timeS + PAUSE_S;
}
