import type { Engine } from "../engines/engine.ts";
import type { PricedLog } from "./price.ts";
import { FINEST, type PricedFrom } from "./statement.ts";
import { groupsAmong } from "./survey.ts";

/** More groups than this take more memory than they save time. */
const MOST_GROUPS = 1_000_000;

/** Jobs from which the number of groups is estimated. */
const SAMPLE = 2_000_000;

/**
 * Lets an engine that can do so keep the finest groups of priced jobs, so that one pass over the
 * jobs answers every question about totals. A log in which hardly two jobs are alike has too many.
 * @returns Where the statements find priced jobs
 */
export async function keptJobs(
  engine: Engine,
  { tables, kinds }: PricedLog,
): Promise<PricedFrom> {
  if (engine.keep === undefined) return "priced";
  const jobs = kinds.reduce((sum, { row }) => sum + row.jobs, 0);
  if (jobs > MOST_GROUPS) {
    const days = tables.days["day_number"]?.values.length ?? 0;
    const answer = await engine.ask(groupsAmong(SAMPLE), {});
    const [seen, cells, groups] = ["jobs", "cells", "kinds"].map((name) =>
      Number(answer[name]?.[0])
    ) as [number, number, number];
    // A log in order of time shows few days at first, and one in no order all of them.
    const estimate = Math.min(cells / seen * jobs, groups * days);
    if (!(estimate <= MOST_GROUPS)) return "priced";
  }
  return await engine.keep("kept", FINEST, tables) ? "kept" : "priced";
}
