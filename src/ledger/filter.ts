import { grids } from "../catalog/grids.ts";
import * as v from "../input.ts";
import { checkParams } from "../tracker/params.ts";
import { searchable } from "./database/run_row.ts";
import { type Condition, TAGGED, WITH_PARAMS } from "./database/selection.ts";
import type { GroupBy } from "./database/totals.ts";
import type { RunFilter } from "./ledger.ts";
import {
  DATE,
  dateStretch,
  monthStretch,
  type Stretch,
  UTC,
  weekStretch,
} from "./moments.ts";

const FILTER = v.record({
  since: v.optional(v.anything()),
  until: v.optional(v.anything()),
  month: v.optional(v.text()),
  week: v.optional(v.text()),
  name: v.optional(v.text()),
  status: v.optional(
    v.word("running", "finished", "failed", "aborted", "interrupted"),
  ),
  tag: v.optional(v.text()),
  params: v.optional(v.anything()),
  project: v.optional(v.text()),
  notebook: v.optional(v.text()),
  country: v.optional(v.text()),
});

const FIELDS = {
  since: DATE,
  until: DATE,
  month: 'a month such as "2026-11"',
  week: 'an ISO week such as "2026-W48"',
  name: "the name of runs, as text",
  status: '"running", "finished", "failed", "aborted" or "interrupted"',
  tag: "a tag, as text",
  params: "an object of values by name",
  project: "the name of a project, as text",
  notebook: "the path of a notebook, as text",
  country: "the name or code of a country, as text",
} as const;

const WANTED: v.Wanted = {
  doing: "find runs",
  whole: "an object of filters",
  fields: FIELDS,
};

/**
 * The conditions of a filter.
 * @param filter What the user gave
 * @param timeZone Of dates that name none. @default "UTC"
 * @throws {TypeError} If a field is unknown or has the wrong type
 * @throws {RangeError} If a value is out of range
 */
export function conditionsOf(
  filter: RunFilter,
  timeZone: string = UTC,
): Condition[] {
  v.checkInput(FILTER, filter, WANTED);
  const { since, until, month, week } = filter;
  const given = <T>(
    value: T | undefined,
    conditions: (value: T) => readonly Condition[],
  ) => value === undefined ? [] : conditions(value);
  const equals =
    (column: string, valueOf: (text: string) => string = searchable) =>
    (value: string): Condition[] => [{
      sql: `${column} = ?`,
      value: valueOf(value),
    }];
  const within = ([fromMs, beforeMs]: Stretch) => [from(fromMs), to(beforeMs)];
  return [
    ...given(since, (at) => [from(stretchOf(at, "since", timeZone)[0])]),
    ...given(until, (at) => [to(stretchOf(at, "until", timeZone)[1])]),
    ...given(month, (text) =>
      within(
        monthStretch(text, timeZone) ?? fail(RangeError, "month", text),
      )),
    ...given(
      week,
      (text) =>
        within(weekStretch(text, timeZone) ?? fail(RangeError, "week", text)),
    ),
    ...given(filter.name, equals("name")),
    ...given(filter.status, equals("status")),
    ...given(
      filter.tag,
      (value) => [{ sql: TAGGED, value: searchable(value) }],
    ),
    ...given(filter.params, (params) => {
      const value = JSON.stringify(checkParams(params, WANTED.doing));
      return [{ sql: WITH_PARAMS, value }];
    }),
    ...given(filter.project, equals("project")),
    ...given(filter.notebook, equals("notebook")),
    ...given(
      filter.country,
      equals("country", (name) => grids.get(name).zone),
    ),
  ];
}

function from(ms: number): Condition {
  return { sql: "started_ms >= ?", value: ms };
}

function to(ms: number): Condition {
  return { sql: "started_ms < ?", value: ms };
}

function stretchOf(
  given: unknown,
  field: "since" | "until",
  timeZone: string,
): Stretch {
  const isDate = given instanceof Date || typeof given === "string";
  return dateStretch(given, timeZone) ??
    fail(isDate ? RangeError : TypeError, field, given);
}

function fail(
  Fault: typeof RangeError | typeof TypeError,
  field: keyof typeof FIELDS,
  given: unknown,
): never {
  throw new Fault(
    `Cannot find runs as ${field} must be ${FIELDS[field]}: current value is ${
      v.shown(given)
    }`,
  );
}

const GROUPS = [
  "day",
  "week",
  "month",
  "name",
  "region",
  "component",
  "model",
  "tag",
  "project",
  "notebook",
  "country",
  "status",
] as const satisfies GroupBy[];

const GROUPING = v.record({ by: v.optional(v.word(...GROUPS)) });

/**
 * Checks how to group runs.
 * @param by What the user gave
 * @throws {TypeError} If it has the wrong type
 * @throws {RangeError} If the grouping is unknown
 */
export function checkGroup(by: GroupBy | undefined): void {
  const names = GROUPS.map((name) => `"${name}"`);
  v.checkInput(GROUPING, { by }, {
    doing: "sum the runs",
    whole: 'an object such as { by: "day" }',
    fields: { by: `${names.slice(0, -1).join(", ")} or ${names.at(-1)}` },
  });
}

/**
 * Checks the id of a run.
 * @param id What the user gave
 * @param doing What it is for, such as "get the run"
 * @throws {TypeError} If it is no text
 */
export function checkId(id: unknown, doing: string): string {
  if (typeof id === "string" && id !== "") return id;
  throw new TypeError(
    `Cannot ${doing} as its id must be text, such as that of a run in runs(): current value is ${
      v.shown(id)
    }`,
  );
}
