import { rareModule } from "../late.ts";
import type { JobLog } from "../jobs/job_log.ts";
import type { JobSource } from "../jobs/open_job_log.ts";
import type { JobLogOptions } from "../jobs/log/options.ts";
import { atEdge } from "./session/edge.ts";

/**
 * A cluster's job log, priced: what its jobs used and emitted, by user, project, day and more. In a
 * notebook it shows itself: its course, its users and projects, and what was not priced.
 *
 * It reads text of Slurm's `sacct`, tables in CSV or Parquet, CodeCarbon's CSV and ledgers, all in
 * this process by DuckDB, which is loaded when it is first used. A table in ClickHouse or
 * PostgreSQL is priced there by the same SQL, and only answers are fetched.
 *
 * The energy of a job is the rated power of what was allocated to it × its time × PUE, as for
 * {@linkcode estimate}, or what the scheduler measured, if the job had its nodes to itself. Its
 * emissions are that energy × the intensity of its hours, or of the year. No job is left out in
 * silence: one that cannot be priced is in `notPriced`, with the reason.
 *
 * @param source Paths and patterns such as `sacct-2026-*.txt`, a ledger, what `clickhouse()` or
 * `postgres()` gives, or the table of the engine in the options
 * @param options The hardware of each partition, the place, and more; see {@linkcode JobLogOptions}
 * @returns Close it with `close()`, or open it with `await using` in a block
 * @throws {TypeError} If an option or the source is of the wrong type, or no place is given
 * @throws {RangeError} If a value is out of its range
 * @throws {UnknownNameError} If a name is not in the catalogue; with the nearest ones
 * @throws {Error} If a file or a server cannot be read; says why
 *
 * @example Two jobs of a table
 * ```ts
 * import assert from "node:assert/strict";
 * import { jobLog } from "@carboncell/carboncell";
 *
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(
 *   `${folder}/jobs.csv`,
 *   "id,owner,queue,started,hours,gpus\n" +
 *     "1,ada,gpu,2026-03-02T08:00:00Z,10,4\n" +
 *     "2,bo,gpu,,0,1\n",
 * );
 * await using jobs = await jobLog(`${folder}/jobs.csv`, {
 *   columns: { user: "owner", partition: "queue", start: "started" },
 *   partitions: { gpu: { hardware: { name: "ours", tdpWatts: 500 } } },
 *   carbonIntensity: 50,
 *   pue: 1.2,
 * });
 * const [ada] = await jobs.by("user");
 * assert.equal(ada?.energyKwh, 24); // 4 × 0.5 kW × 10 h × 1.2
 * assert.equal(ada.emissionsKg, 1.2); // at 50 g/kWh
 * assert.equal(jobs.notPriced[0]?.reason, "it never started");
 * ```
 */
export function jobLog(
  source: JobSource,
  options: JobLogOptions,
): Promise<JobLog> {
  return atEdge(async () => {
    const { showJobLog } = await rareModule<typeof import("./show_job_log.ts")>(
      "./show_job_log.ts",
      import.meta.url,
    );
    return await showJobLog(source, options);
  });
}
