/** The condition of a selection and its value. Text from outside is never part of the SQL. */
export interface Condition {
  readonly sql: string;
  readonly value: string | number;
}

/** Whether a run has a tag. */
export const TAGGED =
  "EXISTS (SELECT 1 FROM json_each(tags) AS t WHERE t.value = ?)";

/**
 * Names the runs that fit all conditions `picked`, for the query after it.
 * @param conditions On the columns of the table `run`
 */
export function pickedSql(conditions: readonly Condition[]): string {
  const where = ["TRUE", ...conditions.map(({ sql }) => sql)].join(" AND ");
  return `WITH picked AS NOT MATERIALIZED (SELECT * FROM run WHERE ${where})`;
}
