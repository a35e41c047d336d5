import type { Run } from "../../tracker/run.ts";

/** A run of this session, and in which cell it ended. */
export interface SessionRun {
  readonly cell: number;
  readonly run: Run;
}
