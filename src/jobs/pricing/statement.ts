/**
 * The SQL that prices jobs. It is one text for DuckDB, ClickHouse and PostgreSQL. Only the columns
 * to group by vary, and those come from a closed list; every value is in a small table.
 *
 * A job's emissions are its power times the difference of the cumulative intensity at its end and
 * at its start, each found by one integer: two look-ups by place and hour would make optimizers
 * join the intensity with itself. Floors come before casts, as engines round casts differently.
 * @module
 */

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

/** The power of the memory, which bends above some size of a node. */
const MEMORY = `coalesce(case
    when j.memory_gb <= h.bend_gb * coalesce(j.nodes, 1.0) then j.memory_gb * h.memory_w
    else coalesce(j.nodes, 1.0) * h.bend_gb * h.memory_w
      * power(j.memory_gb / (h.bend_gb * coalesce(j.nodes, 1.0)), h.bend_exponent)
    end, 0.0)`;

/** The power of cards and CPUs. */
export const DEVICES = `(j.gpus * h.gpu_w + coalesce(j.cpus, 0.0) * h.cpu_w)`;

/** Whether the scheduler measured an energy: 2^64 - 2 stands for none. */
const HAS_ENERGY = `j.energy_j > 0.0 and j.energy_j < 9.2e18`;

/** The energy of whole nodes belongs to a job that had all of them, and can have used as much. */
export const KNOWN: string = `case when ${HAS_ENERGY} and (j.of_nodes < 0.5 or (
    h.node_cpus > 0.0 and j.cpus >= h.node_cpus * j.nodes
    and j.gpus >= h.node_gpus * j.nodes
    and (h.most_share <= 0.0
      or j.energy_j <= j.elapsed_s * h.most_share * (${DEVICES} + ${MEMORY}))
  )) then 1 else 0 end`;

export const WITH_HARDWARE = `from jobs j
  join hardware h on h.part = j.part and h.gpu_type = j.gpu_type and h.zone = j.zone`;

/** Whether the scheduler measured an energy of whole nodes. */
const HAS_NODE_ENERGY =
  `case when ${HAS_ENERGY} and j.of_nodes > 0.5 then 1 else 0 end`;

const LACKS_MEMORY = `case when j.memory_gb is null then 1 else 0 end`;

/** The jobs that nothing of this keeps from being priced, with what they had. */
const RATED = `rated as (select
  j.user_name as user_name, j.account as account, j.part as part, j.state as state,
  h.id as id, h.hardware_name as hardware_name, h.place_key as place_key,
  j.start_s / 3600.0 as start_h, (j.start_s + j.elapsed_s) / 3600.0 as end_h,
  j.elapsed_s / 3600.0 as hours, j.used_s as used_s,
  ${KNOWN} as is_known, j.gpus as gpus, coalesce(j.cpus, 0.0) as cpus,
  ${MEMORY} as memory_w, coalesce(j.energy_j / j.elapsed_s, 0.0) as known_w,
  case when j.memory_gb > coalesce(j.cpus, 0.0) * h.host_gb
    then j.memory_gb - coalesce(j.cpus, 0.0) * h.host_gb else 0.0 end as more_gb,
  ${HAS_NODE_ENERGY} as has_node_energy, ${LACKS_MEMORY} as lacks_memory
  ${WITH_HARDWARE}
  where j.elapsed_s > 0.0 and j.start_s >= h.first_s
    and j.start_s + j.elapsed_s < h.last_s and h.refused < 2
    and ((h.refused = 0 and ${DEVICES} > 0.0) or ${KNOWN} > 0)),
timed as (select r.user_name as user_name, r.account as account, r.part as part,
  r.state as state, r.id as id, r.hardware_name as hardware_name, r.place_key as place_key,
  r.start_h as start_h, r.end_h as end_h, r.hours as hours, r.used_s as used_s,
  r.is_known as is_known, r.gpus as gpus, r.cpus as cpus, r.memory_w as memory_w,
  r.known_w as known_w, r.more_gb as more_gb, r.has_node_energy as has_node_energy, r.lacks_memory as lacks_memory,
  floor(r.start_h) as start_hour, floor(r.end_h) as end_hour
  from rated r)`;

/** Those jobs with the intensity of their hours added up, in g/kWh times hours. */
const PRICED = `priced as (select
  t.user_name as user_name, t.account as account, t.part as part, t.state as state,
  t.id as id, t.hardware_name as hardware_name, t.place_key as place_key,
  t.start_h as start_h, t.start_hour as start_hour, t.hours as hours, t.used_s as used_s,
  t.is_known as is_known, t.gpus as gpus, t.cpus as cpus, t.memory_w as memory_w,
  t.known_w as known_w, t.more_gb as more_gb, t.has_node_energy as has_node_energy, t.lacks_memory as lacks_memory,
  cast(floor((t.start_h + s.offset_s / 3600.0) / 24.0) as bigint) as day_number,
  (e.before + e.intensity * (t.end_h - t.end_hour))
    - (s.before + s.intensity * (t.start_h - t.start_hour)) as gram_hours
  from timed t
  join hours s on s.hour_key = t.place_key + cast(t.start_hour as bigint)
  join hours e on e.hour_key = t.place_key + cast(t.end_hour as bigint))`;

/** The statement up to the priced jobs `p`. */
const JOBS = `${RATED}, ${PRICED}`;

/** The parts of a job, by the column that counts them; `more` is memory beyond that of the host. */
const PARTS = {
  gpu: "gpus",
  cpu: "cpus",
  memory: "memory_w",
  known: "known_w",
  more: "more_gb",
} as const;

/** A part of a job. */
export type Part = keyof typeof PARTS;

const NAMES = Object.keys(PARTS) as readonly Part[];

/** Those that take energy. */
const POWERED = NAMES.filter((part) => part !== "more");

/** The number of each part in `unknowns`. */
export const SLOTS: Readonly<Record<Part, number>> = {
  gpu: 1,
  cpu: 2,
  memory: 3,
  known: 4,
  more: 5,
};

/** The three independent factors of emissions, and those of making the hardware. */
export const KINDS = {
  energy: 0,
  carbonIntensity: 1,
  pue: 2,
  embodied: 3,
} as const;

/** Each part of a job times its hours, by the names of their sums. */
const SUMS = [
  ...NAMES.map((part) => [`${part}_h`, `p.${PARTS[part]} * p.hours`]),
  ...POWERED.map((part) => [`${part}_g`, `p.${PARTS[part]} * p.gram_hours`]),
];

/** Where priced jobs come from: one by one, or from those that an engine has kept. */
export type PricedFrom = "priced" | "kept";

/** How many jobs a row stands for. */
export const COUNT: Readonly<Record<PricedFrom, string>> = {
  priced: "1",
  kept: "p.jobs",
};

/** What a statement about priced jobs begins with. */
export function before(from: PricedFrom): string {
  return from === "kept" ? "" : `${JOBS},\n`;
}

/** Jobs added up by keys and hardware: how many, and each of their parts times their hours. */
function cells(
  from: PricedFrom,
  keys: Readonly<Record<string, string>>,
  joins: string,
  more: string = "",
): string {
  const names = Object.entries(keys).map(([name, key]) => `${key} as ${name}, `)
    .join("");
  const sums = SUMS.map(([name, of]) =>
    `sum(${from === "kept" ? `p.${name}` : of}) as ${name}`
  );
  return `cells as (select ${names} p.id as id, p.is_known as is_known,
  sum(${COUNT[from]}) as jobs, ${more}
  ${sums.join(",\n  ")}
  from ${from} p ${joins}
  group by ${[...Object.values(keys), "p.id", "p.is_known"].join(", ")})`;
}

/** What the finest groups of jobs have in common, from which every total by keys is added up. */
const FINE = [
  "user_name",
  "account",
  "state",
  "day_number",
  "has_node_energy",
  "lacks_memory",
];

/** The finest groups of priced jobs, for an engine that keeps them as `kept`. */
export const FINEST: string = `${JOBS},
${
  cells(
    "priced",
    Object.fromEntries(FINE.map((name) => [name, `p.${name}`])),
    "",
  )
}
select * from cells`;

/** Energy or emissions of the part of cells `c` that a row of `unknowns` is about. */
function partOf(sum: "h" | "g"): string {
  const parts = (sum === "h" ? NAMES : POWERED).map((part) =>
    `when ${SLOTS[part]} then c.${part}_${sum}`
  );
  return `u.kw * case u.slot ${parts.join(" ")} else 0.0 end`;
}

/** The keys that follow from the hardware `h` of cells. */
const OF_HARDWARE: Readonly<Partial<Record<JobKey, string>>> = {
  partition: "h.part",
  hardware: "h.hardware_name",
};

/**
 * Totals of the priced jobs of each group. Jobs are first added up by group and hardware; then what
 * is unknown of each hardware is added up by group, as jobs that share an unknown share its error.
 */
export function totalsBy(
  keys: readonly JobKey[],
  from: PricedFrom = "priced",
): string {
  const names = keys.map((_, i) => `k${i}`);
  const group = (of: readonly string[]) =>
    of.length === 0 ? "" : `group by ${of.join(", ")}`;
  const ofJobs = Object.fromEntries(
    keys.flatMap((key, i) => key in OF_HARDWARE ? [] : [[`k${i}`, KEYS[key]]]),
  );
  const ofCells = keys.map((key, i) => OF_HARDWARE[key] ?? `c.k${i}`);
  const days = keys.includes("month")
    ? "join days d on d.day_number = p.day_number"
    : "";
  const hardware = keys.some((key) => key in OF_HARDWARE)
    ? "join hardware h on h.id = c.id"
    : "";
  const mean = (kind: number) => {
    const value = kind === KINDS.embodied ? "u.kwh" : "u.g";
    return `sum(case when f.kind = ${kind} then ${value} * f.mean else 0.0 end) as mean${kind},
  sum(case when f.kind = ${kind} then ${value} * f.mean * ${value} * f.mean * f.spread
    else 0.0 end) as square${kind}`;
  };
  const water = ["water", "water_low", "water_high"];
  const time = keys.findIndex((key) => TIME_KEYS.includes(key));
  return `${before(from)}${cells(from, ofJobs, days)},
errors as (select ${
    names.map((name, i) => `${ofCells[i]} as ${name}, `).join("")
  }
  u.unknown as unknown,
  sum(case when u.counts = 1 then c.jobs else 0 end) as jobs,
  sum(${partOf("h")}) as kwh, sum(u.measured * ${partOf("h")}) as measured_kwh,
  sum(${partOf("g")}) as g,
  ${water.map((of) => `sum(u.${of} * ${partOf("h")}) as ${of}`).join(",\n  ")},
  sum(case when u.lacks_embodied = 1 then c.jobs else 0 end) as lacking
  from cells c join unknowns u on u.id = c.id and u.is_known = c.is_known ${hardware}
  ${group([...ofCells, "u.unknown"])}),
factors as (select u.unknown as unknown, max(u.kind) as kind, max(u.mean) as mean,
  max(u.spread) as spread from unknowns u group by u.unknown)
select ${
    names.map((name) => `u.${name} as ${name}, `).join("")
  } sum(u.jobs) as jobs,
  sum(case when f.kind = ${KINDS.energy} then u.kwh else 0.0 end) as kwh,
  sum(case when f.kind = ${KINDS.energy} then u.measured_kwh else 0.0 end)
    as measured_kwh,
  sum(case when f.kind = ${KINDS.energy} then u.g else 0.0 end) as g,
  sum(case when f.kind = ${KINDS.embodied} then u.kwh else 0.0 end) as embodied,
  sum(u.lacking) as lacking, ${
    water.map((of) => `sum(u.${of}) as ${of}`).join(", ")
  },
  ${Object.values(KINDS).map(mean).join(",\n  ")}
from errors u join factors f on f.unknown = u.unknown ${
    group(names.map((name) => `u.${name}`))
  }
order by ${[...time < 0 ? [] : [`k${time}`], "g desc", ...names].join(", ")}`;
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
      "priced",
      {
        hour_key: "p.place_key + cast(p.start_hour as bigint)",
        whole_hours: "cast(floor(p.hours) as bigint)",
      },
      chosen,
      `sum(p.hours) as hours, sum(p.start_h - p.start_hour) as within,`,
    )
  }
select c.hour_key as hour_key, c.whole_hours as whole_hours,
  sum(case when u.counts = 1 then c.jobs else 0 end) as jobs,
  sum(case when u.counts = 1 then c.hours else 0.0 end) as hours,
  sum(case when u.counts = 1 then c.within else 0.0 end) as within,
  sum(${partOf("g")}) as g
from cells c join unknowns u on u.id = c.id and u.is_known = c.is_known
where u.kind = ${KINDS.energy} group by c.hour_key, c.whole_hours`;
}
