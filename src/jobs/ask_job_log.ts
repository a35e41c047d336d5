import type { Place } from "../estimate/place/site.ts";
import { VERSION } from "../version.ts";
import type { JobCharts, JobLog, JobRow, JobRows } from "./job_log.ts";
import { type AskableLog, totalsOf } from "./open_job_log.ts";
import { savingOf } from "./pricing/saving.ts";
import type { JobKey } from "./pricing/statement.ts";
import { rowsCsv, rowsParquet } from "./rows_files.ts";

/** The place of jobs in several places. */
const SEVERAL: Place = Object.freeze({ name: "several places" });

/** What a log shows of itself. */
export interface JobLogDisplay {
  /** Lets rows show themselves. */
  rows<Key extends JobKey>(
    rows: JobRows<Key>,
    keys: readonly Key[],
  ): JobRows<Key>;
  /** The charts of a log. */
  charts(log: JobLog, priced: AskableLog): JobCharts;
}

/**
 * A job log that can be asked.
 * @param log Read and priced
 * @param display What it shows of itself
 */
export function askJobLog(log: AskableLog, display: JobLogDisplay): JobLog {
  const { engine, priced, total, notPriced, notes } = log;
  const [only, ...others] = priced.sites;
  const asked: Writable<JobLog> = {
    total: Object.freeze(total),
    notPriced,
    sources: Object.freeze(priced.figures),
    notes: Object.freeze(notes),
    place: only !== undefined && others.length === 0 ? only.place : SEVERAL,
    engine: engine.name,
    version: VERSION,
    charts: NO_CHARTS,
    async by<Key extends JobKey>(...keys: readonly Key[]) {
      const rows = await totalsOf(log, keys);
      return display.rows(withFiles(rows, keys), keys);
    },
    saving: (options) => savingOf(log, options),
    close: () => engine.close(),
    [Symbol.asyncDispose]: () => engine.close(),
  };
  asked.charts = Object.freeze(display.charts(asked, log));
  return asked;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

const NO_CHARTS = {} as JobCharts;

function withFiles<Key extends JobKey>(
  rows: readonly JobRow<Key>[],
  keys: readonly Key[],
): JobRows<Key> {
  const files: Pick<JobRows, "csv" | "parquet"> = {
    csv: () => rowsCsv(rows, keys),
    parquet: () => rowsParquet(rows, keys),
  };
  return Object.defineProperties(rows, {
    csv: { value: files.csv },
    parquet: { value: files.parquet },
  }) as unknown as JobRows<Key>;
}
