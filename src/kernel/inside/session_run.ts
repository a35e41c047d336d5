import type { Run } from "../../tracker/run.ts";

/** A run of this session, and the cell in which it ended. */
export interface SessionRun {
  readonly cell: number;
  readonly run: Run;
}
