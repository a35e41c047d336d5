import { DUCKDB } from "../engines/duckdb.ts";
import {
  CLOCK_JOINS,
  durationSql,
  END,
  momentSql,
  START,
} from "./moments_sql.ts";
import { fieldsIn, missing, type ReadTable, tableSelect } from "./table.ts";
import type { TableField } from "../log/table_fields.ts";

/**
 * The select that reads jobs from a table whose times are text, as those of CSV are.
 * @param table The table, in DuckDB
 */
export function textTableSelect(table: ReadTable): string {
  const fields = fieldsIn(table.known.keys(), table.columns);
  if (!fields.has("start")) throw missing("start", table.known);
  const of = (field: TableField) => {
    const name = fields.get(field);
    return name === undefined
      ? "''"
      : `coalesce(cast(x.${DUCKDB.name(name)} as varchar), '')`;
  };
  // What else a table has is read as that of any other table.
  const rest = tableSelect({
    ...table,
    from: "timed",
    known: new Map([
      ...[...table.known].filter(([name]) =>
        !TIMES.some((field) => fields.get(field) === name)
      ),
      ["start_s", "number"],
      ["elapsed_s", "number"],
    ]),
    columns: {
      ...Object.fromEntries(
        [...fields].filter(([field]) => !TIMES.includes(field)),
      ),
      start: "start_s",
      durationS: "elapsed_s",
    },
  });
  const start = momentSql(of("start"));
  const end = momentSql(of("end"));
  const hours = of("hours");
  return `with read as (select x.*, ${start.local} as start_local,
    ${start.offset} as start_offset, ${end.local} as end_local,
    ${end.offset} as end_offset,
    coalesce(${durationSql(of("durationS"), table.dialect)},
      ${
    table.dialect.number(hours)
  } * 3600.0) as elapsed_s from ${table.from} x),
  begun as (select t.*, ${START} as start_s, ${END} as end_s
    from read t ${CLOCK_JOINS}),
  timed as (select b.* replace (coalesce(b.elapsed_s, b.end_s - b.start_s) as elapsed_s)
    from begun b)
  ${rest}`;
}

const TIMES: readonly TableField[] = ["start", "end", "durationS", "hours"];
