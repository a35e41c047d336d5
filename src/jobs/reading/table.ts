import { comparable, nearest } from "../../nearest.ts";
import { UnknownNameError } from "../../errors.ts";
import type { ColumnKind, Dialect } from "../engines/engine.ts";
import { jobsSelect } from "../log/job_columns.ts";
import { epochSql } from "./moments_sql.ts";
import {
  TABLE_FIELDS,
  type TableColumns,
  type TableField,
} from "../log/table_fields.ts";

/** What reads a table of jobs that has columns of its own. */
export interface ReadTable {
  /** Where the jobs come from. */
  readonly from: string;
  /** Its columns. */
  readonly known: ReadonlyMap<string, ColumnKind>;
  /** Which of them the user named. */
  readonly columns: TableColumns;
  /** The zone of local times. */
  readonly timeZone: string;
  /** How the engine reads them. */
  readonly dialect: Dialect;
}

/** Other names of the fields, as tables have them. */
const ALSO: Readonly<Partial<Record<TableField, readonly string[]>>> = {
  jobId: ["id"],
  user: ["username", "owner"],
  account: ["project"],
  start: ["startedAt", "startTime"],
  end: ["endedAt", "endTime"],
  durationS: ["elapsedS", "elapsedRaw"],
  nodes: ["nnodes"],
  cpus: ["ncpus", "cores"],
  gpus: ["ngpus"],
};

/** Which column of a table holds which field: as the user says, else by its name. */
export function fieldsIn(
  known: Iterable<string>,
  columns: TableColumns,
): ReadonlyMap<TableField, string> {
  const names = [...known];
  const fields = new Map<TableField, string>();
  for (const field of Object.keys(TABLE_FIELDS) as TableField[]) {
    const given = columns[field];
    if (given !== undefined) {
      const found = names.includes(given)
        ? given
        : names.find((name) => name.toLowerCase() === given.toLowerCase());
      if (found === undefined) {
        throw new UnknownNameError(
          "column",
          given,
          nearest(given, names.map((name) => [name, name])),
          `the table has ${names.join(", ")}`,
        );
      }
      fields.set(field, found);
      continue;
    }
    const forms = [field, ...ALSO[field] ?? []].map(comparable);
    const taken = new Set(Object.values(columns));
    const found = names.find((name) =>
      !taken.has(name) && forms.includes(comparable(name))
    );
    if (found !== undefined) fields.set(field, found);
  }
  return fields;
}

const DOING = "Cannot read the table of jobs as";

/** The select that reads jobs from a table, or from files whose columns have types. */
export function tableSelect(table: ReadTable): string {
  const { from, known, columns, timeZone, dialect } = table;
  const fields = fieldsIn(known.keys(), columns);
  const column = (field: TableField) => {
    const name = fields.get(field);
    return name === undefined ? undefined : `r.${dialect.name(name)}`;
  };
  const text = (field: TableField) => {
    const found = column(field);
    return found && `coalesce(cast(${found} as ${dialect.text}), '')`;
  };
  const number = (field: TableField) => {
    const found = column(field);
    return found && amount(dialect.number(found), dialect);
  };
  const seconds = (field: TableField) => {
    const found = column(field);
    if (found === undefined) return undefined;
    const kind = known.get(fields.get(field) as string) ?? "other";
    if (kind === "number") return epochSql(dialect.number(found));
    if (kind === "time" || kind === "localTime") {
      return dialect.seconds(found, kind, timeZone);
    }
    throw new TypeError(
      `${DOING} the column of ${field} must hold times, or seconds since 1970: current column ` +
        `is ${JSON.stringify(fields.get(field))}, which holds ${
          kind === "text" ? "text" : "something else"
        }`,
    );
  };
  const start = seconds("start");
  if (start === undefined) throw missing("start", known);
  const end = seconds("end");
  const hours = number("hours");
  const elapsed = number("durationS") ?? (hours && `${hours} * 3600.0`) ??
    (end && `(${end} - ${start})`);
  if (elapsed === undefined) throw missing("durationS", known);
  return jobsSelect(
    definedOf({
      job_id: text("jobId"),
      user_name: text("user"),
      account: text("account"),
      part: text("partition"),
      state: text("state"),
      gpu_type: typeOf(number("gpus"), text("gpuType")),
      zone: text("place"),
      start_s: start,
      elapsed_s: elapsed,
      nodes: number("nodes"),
      cpus: number("cpus"),
      gpus: number("gpus") && `coalesce(${number("gpus")}, 0.0)`,
      memory_gb: number("memoryGb"),
      energy_j: number("energyJ") ??
        (number("energyKwh") && `${number("energyKwh")} * 3600000.0`),
      used_s: number("cpuSeconds"),
    }),
    `${from} r`,
    dialect,
  );
}

/** A number of something; one below 0, infinite or none is not known, as it would spoil every sum. */
function amount(number: string, { noNumber }: Dialect): string {
  return `case when ${number} >= 0.0 and ${number} < 1e18 then ${number} else ${noNumber} end`;
}

/** A type is of the jobs that have cards. */
function typeOf(
  gpus: string | undefined,
  type: string | undefined,
): string | undefined {
  if (gpus === undefined) return undefined;
  const named = type === undefined
    ? "'?'"
    : `case when ${type} = '' then '?' else ${type} end`;
  return `case when ${gpus} > 0.0 then ${named} else '' end`;
}

/** The error of a table without a field that it must have. */
export function missing(
  field: TableField,
  known: ReadonlyMap<string, ColumnKind>,
): TypeError {
  return new TypeError(
    `${DOING} it must have a column with ${
      TABLE_FIELDS[field]
    }: name it as columns: { ${field}: … }; the columns are ${
      [...known.keys()].join(", ")
    }`,
  );
}

function definedOf<T extends object>(
  fields: T,
): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}
