import type { SQLOutputValue, StatementSync } from "node:sqlite";
import {
  countedOf,
  type CountedRun,
} from "../../tracker/sharing/count_once.ts";
import type { Coverage } from "../../tracker/sharing/coverage.ts";
import type { SharedStretch } from "../../tracker/sharing/shared_stretch.ts";
import { unsealed } from "../stored/sealed.ts";
import type { Part } from "./run_row.ts";
import { type Condition, pickedSql, TAGGED } from "./selection.ts";

/**
 * What runs are grouped by: day, week or month of their start, name, region, component, tag,
 * project, notebook, country or status; or their calls by model, and what the machine used apart.
 */
export type GroupBy =
  | "day"
  | "week"
  | "month"
  | "name"
  | "region"
  | "component"
  | "model"
  | "tag"
  | "project"
  | "notebook"
  | "country"
  | "status";

/** What the runs of a group used. What several selected runs count is counted once. */
export interface Total {
  /**
   * The day as `2026-11-23`, the week as `2026-W48`, the month as `2026-11`, the name, the region,
   * the component …; `unknown` if the runs have none, and `all` without a grouping.
   */
  readonly key: string;
  /** Number of runs. */
  readonly runs: number;
  /** Energy, PUE included, in kWh. */
  readonly energyKwh: number;
  /** Location-based emissions of the runs with known emissions, in kgCO2e. */
  readonly emissionsKg: number;
  /** Number of runs without emissions: another tool measured only their energy. */
  readonly withoutEmissions: number;
  /** Energy of these runs that other selected runs count too, in kWh: left out here. */
  readonly leftOutKwh: number;
  /** Number of counted calls to models; absent without calls. */
  readonly calls?: number;
  /** Number of calls whose energy is not known, and so not in these sums; absent without calls. */
  readonly callsNotCounted?: number;
  /** Their tokens of input, as far as they are known; absent without calls. */
  readonly inputTokens?: number;
  /** Their tokens of output, as far as they are known; absent without calls. */
  readonly outputTokens?: number;
}

/** The groups of time, in SQL, of the day. */
const TIMES = {
  day: (day: string) => day,
  week: (day: string) => `strftime('%G-W%V', ${day})`,
  month: (day: string) => `substr(${day}, 1, 7)`,
} as const;

/** The other groups that a run is in one of. */
const KEYS = {
  all: "'all'",
  component: "''",
  model: "'machine'",
  name: "name",
  region: "region",
  project: "coalesce(project, 'unknown')",
  notebook: "coalesce(notebook, 'unknown')",
  country: "coalesce(country, 'unknown')",
  status: "status",
} as const;

const PARTS = ["accelerator", "cpu", "memory"] as const satisfies Part[];

/** A group while it is summed. */
type Sum = { -readonly [Field in keyof Total]: Total[Field] };

/**
 * What the selected runs used, by group: groups of time in their order, others by falling
 * emissions. The groups add up to the whole, except those of tags, as a run may have several.
 * @param prepare Gives the statement of some SQL
 * @param by The grouping. @default one group of all
 * @param conditions Which runs
 * @param daySql Gives the day of a run's start
 */
export function totalsOf(
  prepare: (sql: string) => StatementSync,
  by: GroupBy | undefined,
  conditions: readonly Condition[],
  daySql: string,
): Total[] {
  if (by === "tag") return byTag(prepare, conditions);
  const sums = new Map<string, Sum>();
  const add = (row: Sum) => {
    const sum = sums.get(row.key);
    if (sum === undefined) sums.set(row.key, { ...row });
    else {
      sum.runs += row.runs;
      sum.energyKwh += row.energyKwh;
      sum.emissionsKg += row.emissionsKg;
      sum.withoutEmissions += row.withoutEmissions;
      sum.leftOutKwh += row.leftOutKwh;
      if (row.calls !== undefined) {
        sum.calls = (sum.calls ?? 0) + row.calls;
        sum.callsNotCounted = (sum.callsNotCounted ?? 0) +
          (row.callsNotCounted ?? 0);
        sum.inputTokens = (sum.inputTokens ?? 0) + (row.inputTokens ?? 0);
        sum.outputTokens = (sum.outputTokens ?? 0) + (row.outputTokens ?? 0);
      }
    }
  };
  const values = conditions.map(({ value }) => value);
  const from = pickedSql(conditions);
  const isTime = by === "day" || by === "week" || by === "month";
  const label = isTime ? TIMES[by](daySql) : KEYS[by ?? "all"];
  // Most runs share nothing with another selected one: the database sums these by itself.
  for (const row of prepare(`${from} ${apartSql(by, label)}`).all(...values)) {
    add({ ...row } as unknown as Sum);
  }
  const shared = prepare(`${from} ${sharedSql(label)}`).all(...values);
  for (const rows of Map.groupBy(shared, (row) => row["id"]).values()) {
    const counted = countedOf(summed(rows), () => true);
    if (by !== "component") {
      const wholeKwh = rows[0]!["machine_kwh"] as number;
      add(sumOf(rows[0]!["label"] as string, counted, wholeKwh));
      continue;
    }
    for (const sum of componentsOf(rows[0]!, counted)) add(sum);
  }
  const called = by === "component"
    ? "'calls'"
    : by === "model"
    ? "coalesce(call.model, 'unknown')"
    : label;
  const isOwn = by === "component" || by === "model";
  for (const row of prepare(`${from} ${calledSql(called)}`).all(...values)) {
    const sum = { ...row } as unknown as Sum;
    // The machine's row has the run already, unless calls have rows of their own.
    add(isOwn ? sum : { ...sum, runs: 0 });
  }
  return ordered([...sums.values()], isTime);
}

function byTag(
  prepare: (sql: string) => StatementSync,
  conditions: readonly Condition[],
): Total[] {
  const tags = prepare(
    `${pickedSql(conditions)}
     SELECT DISTINCT t.value AS tag FROM picked, json_each(picked.tags) AS t`,
  ).all(...conditions.map(({ value }) => value));
  const groups = tags.map(({ tag }) => ({ sql: TAGGED, value: tag as string }));
  const untagged = { sql: "tags = ?", value: "[]" };
  const sums = [...groups, untagged].flatMap((condition) =>
    totalsOf(prepare, undefined, [...conditions, condition], "").map((
      total,
    ) => ({
      ...total,
      key: condition === untagged ? "unknown" : condition.value,
    }))
  );
  return ordered(sums, false);
}

/** The runs that have a stretch that another selected run counts. */
const ENTWINED = `SELECT shared.run FROM shared
  JOIN picked AS other ON other.id = shared.other
  JOIN picked AS own ON own.key = shared.run`;

function apartSql(by: GroupBy | undefined, label: string): string {
  const sums = (label: string, share = "1", where = "TRUE") => `
    SELECT ${label} AS key, count(*) AS runs,
      total((energy_kwh - calls_kwh) * ${share}) AS energyKwh,
      total((emissions_kg - calls_kg) * ${share}) AS emissionsKg,
      count(*) - count(emissions_kg) AS withoutEmissions, 0 AS leftOutKwh
    FROM picked WHERE ${where} AND picked.key NOT IN (${ENTWINED})
    GROUP BY 1`;
  if (by !== "component") return sums(label);
  return [
    ...PARTS.map((part) => sums(`'${part}'`, part, `${part} IS NOT NULL`)),
    sums("'unknown'", "1", "coalesce(accelerator, cpu, memory) IS NULL"),
  ].join(" UNION ALL ");
}

function sharedSql(label: string): string {
  return `
    SELECT own.*, own.energy_kwh - own.calls_kwh AS machine_kwh,
      own.emissions_kg - own.calls_kg AS machine_kg, shared.stretches, shared.other, coverage.coverage
    FROM (SELECT *, ${label} AS label FROM picked) AS own
    JOIN shared ON shared.run = own.key
    JOIN picked AS other ON other.id = shared.other
    LEFT JOIN coverage ON coverage.run = own.key`;
}

/**
 * The calls of the selected runs by a label, each counted once: in the run that began first of
 * those that are selected.
 */
function calledSql(label: string): string {
  return `
    SELECT label AS key, count(DISTINCT key) AS runs,
      total(energy_kwh) FILTER (WHERE nth = 1) AS energyKwh,
      total(emissions_kg) FILTER (WHERE nth = 1) AS emissionsKg,
      0 AS withoutEmissions,
      total(energy_kwh) FILTER (WHERE nth > 1) AS leftOutKwh,
      count(energy_kwh) FILTER (WHERE nth = 1) AS calls,
      total(not_counted) FILTER (WHERE nth = 1) AS callsNotCounted,
      total(input_tokens) FILTER (WHERE nth = 1) AS inputTokens,
      total(output_tokens) FILTER (WHERE nth = 1) AS outputTokens
    FROM (
      SELECT ${label} AS label, picked.key, call.energy_kwh, call.emissions_kg,
        input_tokens, output_tokens, not_counted,
        row_number() OVER (
          PARTITION BY call.id ORDER BY picked.started_ms, picked.id
        ) AS nth
      FROM call JOIN picked ON picked.key = call.run
    ) GROUP BY 1 HAVING count(energy_kwh) + total(not_counted) > 0`;
}

type Row = Record<string, SQLOutputValue>;

/** A run of a sum, of the rows with its stretches. */
function summed(rows: readonly Row[]) {
  const [row] = rows as [Row];
  return {
    id: row["id"] as string,
    energyKwh: row["machine_kwh"] as number,
    emissionsKg: row["machine_kg"] as number ?? undefined,
    shared: rows.flatMap(({ stretches, other }) =>
      unsealed<SharedStretch[]>(stretches ?? null, other)
    ),
    coverage: coverageIn(row),
  };
}

function coverageIn({ coverage = null }: Row): Coverage | undefined {
  return coverage === null ? undefined : unsealed<Coverage>(coverage);
}

function sumOf(
  key: string,
  { energyKwh, emissionsKg }: CountedRun,
  wholeKwh: number,
): Sum {
  return {
    key,
    runs: 1,
    energyKwh,
    emissionsKg: emissionsKg ?? 0,
    withoutEmissions: Number(emissionsKg === undefined),
    leftOutKwh: wholeKwh - energyKwh,
  };
}

/** What a sum counts of each component of a run that shares some of its energy. */
function componentsOf(row: Row, counted: CountedRun): Sum[] {
  const { energyKwh, emissionsKg, leftOutKwh } = counted;
  const parts = coverageIn(row)?.parts ?? [];
  const left = new Map<string, number>();
  parts.forEach(({ component }, i) =>
    left.set(component, (left.get(component) ?? 0) + (leftOutKwh[i] ?? 0))
  );
  const known = PARTS.filter((part) => row[part] !== null);
  const wholeKwh = row["machine_kwh"] as number;
  if (known.length === 0) return [sumOf("unknown", counted, wholeKwh)];
  const rests = known.map((part) => {
    const share = row[part] as number;
    return parts.length === 0
      ? energyKwh * share
      : Math.max(0, wholeKwh * share - (left.get(part) ?? 0));
  });
  const restKwh = rests.reduce((sum, kwh) => sum + kwh, 0);
  return known.map((part, i) => {
    // where no energy is left, the emissions that are left have the shares of the whole
    const share = restKwh > 0 ? rests[i]! / restKwh : row[part] as number;
    const own = {
      energyKwh: energyKwh * share,
      emissionsKg: emissionsKg && emissionsKg * share,
      leftOutKwh: [],
    };
    return sumOf(part, own, wholeKwh * (row[part] as number));
  });
}

function ordered(sums: readonly Total[], isTime: boolean): Total[] {
  const byKey = (a: Total, b: Total) =>
    a.key < b.key ? -1 : Number(a.key > b.key);
  return sums.toSorted((a, b) =>
    isTime ? byKey(a, b) : b.emissionsKg - a.emissionsKg ||
      b.energyKwh - a.energyKwh || byKey(a, b)
  );
}
