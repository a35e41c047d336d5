import { UnknownNameError } from "../errors.ts";
import { shown } from "../input.ts";
import { nearest } from "../nearest.ts";
import { metricsIn } from "../tracker/course/logged_metrics.ts";
import type { RunFilter } from "./ledger.ts";
import type { StoredRun } from "./stored/stored_run.ts";

/** Which runs a table lists, by which columns, and in which order. */
export interface RunTableOptions extends RunFilter {
  /**
   * Fields of a run such as `durationS`, `place` or `tags`, and names of parameters and metrics.
   * @default name, startedAt, status, durationS, energyKwh, emissionsKg and place
   */
  readonly columns?: readonly string[];
  /**
   * The column that the rows are sorted by, with `-` before it for the greatest first. Runs without
   * a value are last.
   * @default "-startedAt"
   */
  readonly sort?: string;
  /** Rows at most. @default 100 */
  readonly limit?: number;
}

/** What a cell of a table of runs holds. */
export type RunCell = string | number | boolean | Date | undefined;

/** The runs of a ledger as rows, in order. In a notebook it shows itself as a table. */
export interface RunTable {
  /** The columns from left to right. */
  readonly columns: readonly string[];
  /** The values of each run, not rounded. */
  readonly rows: readonly Readonly<Record<string, RunCell>>[];
  /** How the rows are sorted, such as `-emissionsKg`. */
  readonly sort: string;
  /** How many runs there are, with those beyond the limit. */
  readonly count: number;
}

/** The fields of a run that can be columns. */
const FIELDS: Readonly<Record<string, (run: StoredRun) => RunCell>> = {
  name: ({ name }) => name,
  startedAt: ({ startedAt }) => startedAt,
  status: ({ status }) => status,
  durationS: ({ durationS }) => durationS,
  energyKwh: ({ energyKwh }) => energyKwh,
  emissionsKg: ({ emissionsKg }) => emissionsKg,
  place: ({ place }) => place.name,
  provider: ({ place }) => place.provider,
  region: ({ place }) => place.region,
  country: ({ place }) => place.country,
  carbonIntensity: ({ carbonIntensity }) => carbonIntensity,
  pue: ({ pue }) => pue,
  waterL: ({ waterL }) => waterL,
  tags: ({ tags }) => tags.join(", "),
  tool: ({ origin }) => origin?.tool,
  id: ({ id }) => id,
};

const COLUMNS = [
  "name",
  "startedAt",
  "status",
  "durationS",
  "energyKwh",
  "emissionsKg",
  "place",
];

const DOING = "Cannot list the runs as";

/**
 * Lists runs as a table.
 * @param runs Those that fit the filter
 * @param options Columns, order and length
 * @throws {TypeError} If an option has the wrong type
 * @throws {RangeError} If the limit is below 1
 * @throws {UnknownNameError} If no run has a column; it names the nearest ones
 */
export function runTable(
  runs: readonly StoredRun[],
  options: {
    readonly [Name in "columns" | "sort" | "limit"]:
      | RunTableOptions[Name]
      | undefined;
  },
): RunTable {
  const { columns = COLUMNS, sort = "-startedAt", limit = 100 } = options;
  if (!Array.isArray(columns) || columns.length === 0) {
    throw new TypeError(
      `${DOING} columns must be a list of names: current value is ${
        shown(columns)
      }`,
    );
  }
  if (typeof sort !== "string") {
    throw new TypeError(
      `${DOING} sort must be a column such as "-emissionsKg": current value is ${
        shown(sort)
      }`,
    );
  }
  if (!(limit >= 1)) {
    throw new RangeError(
      `${DOING} limit must be >= 1: current value is ${shown(limit)}`,
    );
  }
  const isFalling = sort.startsWith("-");
  const readerOf = readersFor(runs);
  const keyOf = readerOf(isFalling ? sort.slice(1) : sort);
  const readers = columns.map((name) => [name, readerOf(name)] as const);
  return {
    columns: [...columns],
    rows: runs.map((run) => ({ run, key: keyOf(run) }))
      .sort((a, b) => inOrder(a.key, b.key, isFalling))
      .slice(0, limit)
      .map(({ run }) =>
        Object.fromEntries(readers.map(([name, read]) => [name, read(run)]))
      ),
    sort,
    count: runs.length,
  };
}

/** Finds what reads a column: a field, else a parameter, else the last value of a metric. */
function readersFor(
  runs: readonly StoredRun[],
): (name: string) => (run: StoredRun) => RunCell {
  let others: ReadonlySet<string> | undefined;
  return (name) => {
    const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
    if (field !== undefined) return field;
    others ??= new Set(
      runs.flatMap(({ params, metrics }) => [
        ...Object.keys(params ?? {}),
        ...metrics.flatMap(metricsIn).map(([metric]) => metric),
      ]),
    );
    if (!others.has(name)) {
      const known = [...Object.keys(FIELDS), ...others];
      throw new UnknownNameError(
        "column",
        name,
        nearest(String(name), known.map((it) => [it, it])),
      );
    }
    return ({ params, metrics }) =>
      params !== undefined && Object.hasOwn(params, name)
        ? params[name]
        : metrics.findLast((row) => Object.hasOwn(row, name))?.[name];
  };
}

function inOrder(a: RunCell, b: RunCell, isFalling: boolean): number {
  if (a === undefined || b === undefined) {
    return Number(a === undefined) - Number(b === undefined);
  }
  const order = typeof a === "string" && typeof b === "string"
    ? a.localeCompare(b, "en", { numeric: true })
    : Number(a) - Number(b);
  // A text beside a number keeps its place.
  return (Number.isNaN(order) ? 0 : order) * (isFalling ? -1 : 1);
}
