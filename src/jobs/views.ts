import type { JobLog, JobRow } from "./job_log.ts";

/** What the card and the report of a log show. */
export interface JobViews {
  readonly days: readonly JobRow<"day" | "account">[];
  readonly users: readonly JobRow<"user">[];
  readonly accounts: readonly JobRow<"account">[];
  readonly hardware: readonly JobRow<"hardware">[];
}

const asked = new WeakMap<JobLog, Promise<JobViews>>();
const known = new WeakMap<JobLog, JobViews>();

/** Asks a log for what it shows, once. */
export function viewsOf(log: JobLog): Promise<JobViews> {
  let views = asked.get(log);
  if (views === undefined) {
    asked.set(log, views = ask(log));
    // A question that was interrupted can be asked again.
    views.catch(() => asked.delete(log));
  }
  return views;
}

/** What is known already; `undefined` before the log was asked. */
export function knownViews(log: JobLog): JobViews | undefined {
  return known.get(log);
}

async function ask(log: JobLog): Promise<JobViews> {
  const views = {
    days: await log.by("day", "account"),
    users: await log.by("user"),
    accounts: await log.by("account"),
    hardware: await log.by("hardware"),
  };
  known.set(log, views);
  return views;
}
