import type { JobLog } from "./job_log.ts";

/** Whether something is a job log. */
export function isJobLog(item: object): item is JobLog {
  return "notPriced" in item && "total" in item;
}
