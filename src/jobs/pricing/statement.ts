/**
 * The SQL that prices jobs. It is one text for DuckDB, ClickHouse and PostgreSQL. Only the columns
 * to group by vary, and those come from a closed list; every value is in a small table.
 *
 * A job's emissions are its power times the difference of the cumulative intensity at its end and
 * at its start, each found by one integer: two look-ups by place and hour would make optimizers
 * join the intensity with itself. Floors come before casts, as engines round casts differently.
 * @module
 */

import type { ColumnType } from "../engines/engine.ts";

/** What the rows of a log can be grouped by. */
export type JobKey =
  | "user"
  | "account"
  | "partition"
  | "day"
  | "month"
  | "hardware"
  | "state";

/** The expression of each key, over priced jobs `p` and their days `d`. */
const KEYS: Readonly<Record<JobKey, string>> = {
  user: "p.user_name",
  account: "p.account",
  partition: "p.part",
  day: "p.day_number",
  month: "d.month_number",
  hardware: "p.hardware_name",
  state: "p.state",
};

/** Every key that there is. */
export const JOB_KEYS = Object.keys(KEYS) as readonly JobKey[];

/** The keys that are numbers: days since 1970, and months since the year 0. */
export const TIME_KEYS: readonly JobKey[] = ["day", "month"];

/** The small tables that go with each question. */
export type TableName = "hardware" | "hours" | "unknowns" | "days" | "bounds";

/** The columns of the small tables, each with its type. */
export const TABLES: Readonly<
  Record<TableName, Readonly<Record<string, ColumnType>>>
> = {
  /** Hardware of the jobs of a partition with one type of card in one place. */
  hardware: {
    part: "text",
    gpu_type: "text",
    zone: "text",
    id: "bigint",
    hardware_name: "text",
    gpu_w: "double",
    cpu_w: "double",
    memory_w: "double",
    bend_gb: "double",
    bend_exponent: "double",
    node_cpus: "double",
    node_gpus: "double",
    most_share: "double",
    place_key: "bigint",
    refused: "bigint",
    first_s: "double",
    last_s: "double",
  },
  /** The intensity of each hour of each place, added up until it begins; in g/kWh. */
  hours: {
    hour_key: "bigint",
    before: "double",
    intensity: "double",
    offset_s: "double",
  },
  /**
   * What is not known exactly of each part of each hardware: how far it may be off, and the power
   * of one piece with its share of the building, in kW.
   */
  unknowns: {
    id: "bigint",
    is_known: "bigint",
    slot: "bigint",
    kw: "double",
    unknown: "bigint",
    kind: "bigint",
    mean: "double",
    spread: "double",
    measured: "double",
    counts: "bigint",
  },
  /** The month of each day. */
  days: { day_number: "bigint", month_number: "bigint" },
  /** The first and the last moment that a job may start at. */
  bounds: { first_s: "double", last_s: "double" },
};

/** Why a job is not priced, as the statement numbers it. */
export const REFUSED = {
  neverStarted: 1,
  noTime: 2,
  noDuration: 3,
  oddStart: 4,
  noHardware: 5,
  nothingAllocated: 6,
} as const;

/** The power of the memory, which bends above some size of a node. */
const MEMORY = `coalesce(case
    when j.memory_gb <= h.bend_gb * coalesce(j.nodes, 1.0) then j.memory_gb * h.memory_w
    else coalesce(j.nodes, 1.0) * h.bend_gb * h.memory_w
      * power(j.memory_gb / (h.bend_gb * coalesce(j.nodes, 1.0)), h.bend_exponent)
    end, 0.0)`;

/** The power of cards and CPUs. */
const DEVICES = `(j.gpus * h.gpu_w + coalesce(j.cpus, 0.0) * h.cpu_w)`;

/** Whether the scheduler measured an energy: 2^64 - 2 stands for none. */
const HAS_ENERGY = `j.energy_j > 0.0 and j.energy_j < 9.2e18`;

/** The energy of whole nodes belongs to a job that had all of them, and can have used as much. */
const KNOWN = `case when ${HAS_ENERGY} and (j.of_nodes < 0.5 or (
    h.node_cpus > 0.0 and j.cpus >= h.node_cpus * j.nodes
    and j.gpus >= h.node_gpus * j.nodes
    and j.energy_j <= j.elapsed_s * h.most_share * (${DEVICES} + ${MEMORY})
  )) then 1 else 0 end`;

const WITH_HARDWARE = `from jobs j
  join hardware h on h.part = j.part and h.gpu_type = j.gpu_type and h.zone = j.zone`;

/** Every job with the reason why it is not priced, or 0. */
const JUDGED = `judged as (select
  j.job_id as job_id, j.part as part, j.gpu_type as gpu_type, j.zone as zone,
  j.state as state,
  case when ${HAS_ENERGY} and j.of_nodes > 0.5 then 1 else 0 end as has_node_energy,
  ${KNOWN} as is_known,
  case when j.memory_gb is null then 1 else 0 end as lacks_memory,
  case
    when j.start_s is null then ${REFUSED.neverStarted}
    when j.elapsed_s is null or j.elapsed_s < 0.0 then ${REFUSED.noDuration}
    when j.elapsed_s <= 0.0 then ${REFUSED.noTime}
    when j.start_s < h.first_s or j.start_s + j.elapsed_s >= h.last_s
      then ${REFUSED.oddStart}
    when h.refused > 1 then ${REFUSED.noHardware}
    when ${KNOWN} > 0 then 0
    when h.refused > 0 then ${REFUSED.noHardware}
    when ${DEVICES} <= 0.0 then ${REFUSED.nothingAllocated}
    else 0 end as refused
  ${WITH_HARDWARE})`;

/** The jobs that nothing of this keeps from being priced, with what they had. */
const RATED = `rated as (select
  j.user_name as user_name, j.account as account, j.part as part, j.state as state,
  h.id as id, h.hardware_name as hardware_name, h.place_key as place_key,
  j.start_s / 3600.0 as start_h, (j.start_s + j.elapsed_s) / 3600.0 as end_h,
  j.elapsed_s / 3600.0 as hours, j.used_s as used_s,
  ${KNOWN} as is_known, j.gpus as gpus, coalesce(j.cpus, 0.0) as cpus,
  ${MEMORY} as memory_w, coalesce(j.energy_j / j.elapsed_s, 0.0) as known_w
  ${WITH_HARDWARE}
  where j.elapsed_s > 0.0 and j.start_s >= h.first_s
    and j.start_s + j.elapsed_s < h.last_s and h.refused < 2
    and ((h.refused = 0 and ${DEVICES} > 0.0) or ${KNOWN} > 0)),
timed as (select r.user_name as user_name, r.account as account, r.part as part,
  r.state as state, r.id as id, r.hardware_name as hardware_name, r.place_key as place_key,
  r.start_h as start_h, r.end_h as end_h, r.hours as hours, r.used_s as used_s,
  r.is_known as is_known, r.gpus as gpus, r.cpus as cpus, r.memory_w as memory_w,
  r.known_w as known_w, floor(r.start_h) as start_hour, floor(r.end_h) as end_hour
  from rated r)`;

/** Those jobs with the intensity of their hours added up, in g/kWh times hours. */
const PRICED = `priced as (select
  t.user_name as user_name, t.account as account, t.part as part, t.state as state,
  t.id as id, t.hardware_name as hardware_name, t.place_key as place_key,
  t.start_h as start_h, t.start_hour as start_hour, t.hours as hours, t.used_s as used_s,
  t.is_known as is_known, t.gpus as gpus, t.cpus as cpus, t.memory_w as memory_w,
  t.known_w as known_w,
  cast(floor((t.start_h + s.offset_s / 3600.0) / 24.0) as bigint) as day_number,
  (e.before + e.intensity * (t.end_h - t.end_hour))
    - (s.before + s.intensity * (t.start_h - t.start_hour)) as gram_hours
  from timed t
  join hours s on s.hour_key = t.place_key + cast(t.start_hour as bigint)
  join hours e on e.hour_key = t.place_key + cast(t.end_hour as bigint))`;

/** The statement up to the priced jobs `p`. */
const JOBS = `${RATED}, ${PRICED}`;

/** The parts of a job, by the column that counts them. */
const PARTS = {
  gpu: "gpus",
  cpu: "cpus",
  memory: "memory_w",
  known: "known_w",
} as const;

/** A part of a job. */
export type Part = keyof typeof PARTS;

const NAMES = Object.keys(PARTS) as readonly Part[];

/** The number of each part in `unknowns`. */
export const SLOTS: Readonly<Record<Part, number>> = {
  gpu: 1,
  cpu: 2,
  memory: 3,
  known: 4,
};

/** The three independent factors of emissions. */
export const KINDS = { energy: 0, carbonIntensity: 1, pue: 2 } as const;

/** Jobs added up by keys and hardware: how many, and each of their parts times their hours. */
function cells(
  keys: readonly string[],
  joins: string,
  more: string = "",
): string {
  const names = keys.map((key, i) => `${key} as k${i}, `).join("");
  const sums = NAMES.map((part) =>
    `sum(p.${PARTS[part]} * p.hours) as ${part}_h,
  sum(p.${PARTS[part]} * p.gram_hours) as ${part}_g`
  );
  return `cells as (select ${names} p.id as id, p.is_known as is_known,
  count(*) as jobs, ${more}
  ${sums.join(",\n  ")}
  from priced p ${joins}
  group by ${[...keys, "p.id", "p.is_known"].join(", ")})`;
}

/** Energy or emissions of the part of cells `c` that a row of `unknowns` is about. */
function partOf(sum: "h" | "g"): string {
  const parts = NAMES.map((part) =>
    `when ${SLOTS[part]} then c.${part}_${sum}`
  );
  return `u.kw * case u.slot ${parts.join(" ")} else 0.0 end`;
}

/**
 * Totals of the priced jobs of each group. Jobs are first added up by group and hardware; then what
 * is unknown of each hardware is added up by group, as jobs that share an unknown share its error.
 */
export function totalsBy(keys: readonly JobKey[]): string {
  const names = keys.map((_, i) => `k${i}`);
  const named = (of: string) =>
    names.map((name) => `${of}.${name} as ${name}, `).join("");
  const group = (of: string, ...others: readonly string[]) => {
    const all = [...names.map((name) => `${of}.${name}`), ...others];
    return all.length === 0 ? "" : `group by ${all.join(", ")}`;
  };
  const days = keys.includes("month")
    ? "join days d on d.day_number = p.day_number"
    : "";
  const mean = (kind: number) =>
    `sum(case when u.kind = ${kind} then u.g * u.mean else 0.0 end) as mean${kind},
  sum(case when u.kind = ${kind} then u.g * u.mean * u.g * u.mean * u.spread
    else 0.0 end) as square${kind}`;
  const time = keys.findIndex((key) => TIME_KEYS.includes(key));
  return `${JOBS},
${cells(keys.map((key) => KEYS[key]), days)},
errors as (select ${named("c")} u.unknown as unknown,
  max(u.kind) as kind, max(u.mean) as mean, max(u.spread) as spread,
  sum(case when u.counts = 1 then c.jobs else 0 end) as jobs,
  sum(${partOf("h")}) as kwh, sum(u.measured * ${partOf("h")}) as measured_kwh,
  sum(${partOf("g")}) as g
  from cells c join unknowns u on u.id = c.id and u.is_known = c.is_known
  ${group("c", "u.unknown")})
select ${named("u")} sum(u.jobs) as jobs,
  sum(case when u.kind = ${KINDS.energy} then u.kwh else 0.0 end) as kwh,
  sum(case when u.kind = ${KINDS.energy} then u.measured_kwh else 0.0 end)
    as measured_kwh,
  sum(case when u.kind = ${KINDS.energy} then u.g else 0.0 end) as g,
  ${Object.values(KINDS).map(mean).join(",\n  ")}
from errors u ${group("u")}
order by ${[...time < 0 ? [] : [`k${time}`], "g desc", ...names].join(", ")}`;
}

/** The kinds of jobs that there are, with what is known of each before anything is priced. */
export const SURVEY = `bounded as (select
  j.part as part, j.gpu_type as gpu_type, j.zone as zone, j.cpus as cpus, j.gpus as gpus,
  j.nodes as nodes,
  case when j.start_s >= b.first_s and j.elapsed_s > 0.0
    and j.start_s + j.elapsed_s < b.last_s then j.start_s else null end as start_s,
  j.elapsed_s as elapsed_s
  from jobs j cross join bounds b)
select o.part as part, o.gpu_type as gpu_type, o.zone as zone, count(*) as jobs,
  min(o.start_s) as first_s, max(o.start_s + o.elapsed_s) as last_s,
  max(case when o.nodes > 0.0 then o.cpus / o.nodes else 0.0 end) as node_cpus,
  max(case when o.nodes > 0.0 then o.gpus / o.nodes else 0.0 end) as node_gpus
from bounded o group by o.part, o.gpu_type, o.zone`;

/** How many jobs each reason keeps from being priced, and what notes need. */
export const REFUSALS: string = `${JUDGED}
select r.refused as refused, r.part as part, r.gpu_type as gpu_type, r.zone as zone,
  count(*) as jobs,
  sum(case when r.has_node_energy = 1 and r.is_known = 0 then 1 else 0 end)
    as unused_energy,
  sum(r.has_node_energy * r.is_known) as node_energy,
  sum(case when r.is_known = 0 then r.lacks_memory else 0 end) as lacking_memory,
  sum(case when r.state = 'RUNNING' then 1 else 0 end) as running
from judged r group by r.refused, r.part, r.gpu_type, r.zone`;

/** The jobs that are not priced, up to a number of them. */
export function refusedJobs(most: number): string {
  return `${JUDGED}
select r.job_id as job_id, r.refused as refused, r.part as part, r.gpu_type as gpu_type,
  r.zone as zone
from judged r where r.refused > 0 order by r.job_id limit ${Math.trunc(most)}`;
}

/** CPU time that was used and allocated, where the log says both, by user. */
export const EFFICIENCY: string = `${JOBS}
select p.user_name as user_name, sum(p.used_s) as used_s,
  sum(p.cpus * p.hours * 3600.0) as allocated_s
from priced p where p.used_s >= 0.0 and p.cpus > 0.0 group by p.user_name`;

/**
 * Priced jobs by the hour of their start and their length in whole hours, from which better hours
 * are found.
 * @param key The column by which jobs were chosen: those of the table `chosen`
 */
export function startsOf(
  key: Exclude<JobKey, "day" | "month"> | undefined,
): string {
  const chosen = key === undefined
    ? ""
    : `join chosen x on x.value = ${KEYS[key]}`;
  return `${JOBS},
${
    cells(
      [
        "p.place_key + cast(p.start_hour as bigint)",
        "cast(floor(p.hours) as bigint)",
      ],
      chosen,
      `sum(p.hours) as hours, sum(p.start_h - p.start_hour) as within,`,
    )
  }
select c.k0 as hour_key, c.k1 as whole_hours,
  sum(case when u.counts = 1 then c.jobs else 0 end) as jobs,
  sum(case when u.counts = 1 then c.hours else 0.0 end) as hours,
  sum(case when u.counts = 1 then c.within else 0.0 end) as within,
  sum(${partOf("g")}) as g
from cells c join unknowns u on u.id = c.id and u.is_known = c.is_known
where u.kind = ${KINDS.energy} group by c.k0, c.k1`;
}
