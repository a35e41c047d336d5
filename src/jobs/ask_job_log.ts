import type { Place } from "../estimate/place/site.ts";
import { VERSION } from "../version.ts";
import type { JobCharts, JobLog, JobRow, JobRows } from "./job_log.ts";
import { type AskableLog, totalsOf } from "./open_job_log.ts";
import { savingOf } from "./pricing/saving.ts";
import type { JobSite } from "./pricing/sites.ts";
import type { JobKey } from "./pricing/statement.ts";
import { rowsCsv, rowsParquet } from "./rows_files.ts";

/** The place of jobs: that of all, or several with what their intensities count. */
function placeOf(sites: readonly JobSite[]): Place {
  const [only, ...others] = sites.map(({ place }) => place);
  if (only !== undefined && others.length === 0) return only;
  const { basis } = only ?? {};
  return Object.freeze({
    name: sites.length === 0 ? "no place" : "several places",
    ...(basis !== undefined && others.every((place) => place.basis === basis) &&
      { basis }),
  });
}

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
  const asked: Writable<JobLog> = {
    total: Object.freeze(total),
    notPriced,
    sources: Object.freeze(priced.figures),
    notes: Object.freeze(notes),
    place: placeOf(priced.sites),
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
