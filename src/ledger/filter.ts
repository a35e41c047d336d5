import {
  anything,
  faultsOf,
  inputError,
  optional,
  record,
  shown,
  text,
  type Wanted,
  word,
} from "../input.ts";
import { searchable } from "./database/run_row.ts";
import { type Condition, TAGGED } from "./database/selection.ts";
import type { GroupBy } from "./database/totals.ts";
import type { RunFilter } from "./ledger.ts";

const FILTER = record({
  since: optional(anything()),
  name: optional(text()),
  status: optional(
    word("running", "finished", "failed", "aborted", "interrupted"),
  ),
  tag: optional(text()),
});

const WANTED: Wanted = {
  doing: "find runs",
  whole: "an object of filters",
  fields: {
    since: "a date, or text such as 2026-11-01",
    name: "the name of runs, as text",
    status: '"running", "finished", "failed", "aborted" or "interrupted"',
    tag: "a tag, as text",
  },
};

/**
 * The conditions of a filter.
 * @param filter What the user gave
 * @throws {TypeError} If a field is unknown or has the wrong type
 * @throws {RangeError} If a value is out of range
 */
export function conditionsOf(filter: RunFilter): Condition[] {
  const faults = faultsOf(FILTER, filter);
  if (faults.length > 0) throw inputError(faults, filter, WANTED);
  const { since, name, status, tag } = filter;
  const given = <T>(value: T | undefined, condition: (value: T) => Condition) =>
    value === undefined ? [] : [condition(value)];
  return [
    ...given(since, (at) => ({ sql: "started_ms >= ?", value: momentMs(at) })),
    ...given(name, (value) => ({
      sql: "name = ?",
      value: searchable(value),
    })),
    ...given(status, (value) => ({ sql: "status = ?", value })),
    ...given(tag, (value) => ({
      sql: TAGGED,
      value: searchable(value),
    })),
  ];
}

function momentMs(since: unknown): number {
  const isMoment = since instanceof Date || typeof since === "string";
  const ms = isMoment ? new Date(since).getTime() : NaN;
  if (!Number.isNaN(ms)) return ms;
  throw new (isMoment ? RangeError : TypeError)(
    `Cannot find runs as since must be ${
      WANTED.fields["since"]
    }: current value is ${shown(since)}`,
  );
}

const GROUPS = [
  "day",
  "week",
  "month",
  "name",
  "region",
  "component",
  "tag",
  "project",
  "notebook",
  "country",
  "status",
] as const satisfies GroupBy[];

const GROUPING = record({ by: optional(word(...GROUPS)) });

/**
 * Checks how to group runs.
 * @param by What the user gave
 * @throws {TypeError} If it has the wrong type
 * @throws {RangeError} If the grouping is unknown
 */
export function checkGroup(by: GroupBy | undefined): void {
  const faults = faultsOf(GROUPING, { by });
  if (faults.length === 0) return;
  const names = GROUPS.map((name) => `"${name}"`);
  throw inputError(faults, { by }, {
    doing: "sum the runs",
    whole: 'an object such as { by: "day" }',
    fields: { by: `${names.slice(0, -1).join(", ")} or ${names.at(-1)}` },
  });
}
