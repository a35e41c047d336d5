import { readImport } from "../../ledger/import/read_import.ts";
import { projectOf } from "../../ledger/database/run_row.ts";
import type { StoredRun } from "../../ledger/stored/stored_run.ts";
import { counted } from "../../format.ts";
import { J_PER_KWH } from "../../units.ts";
import { DUCKDB, type DuckDb, textLiteral } from "../engines/duckdb.ts";
import type { Dialect, SmallTable } from "../engines/engine.ts";
import { JOB_COLUMNS, type JobColumn } from "../log/job_columns.ts";
import { type ClockDay, clockOf } from "../log/clock.ts";
import {
  type FileGroup,
  fileGroups,
  type FileSource,
  type TextGroup,
} from "./files.ts";
import { cellsOf, sacctSelect } from "./sacct.ts";
import { tableSelect } from "./table.ts";
import type { TableColumns } from "../log/table_fields.ts";
import { textTableSelect } from "./text_table.ts";

/** Jobs as they were read into the database, and what could not be read. */
export interface ReadJobs {
  /** Rows that are no jobs, each with the reason. */
  readonly unread: readonly UnreadRow[];
  /** What to know of the log. */
  readonly notes: readonly string[];
}

/** A row that cannot be read. */
export interface UnreadRow {
  /** The id in it; `undefined` if there is none. */
  readonly jobId: string | undefined;
  /** Why it is not priced. */
  readonly reason: string;
}

/** How a log is read. */
export interface Reading {
  /** The zone of times that name none. */
  readonly timeZone: string;
  /** Which column is which field. */
  readonly columns: TableColumns;
}

/** Begins the partition of runs, whose energy is known; the share that was measured follows. */
export const RUNS = "run ";

/**
 * Reads the jobs of files or runs into the table `jobs`, and closes the database to other files.
 * @param database An open database
 * @param source Paths, patterns, or runs of a ledger
 */
export async function readJobs(
  database: DuckDb,
  source: FileSource | readonly StoredRun[],
  reading: Reading,
): Promise<ReadJobs> {
  const unread: UnreadRow[] = [];
  const notes: string[] = [];
  await database.send("clock", clockTable(reading.timeZone));
  if (isRuns(source)) {
    await database.send("jobs", runsTable(source));
    await database.seal([]);
    return { unread, notes };
  }
  const groups = await fileGroups(database, source);
  database.reads(groups.flatMap(({ files }) => files));
  const [only] = groups;
  if (groups.length === 1 && only?.kind === "parquet") {
    // Large tables stay where they are: each question reads the columns that it needs.
    await database.run(
      `create view jobs as ${await selectOf(database, only, reading)}`,
    );
    const { found = [] } = await database.read(
      `select distinct file as found from glob([${
        only.files.map(textLiteral).join(", ")
      }])`,
    );
    await database.seal(found.map(String));
    return { unread, notes };
  }
  const columns = Object.entries(JOB_COLUMNS).map(([name, type]) =>
    `${name} ${type === "text" ? "varchar" : type}`
  );
  // Slurm's own id, by which rows are the same job.
  await database.run(
    `create table jobs (${columns.join(", ")}, raw_id varchar default '')`,
  );
  for (const group of groups) {
    if (group.kind === "runs") {
      for (const file of group.files) {
        const { runs, remarks } = await readImport(file);
        await database.send("run_rows", runsTable(runs));
        await database.run("insert into jobs by name select * from run_rows");
        for (const { line, what, leftOut } of remarks) {
          if (!leftOut) continue;
          unread.push({
            jobId: undefined,
            reason: `line ${line} of ${JSON.stringify(file)} ${what}`,
          });
        }
      }
      continue;
    }
    database.reads(group.files);
    const select = await selectOf(database, group, reading);
    await database.run(`insert into jobs by name ${select}`);
    if ("head" in group) {
      unread.push(...await rejected(database, group));
    }
  }
  if (groups.some(({ kind }) => kind === "sacct")) {
    notes.push(...await withoutRepeats(database));
  }
  await database.seal([]);
  return { unread, notes };
}

function isRuns(
  source: FileSource | readonly StoredRun[],
): source is readonly StoredRun[] {
  return Array.isArray(source) && typeof source[0] === "object" &&
    !(source[0] instanceof URL);
}

const DECIMAL_COMMA: Dialect = {
  ...DUCKDB,
  number: (column) =>
    DUCKDB.number(`replace(cast(${column} as varchar), ',', '.')`),
};

async function selectOf(
  database: DuckDb,
  group: FileGroup,
  { timeZone, columns }: Reading,
): Promise<string> {
  if ("head" in group && group.kind === "sacct") {
    return sacctSelect(cellsOf(group.files, group.head), group.head);
  }
  const from = "head" in group
    ? cellsOf(group.files, group.head)
    : `read_parquet([${
      group.files.map(textLiteral).join(", ")
    }], union_by_name = true)`;
  const known = await database.columnsOf(from);
  // Where a comma does not part cells, it may part decimals.
  const isEuropean = "head" in group && group.head.delimiter === ";";
  const dialect = isEuropean ? DECIMAL_COMMA : DUCKDB;
  const table = { from, known, columns, timeZone, dialect };
  const isText = [...known.values()].every((kind) => kind === "text") ||
    known.get(columns.start ?? "start") === "text";
  return isText ? textTableSelect(table) : tableSelect(table);
}

/**
 * Rows of Slurm's jobs that are listed more than once: a job with its start, or a job that waited.
 */
const AGAIN = `select raw_id from jobs where raw_id <> ''
  group by raw_id having count(*) > 1`;

/**
 * Leaves each allocation of Slurm once. A job and its start are one, also where two exports list
 * it: the longer row knows more. A row that waited counts only if the job never started.
 */
async function withoutRepeats(database: DuckDb): Promise<readonly string[]> {
  await database.run(
    `create table again as select j.rowid as row_id, j.start_s is null
        and max(j.start_s) over (partition by j.raw_id) is not null as waited,
      row_number() over (partition by j.raw_id, coalesce(j.start_s, -1.0)
        order by j.elapsed_s desc nulls last) as place
    from jobs j join (${AGAIN}) a on a.raw_id = j.raw_id`,
  );
  await database.run(`delete from jobs where rowid in (
    select row_id from again where place > 1 or waited)`);
  const { again = [] } = await database.read(
    "select count(*) as again from again where place > 1 and not waited",
  );
  await database.run("drop table again");
  const count = Number(again[0]);
  return count === 0 ? [] : [
    `${
      counted(count, "row repeats", "rows repeat")
    } a job and its start: each counts once`,
  ];
}

/** The lines that have another number of cells than their head, or are no text. */
async function rejected(
  database: DuckDb,
  group: TextGroup,
): Promise<readonly UnreadRow[]> {
  const { csv_line: lines = [], line: at = [], file_path: files = [] } =
    await database.read(
      `select any_value(e.csv_line) as csv_line, e.line as line,
        any_value(s.file_path) as file_path
      from reject_errors e join reject_scans s
        on s.scan_id = e.scan_id and s.file_id = e.file_id
      group by e.scan_id, e.file_id, e.line order by e.line`,
    );
  await database.run("drop table if exists reject_errors");
  await database.run("drop table if exists reject_scans");
  const width = group.head.columns.length;
  const ids = group.head.columns.findIndex((name) =>
    name.toLowerCase() === "jobid"
  );
  return lines.flatMap((line, i) => {
    const cells = String(line ?? "").split(group.head.delimiter);
    const jobId = cells[Math.max(ids, 0)]?.trim();
    // A step is part of its job, and an empty line of nothing.
    if (cells.length === 1 && !jobId) return [];
    if (group.kind === "sacct" && jobId?.includes(".")) return [];
    const where = `line ${at[i]} of ${JSON.stringify(files[i])}`;
    const what = cells.length === width
      ? "is not text"
      : `has ${cells.length} cells, and its head ${width}`;
    return [{ jobId: jobId || undefined, reason: `${where} ${what}` }];
  });
}

function clockTable(timeZone: string): SmallTable {
  const days = clockOf(timeZone);
  const column = (of: (day: ClockDay) => number) => ({
    type: "double" as const,
    values: days.map(of),
  });
  return {
    day: { type: "bigint", values: days.map(({ day }) => day) },
    from_s: column(({ fromS }) => fromS),
    to_s: column(({ toS }) => toS),
    before_s: column(({ beforeS }) => beforeS),
    after_s: column(({ afterS }) => afterS),
  };
}

/** The jobs that runs are: their energy is known, and so is their place. */
function runsTable(runs: readonly StoredRun[]): SmallTable {
  const cells: Readonly<
    Partial<Record<JobColumn, (run: StoredRun) => unknown>>
  > = {
    job_id: ({ id }) => id,
    user_name: () => "",
    account: (run) => projectOf(run) ?? "",
    part: (run) => RUNS + measuredShareOf(run).toFixed(2),
    state: ({ status }) => status.toUpperCase(),
    gpu_type: () => "",
    zone: (run) => placeOf(run),
    start_s: ({ startedAt }) => startedAt.getTime() / 1000,
    elapsed_s: ({ durationS }) => durationS,
    gpus: () => 0,
    of_nodes: () => 0,
    energy_j: (run) => {
      const { energyKwh, pue, sharedEnergyKwh } = run;
      // What other runs count too is counted there.
      return (energyKwh - sharedEnergyKwh) / (pue ?? 1) * J_PER_KWH;
    },
  };
  return Object.fromEntries(
    Object.entries(JOB_COLUMNS).map(([name, type]) => [name, {
      type,
      values: runs.map((run) => cells[name as JobColumn]?.(run)),
    }]),
  );
}

/** Other tools do not say what they measured. */
function measuredShareOf(run: StoredRun): number {
  return run.origin === undefined ? run.measuredShare : 0;
}

function placeOf(run: StoredRun): string {
  const { place } = run;
  if (place.provider !== undefined && place.region !== undefined) {
    return `${place.provider}/${place.region}`;
  }
  return place.subdivision ?? place.country ?? "";
}
