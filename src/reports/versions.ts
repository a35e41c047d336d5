import type { Version } from "../version.ts";

/** Which versions made the results of a report, in words. */
export function versionsText(versions: readonly Version[]): string {
  return versions.map(({ carboncell, data }) =>
    `carboncell ${carboncell} (data of ${data})`
  ).join(", ");
}
