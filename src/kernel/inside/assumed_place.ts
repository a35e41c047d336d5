import { figureOf } from "../../catalog/sourced_figure.ts";
import type { Run } from "../../tracker/run.ts";

/** Whether a run emitted by the world's average, as nobody said where it took place. */
export function hasAssumedPlace({ sources }: Pick<Run, "sources">): boolean {
  return figureOf(sources, "intensity")?.assumed === true;
}
