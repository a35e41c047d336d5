/**
 * The SQL that says what a log has: its kinds of jobs, those that cannot be priced, and what notes
 * need of those that are.
 * @module
 */

import {
  before,
  COUNT,
  DEVICES,
  KNOWN,
  type PricedFrom,
  WITH_HARDWARE,
} from "./statement.ts";

/** Why a job is not priced, as the statement numbers it. */
export const REFUSED = {
  neverStarted: 1,
  noTime: 2,
  noDuration: 3,
  oddStart: 4,
  noHardware: 5,
  nothingAllocated: 6,
} as const;

/** Why the times of a job keep it from being priced, or 0, with the bounds of a table. */
function refusedByTime(bounds: string): string {
  return `when j.start_s is null then ${REFUSED.neverStarted}
    when j.elapsed_s is null or j.elapsed_s < 0.0 then ${REFUSED.noDuration}
    when j.elapsed_s <= 0.0 then ${REFUSED.noTime}
    when j.start_s < ${bounds}.first_s or j.start_s + j.elapsed_s >= ${bounds}.last_s
      then ${REFUSED.oddStart}`;
}

/** Every job with the reason why it is not priced, or 0. */
const JUDGED = `judged as (select
  j.job_id as job_id, j.part as part, j.gpu_type as gpu_type, j.zone as zone,
  case ${refusedByTime("h")}
    when h.refused > 1 then ${REFUSED.noHardware}
    when ${KNOWN} > 0 then 0
    when h.refused > 0 then ${REFUSED.noHardware}
    when ${DEVICES} > 0.0 then 0
    else ${REFUSED.nothingAllocated} end as refused
  ${WITH_HARDWARE})`;

/**
 * The kinds of jobs that there are and why their times keep some from being priced, with what is
 * known of each before anything is priced.
 */
export const SURVEY: string = `timed as (select
  j.part as part, j.gpu_type as gpu_type, j.zone as zone, j.cpus as cpus, j.gpus as gpus,
  j.nodes as nodes, j.start_s as start_s, j.elapsed_s as elapsed_s,
  case ${refusedByTime("b")} else 0 end as refused
  from jobs j cross join bounds b)
select o.part as part, o.gpu_type as gpu_type, o.zone as zone, o.refused as refused,
  count(*) as jobs, min(case when o.refused = 0 then o.start_s else null end) as first_s,
  max(case when o.refused = 0 then o.start_s + o.elapsed_s else null end) as last_s,
  max(case when o.nodes > 0.0 then o.cpus / o.nodes else 0.0 end) as node_cpus,
  max(case when o.nodes > 0.0 then o.gpus / o.nodes else 0.0 end) as node_gpus
from timed o group by o.part, o.gpu_type, o.zone, o.refused`;

/** How many of the finest groups a number of jobs makes, with days and without. */
export function groupsAmong(most: number): string {
  const keys = ["user_name", "account", "state", "part", "gpu_type", "zone"];
  const names = keys.map((key) => `j.${key} as ${key}`).join(", ");
  const grouped = keys.map((key) => `s.${key}`).join(", ");
  return `sampled as (select ${names}, floor(j.start_s / 86400.0) as start_day
  from jobs j limit ${Math.trunc(most)}),
groups as (select count(*) as jobs, count(distinct s.start_day) as days
  from sampled s group by ${grouped})
select sum(g.jobs) as jobs, sum(g.days) as cells, count(*) as kinds from groups g`;
}

/** How many jobs of each hardware are priced, and what notes need of them. */
export function pricedCounts(from: PricedFrom): string {
  const sum = (condition: string) =>
    `sum(case when ${condition} then ${COUNT[from]} else 0 end)`;
  return `${before(from)}counted as (select p.id as id, sum(${
    COUNT[from]
  }) as jobs,
  ${sum("p.has_node_energy = 1 and p.is_known = 0")} as unused_energy,
  ${sum("p.has_node_energy = 1 and p.is_known = 1")} as node_energy,
  ${sum("p.lacks_memory = 1 and p.is_known = 0")} as lacking_memory,
  ${sum("p.state = 'RUNNING'")} as running
  from ${from} p group by p.id)
select * from counted`;
}

/** The jobs that are not priced, up to a number of them. */
export function refusedJobs(most: number): string {
  return `${JUDGED}
select r.job_id as job_id, r.refused as refused, r.part as part, r.gpu_type as gpu_type,
  r.zone as zone
from judged r where r.refused > 0 order by r.job_id limit ${Math.trunc(most)}`;
}
