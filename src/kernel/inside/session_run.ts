import { figureOf } from "../../catalog/sourced_figure.ts";
import type { Run } from "../../tracker/run.ts";

/** A run of this session, and the cell in which it ended. */
export interface SessionRun {
  readonly cell: number;
  readonly run: Run;
}

/** Whether a run uses the world's average, as the user gave no place. */
export function hasAssumedPlace(
  { place, sources }: Pick<Run, "place" | "sources">,
): boolean {
  return place.country === "WORLD" &&
    figureOf(sources, "intensity")?.assumed === true;
}
