import { DUCKDB, textLiteral } from "../engines/duckdb.ts";
import { jobsSelect } from "../log/job_columns.ts";
import { CLOCK_JOINS, durationSql, momentSql, START } from "./moments_sql.ts";

/** The head of a text file: its columns, and what is between them. */
export interface Head {
  /** The columns as the file names them, in order. */
  readonly columns: readonly string[];
  /** What is between two cells. */
  readonly delimiter: string;
}

/** Whether a file has the columns of Slurm's `sacct`. */
export function isSacct({ columns }: Head): boolean {
  const names = new Set(columns.map((name) => name.toLowerCase()));
  return names.has("jobid") && names.has("start") &&
    ["elapsedraw", "elapsed", "alloctres"].some((name) => names.has(name));
}

/** Where the allocation is, in the order of preference. */
const FIELDS = {
  id: ["jobidraw", "jobid"],
  name: ["jobid"],
  user: ["user"],
  account: ["account"],
  part: ["partition"],
  state: ["state"],
  start: ["start"],
  end: ["end"],
  elapsed: ["elapsedraw", "elapsed"],
  nodes: ["nnodes", "allocnodes"],
  cpus: ["ncpus", "alloccpus"],
  memory: ["reqmem"],
  tres: ["alloctres"],
  used: ["totalcpu"],
  energy: ["consumedenergyraw"],
} as const;

/**
 * The select that reads allocations from text of `sacct`: steps are part of theirs.
 * @param from The cells as text
 * @param head The head of the file
 */
export function sacctSelect(from: string, head: Head): string {
  const names = new Map(
    head.columns.map((name) => [name.toLowerCase(), DUCKDB.name(name)]),
  );
  const cell = (field: keyof typeof FIELDS) => {
    const found = FIELDS[field].flatMap((name) => names.get(name) ?? [])[0];
    if (found === undefined) return "''";
    // A sign before each entry makes those of the first one like those of the others.
    return field === "tres"
      ? `concat(',', r.${found})`
      : `coalesce(r.${found}, '')`;
  };
  const start = momentSql("x.start_text");
  const end = momentSql("x.end_text");
  const job = jobsSelect(
    {
      job_id: "t.job_name",
      user_name: "t.user_name",
      account: "t.account",
      part: "t.part",
      state: "split_part(trim(t.state), ' ', 1)",
      gpu_type: TYPE,
      start_s: START,
      elapsed_s: "t.elapsed_s",
      nodes: "t.nodes",
      cpus: "t.cpus",
      gpus: GPUS,
      memory_gb: MEMORY,
      energy_j: "t.energy_j",
      of_nodes: "1.0",
      used_s: "nullif(t.used_s, 0.0)",
    },
    `timed t ${CLOCK_JOINS}`,
    DUCKDB,
  ).replace(/^select /, "select t.raw_id as raw_id, ");
  return `with cells as (select ${
    Object.keys(FIELDS).map((field) =>
      `${cell(field as keyof typeof FIELDS)} as ${CELLS[field as Field]}`
    ).join(", ")
  } from ${from} r),
  timed as (select x.*, ${start.local} as start_local, ${start.offset} as start_offset,
    ${end.local} as end_local, ${end.offset} as end_offset,
    ${durationSql("x.elapsed_text", DUCKDB)} as elapsed_s,
    ${durationSql("x.used_text", DUCKDB)} as used_s,
    ${allocated("x.nodes_text", "node")} as nodes,
    ${allocated("x.cpus_text", "cpu")} as cpus,
    coalesce(try_cast(x.energy_text as double),
      try_cast(${tres("energy")} as double)) as energy_j,
    case when contains(x.tres, 'gres/gpu=') then ${
    tres("gres/gpu")
  } else '' end as gpu_text,
    case when contains(x.tres, 'gres/gpu:')
      then regexp_extract_all(x.tres, 'gres/gpu:([^=,]+=\\d+)', 1) else [] end as gpu_types,
    coalesce(nullif(${tres("mem")}, ''), x.reqmem) as memory_text
    from cells x
    where not contains(x.job_name, '.') and x.job_name <> '' and lower(x.job_name) <> 'jobid')
  ${job}`;
}

type Field = keyof typeof FIELDS;

const CELLS: Readonly<Record<Field, string>> = {
  id: "raw_id",
  name: "job_name",
  user: "user_name",
  account: "account",
  part: "part",
  state: "state",
  start: "start_text",
  end: "end_text",
  elapsed: "elapsed_text",
  nodes: "nodes_text",
  cpus: "cpus_text",
  memory: "reqmem",
  tres: "tres",
  used: "used_text",
  energy: "energy_text",
};

/** The text of an entry of the allocation. */
function tres(name: string): string {
  return `split_part(split_part(x.tres, ',${name}=', 2), ',', 1)`;
}

/** The number that is allocated, else that of a column. */
function allocated(column: string, name: string): string {
  return `coalesce(try_cast(${
    tres(name)
  } as double), try_cast(${column} as double))`;
}

/** Cards: all of them if that is said, else those of each type. */
const GPUS = `case when t.gpu_text <> '' then try_cast(t.gpu_text as double)
  else coalesce(list_sum(list_transform(t.gpu_types,
    lambda g: try_cast(split_part(g, '=', 2) as double))), 0.0) end`;

/** The type of the cards, with a share of each if there are several, and `?` if none is said. */
const TYPE =
  `case when len(t.gpu_types) = 1 then split_part(t.gpu_types[1], '=', 1)
  when len(t.gpu_types) > 1 then array_to_string(list_sort(t.gpu_types), '+')
  when t.gpu_text not in ('', '0') then '?' else '' end`;

/** GB in each unit of Slurm, whose units are binary; without one they are MB. */
const UNITS = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40, P: 2 ** 50 };

/**
 * The allocated memory, else that which was asked for, of each CPU (`c`) or node (`n`) or of all. 0
 * is all of a node, which is not known.
 */
const MEMORY = `nullif(
  try_cast(rtrim(t.memory_text, 'KMGTPcn?') as double)
  * case ${
  Object.entries(UNITS).map(([unit, bytes]) =>
    `when contains(t.memory_text, '${unit}') then ${bytes / 1e9}e0`
  ).join(" ")
} else ${UNITS.M / 1e9}e0 end
  * case when t.memory_text like '%c' then t.cpus
    when t.memory_text like '%n' then coalesce(t.nodes, 1.0) else 1.0 end, 0.0)`;

/** Each thread holds a few pieces of the text, by default of 32 MB. */
const BUFFER_BYTES = 8e6;

/** Reads text files with one head as cells. */
export function cellsOf(files: readonly string[], head: Head): string {
  const { columns, delimiter } = head;
  const quote = /^[,;]$/.test(delimiter) ? '"' : "";
  const names = columns.map((name) => `${textLiteral(name)}: 'VARCHAR'`);
  return `read_csv([${files.map(textLiteral).join(", ")}],
    auto_detect = false, header = true, delim = ${textLiteral(delimiter)},
    quote = ${textLiteral(quote)}, escape = ${textLiteral(quote)}, comment = '',
    columns = {${names.join(", ")}}, store_rejects = true, rejects_limit = 0,
    buffer_size = ${BUFFER_BYTES})`;
}
