import { UnknownNameError } from "../errors.ts";
import { counted } from "../format.ts";
import { shown } from "../input.ts";
import { nearest } from "../nearest.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { DuckDb } from "./engines/duckdb.ts";
import { type Engine, type EngineChoice, openerOf } from "./engines/engine.ts";
import type { JobRow, JobTotal, UnpricedJob } from "./job_log.ts";
import { checkOptions, type JobLogOptions } from "./log/options.ts";
import { keptJobs } from "./pricing/kept.ts";
import { unpricedJobs } from "./pricing/not_priced.ts";
import { type PricedLog, pricedLog } from "./pricing/price.ts";
import {
  JOB_KEYS,
  type JobKey,
  type PricedFrom,
  totalsBy,
} from "./pricing/statement.ts";
import { NO_JOBS, totalsIn } from "./pricing/totals.ts";
import type { FileSource } from "./reading/files.ts";
import { readJobs } from "./reading/read_jobs.ts";
import { tableSelect } from "./reading/table.ts";

/** Where jobs are: files, a ledger, an engine, or a table of the engine that the options name. */
export type JobSource = FileSource | Ledger | EngineChoice;

/** A log that can be asked, before it shows itself. */
export interface AskableLog {
  readonly engine: Engine;
  readonly priced: PricedLog;
  /** Where its statements find priced jobs. */
  readonly from: PricedFrom;
  readonly total: JobTotal;
  readonly notPriced: readonly UnpricedJob[];
  readonly notes: readonly string[];
  readonly timeZone: string;
}

/**
 * Reads and prices a log.
 * @param source Where the jobs are
 * @param given What the user gave
 * @param zone The zone of times if the options name none
 */
export async function openJobLog(
  source: JobSource,
  given: JobLogOptions,
  zone: string | undefined,
): Promise<AskableLog> {
  const options = checkOptions(given);
  const timeZone = options.timeZone ?? zone ?? "UTC";
  const open = openingOf(source, options) ??
    (() => DuckDb.open(options.signal));
  const engine = await open();
  try {
    const read = engine instanceof DuckDb
      ? await readJobs(
        engine,
        isLedger(source) ? await source.runs() : source as FileSource,
        { timeZone, columns: options.columns ?? {} },
      )
      : { unread: [], notes: [] };
    const asked = engine instanceof DuckDb
      ? engine
      : await withColumns(engine, options, timeZone);
    const priced = await pricedLog(asked, options, timeZone);
    const from = await keptJobs(asked, priced);
    const { jobs, notes } = await unpricedJobs(
      asked,
      priced,
      from,
      read.unread,
    );
    const sums = await asked.ask(totalsBy([], from), priced.tables);
    const [total = NO_JOBS] = totalsIn(sums, [], priced);
    return {
      engine: asked,
      priced,
      from,
      total,
      notPriced: jobs,
      timeZone,
      notes: [
        ...read.notes,
        ...notes,
        ...notesOfMaking(Number(sums["lacking"]?.[0] ?? 0)),
        ...priced.notes,
      ],
    };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** Why totals have no embodied emissions. */
function notesOfMaking(jobs: number): readonly string[] {
  return jobs === 0 ? [] : [
    `What making the hardware emitted is not known of ${
      counted(jobs, "job")
    }, as the log has their energy alone: totals with such jobs have no embodied emissions`,
  ];
}

/** What opens the table of jobs, if they are in one. */
function openingOf(
  source: JobSource,
  { engine, signal }: JobLogOptions,
): (() => Promise<Engine>) | undefined {
  const choice = openerOf(source) === undefined
    ? engine
    : source as EngineChoice;
  if (choice === undefined) return undefined;
  const open = openerOf(choice);
  if (open === undefined) {
    throw new TypeError(
      `Cannot price the job log as engine must be what clickhouse() or postgres() gives: ` +
        `current value is ${shown(choice)}`,
    );
  }
  const named = typeof source === "string" && source !== ""
    ? source
    : undefined;
  const table = named ?? choice.table;
  if (table === undefined) {
    throw new TypeError(
      "Cannot price the job log as the engine needs the name of its table: give table, or the " +
        'name in place of the files, such as jobLog("slurm.jobs", …)',
    );
  }
  return () => open(table, signal);
}

function isLedger(source: JobSource): source is Ledger {
  return typeof source === "object" && source !== null && "runs" in source &&
    typeof source.runs === "function";
}

/** An engine whose table has columns of the user's own. */
async function withColumns(
  engine: Engine,
  { columns = {} }: JobLogOptions,
  timeZone: string,
): Promise<Engine> {
  const select = tableSelect({
    from: engine.from,
    known: await engine.columns(),
    columns,
    timeZone,
    dialect: engine.dialect,
  });
  return {
    name: engine.name,
    dialect: engine.dialect,
    from: engine.from,
    columns: () => engine.columns(),
    ask: (text, tables) => engine.ask(`jobs as (${select}), ${text}`, tables),
    close: () => engine.close(),
  };
}

/**
 * Totals by keys.
 * @throws {UnknownNameError} If there is no such key
 */
export async function totalsOf<Key extends JobKey>(
  { engine, priced, from }: AskableLog,
  keys: readonly Key[],
): Promise<JobRow<Key>[]> {
  for (const key of keys) {
    if (JOB_KEYS.includes(key)) continue;
    throw new UnknownNameError(
      "key",
      String(key),
      nearest(String(key), JOB_KEYS),
      `keys are ${JOB_KEYS.join(", ")}`,
    );
  }
  const each = [...new Set(keys)];
  const answer = await engine.ask(totalsBy(each, from), priced.tables);
  return totalsIn(answer, each, priced) as unknown as JobRow<Key>[];
}
