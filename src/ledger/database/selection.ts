/** The condition of a selection and its value. Text from outside is never part of the SQL. */
export interface Condition {
  readonly sql: string;
  readonly value: string | number;
}

/** Whether a run has a tag. */
export const TAGGED =
  "EXISTS (SELECT 1 FROM json_each(tags) AS t WHERE t.value = ?)";

/** Whether a run has all of some parameters, which are given as JSON. A damaged record has none. */
export const WITH_PARAMS = `NOT EXISTS (
  SELECT 1 FROM json_each(?) AS wanted WHERE NOT EXISTS (
    SELECT 1 FROM detail, json_each(
      CASE WHEN json_valid(record) THEN record ELSE '{}' END, '$.params'
    ) AS own
    WHERE detail.run = run.key AND own.key = wanted.key
      AND own.atom = wanted.atom AND own.type = wanted.type))`;

/**
 * Names the runs that fit all conditions `picked`, for the query after it.
 * @param conditions On the columns of the table `run`
 */
export function pickedSql(conditions: readonly Condition[]): string {
  const where = ["TRUE", ...conditions.map(({ sql }) => sql)].join(" AND ");
  return `WITH picked AS NOT MATERIALIZED (SELECT * FROM run WHERE ${where})`;
}
