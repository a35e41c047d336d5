import type { SourcedFigure } from "../../catalog/sourced_figure.ts";
import { distinctFigures } from "../../catalog/sourced_figure.ts";
import { utilizationFigure } from "../../estimate/part_power.ts";
import { type LogNormal, product } from "../../model/interval.ts";
import { S_PER_DAY, S_PER_HOUR } from "../../units.ts";
import type { Answer, Engine, SmallTable } from "../engines/engine.ts";
import type { JobLogOptions } from "../log/options.ts";
import { changesOf, FIRST_YEAR } from "../log/clock.ts";
import { memoryPart, ratedJobs, type SurveyRow } from "./hardware_table.ts";
import type { JobKind } from "./job_kind.ts";
import { type JobSite, jobSite, PLACE_STEP } from "./sites.ts";
import { SURVEY } from "./survey.ts";
import { type TableName, tableOf } from "./tables.ts";
import { unknownsTable } from "./unknowns_table.ts";

/** A log whose jobs can be priced: its small tables, and what they rest on. */
export interface PricedLog {
  /** The tables that go with each question. */
  readonly tables: Readonly<Record<TableName, SmallTable>>;
  /** The sites by their numbers. */
  readonly sites: readonly JobSite[];
  /** The hardware of each kind of job, by what the log says about it. */
  readonly kinds: readonly JobKind[];
  /** Every figure used. */
  readonly figures: readonly SourcedFigure[];
  /** What to know of them. */
  readonly notes: readonly string[];
  /** Whether no load was given, so that full power is the most there can be. */
  readonly isUpper: boolean;
  /** How far the intensity and the PUE may be off, if all jobs ran in one place. */
  readonly place: LogNormal | undefined;
}

const MS = 1000;

/**
 * Looks up the hardware and the places of a log, and the intensity of its hours.
 * @param engine Has the jobs
 * @param options Checked
 * @param timeZone The zone of days
 */
export async function pricedLog(
  engine: Engine,
  options: JobLogOptions,
  timeZone: string,
): Promise<PricedLog> {
  const span = {
    first_s: Date.UTC(FIRST_YEAR, 0, 1) / MS,
    // Clocks of clusters may be ahead of this one.
    last_s: Date.now() / MS + 366 * S_PER_DAY,
  };
  const bounds = tableOf("bounds", [span]);
  const survey = await engine.ask(SURVEY, { bounds });
  const rows = surveyRows(survey);
  const now = Math.floor(Date.now() / MS / S_PER_HOUR);
  const first = leastOf(survey["first_s"]) ?? now;
  const last = mostOf(survey["last_s"]) ?? now;
  const sites: JobSite[] = [];
  const places = new Map<string, number | string>();
  for (const { zone } of rows) {
    if (places.has(zone)) continue;
    const site = await jobSite(zone, options, [first, last + 1]);
    if (typeof site === "string") places.set(zone, site);
    else places.set(zone, sites.push(site) - 1);
  }
  if (rows.length === 0) await jobSite("", options, [now, now]);
  const kinds = rows.map((row, id): JobKind => {
    const rated = ratedJobs(row, options.partitions ?? {});
    const site = places.get(row.zone);
    return {
      id,
      row,
      rated,
      site: typeof site === "number" ? site : undefined,
      refused: typeof site === "string" ? site : rated.refused,
    };
  });
  const used = kinds.filter(({ refused }) => refused === undefined);
  const modelled = used.filter(({ rated }) => rated.gpu ?? rated.cpu);
  return {
    tables: {
      bounds,
      hardware: hardwareTable(kinds, span),
      hours: hoursTable(sites, timeZone),
      unknowns: unknownsTable(kinds, sites),
      days: daysTable(first, last),
    },
    sites,
    kinds,
    figures: distinctFigures([
      ...used.flatMap(({ rated }) => rated.figures),
      ...(modelled.length > 0 ? [memoryPart().figure] : []),
      ...modelled.flatMap(({ row }) => {
        const { partitions = {} } = options;
        const { utilization } = partitions[row.part] ?? partitions["*"] ?? {};
        return utilizationFigure(utilization);
      }),
      ...sites.flatMap(({ carbonIntensity, pue, wueSite, wueGrid }) => [
        carbonIntensity.figure,
        pue.figure,
        wueSite,
        wueGrid,
      ]),
      ...used.flatMap(({ rated }) => rated.made.map(({ figure }) => figure)),
    ]),
    notes: [
      ...new Set([
        ...used.flatMap(({ rated }) => rated.notes),
        ...sites.flatMap(({ notes }) => notes),
      ]),
    ],
    isUpper: modelled.length > 0 &&
      modelled.every(({ rated }) => rated.isUpper),
    place: sites.length === 1
      ? product(sites[0]!.carbonIntensity.spread, sites[0]!.pue.spread)
      : undefined,
  };
}

function surveyRows(survey: Answer): readonly SurveyRow[] {
  const { part = [], gpu_type: types = [], zone = [], jobs = [] } = survey;
  const mostIn = (name: string) => {
    const most = new Map<unknown, number>();
    part.forEach((of, i) =>
      most.set(
        of,
        Math.max(most.get(of) ?? 0, Number(survey[name]?.[i] ?? 0)),
      )
    );
    return most;
  };
  const [cpus, gpus] = [mostIn("node_cpus"), mostIn("node_gpus")];
  const kinds = Map.groupBy(
    part.keys(),
    (i) => JSON.stringify([part[i], types[i], zone[i]]),
  );
  // Engines give groups in any order.
  return [...kinds].sort(([a], [b]) => a < b ? -1 : 1).map(([, rows]) => {
    const [i] = rows as [number];
    return {
      part: String(part[i]),
      gpuType: String(types[i]),
      zone: String(zone[i]),
      jobs: rows.reduce((sum, row) => sum + Number(jobs[row]), 0),
      nodeCpus: cpus.get(part[i]!) ?? 0,
      nodeGpus: gpus.get(part[i]!) ?? 0,
      refused: new Map(
        rows.map((
          row,
        ) => [Number(survey["refused"]?.[row]), Number(jobs[row])]),
      ),
    };
  });
}

function leastOf(seconds: Answer[string] = []): number | undefined {
  return hourBy(seconds, Math.min);
}

function mostOf(seconds: Answer[string] = []): number | undefined {
  return hourBy(seconds, Math.max);
}

function hourBy(
  seconds: Answer[string],
  choose: (a: number, b: number) => number,
): number | undefined {
  const known = seconds.filter((s) => s !== null).map(Number);
  if (known.length === 0) return undefined;
  return Math.floor(known.reduce((a, b) => choose(a, b)) / S_PER_HOUR);
}

function hardwareTable(
  kinds: readonly JobKind[],
  span: { readonly first_s: number; readonly last_s: number },
): SmallTable {
  const memory = memoryPart();
  return tableOf(
    "hardware",
    kinds.map(({ id, row, rated, site, refused }) => ({
      part: row.part,
      gpu_type: row.gpuType,
      zone: row.zone,
      id,
      hardware_name: rated.name,
      gpu_w: rated.gpu?.watts ?? 0,
      cpu_w: rated.cpu?.watts ?? 0,
      memory_w: memory.watts,
      bend_gb: memory.bendGb,
      bend_exponent: memory.exponent,
      node_cpus: rated.nodeCpus,
      node_gpus: rated.nodeGpus,
      most_share: rated.mostShare,
      host_gb: rated.hostGb,
      place_key: (site ?? 0) * PLACE_STEP,
      ...span,
      refused: site === undefined ? 2 : refused === undefined ? 0 : 1,
    })),
  );
}

function hoursTable(sites: readonly JobSite[], timeZone: string): SmallTable {
  const keys: number[] = [];
  const before: number[] = [];
  const intensity: number[] = [];
  const offset: number[] = [];
  const changes = changesOf(timeZone);
  sites.forEach(({ firstHour, hours }, site) => {
    let sum = 0;
    let change = 0;
    hours.forEach((value, i) => {
      const hour = firstHour + i;
      while ((changes[change + 1]?.atS ?? Infinity) <= hour * S_PER_HOUR) {
        change += 1;
      }
      keys.push(site * PLACE_STEP + hour);
      before.push(sum);
      intensity.push(value);
      offset.push(changes[change]?.afterS ?? 0);
      sum += value;
    });
  });
  return {
    hour_key: { type: "bigint", values: keys },
    before: { type: "double", values: before },
    intensity: { type: "double", values: intensity },
    offset_s: { type: "double", values: offset },
  };
}

function daysTable(first: number, last: number): SmallTable {
  const rows = [];
  const end = Math.floor(last / 24) + 1;
  for (let day = Math.floor(first / 24) - 1; day <= end; day += 1) {
    const date = new Date(day * S_PER_DAY * MS);
    const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
    rows.push({ day_number: day, month_number: month });
  }
  return tableOf("days", rows);
}
