import { frozen } from "../../frozen.ts";
import { messageOf } from "../../machine/machine.ts";
import type { LoggedMetrics } from "../../tracker/course/logged_metrics.ts";
import { checksum } from "./checksum.ts";
import type { StoredCourse } from "./course_columns.ts";
import { DamagedRun } from "./damaged_run.ts";
import { type Keyed, withKeys } from "./old_records.ts";
import { runFault } from "./run_fault.ts";
import type { StoredRun, WholeRun } from "./stored_run.ts";

/** A run as text. Its samples, and the columns for searches, are stored apart. */
export interface RecordText {
  /** The run without metrics and samples, as JSON. */
  readonly record: string;
  /** The metrics, as JSON. */
  readonly metrics: string;
}

/**
 * Encodes a run without its samples.
 * @param run The run
 * @param course Its samples as they are stored; the record has their checksum too
 */
export function encodeRecord(
  { samples: _, metrics, ...record }: WholeRun,
  course?: StoredCourse,
): RecordText {
  const text = JSON.stringify(record);
  const rows = encodeMetrics(metrics);
  const sums = [
    checksum(text, rows),
    ...course === undefined ? [] : [checksumOf(course)],
  ];
  return {
    record: `${text.slice(0, -1)},"checksums":"${sums.join("-")}"}`,
    metrics: rows,
  };
}

/** The checksums at the end of a record: of the record with its metrics, and of the samples. */
const CHECKSUMS = /,"checksums":"([0-9a-f]{8})(?:-([0-9a-f]{8}))?"\}$/;

/** What is left of them in a record that is damaged there. Version 0.1.0 wrote none. */
const NEARLY_CHECKSUMS = /"checksums"|"[0-9a-f]{8}|[0-9a-f]{8}"\}$/;

/** No longer than this, in characters. */
const CHECKSUMS_LENGTH = 40;

/**
 * Decodes a run without its samples.
 * @throws {DamagedRun} If it is damaged, or no run can be so; says why
 */
export function decodeRecord({ record, metrics }: RecordText): StoredRun {
  const end = record.slice(-CHECKSUMS_LENGTH);
  const found = CHECKSUMS.exec(end);
  if (found === null && NEARLY_CHECKSUMS.test(end)) {
    throw new DamagedRun(CHANGED);
  }
  const text = found === null
    ? record
    : `${record.slice(0, -found[0].length)}}`;
  if (found !== null && checksum(text, metrics) !== found[1]) {
    throw new DamagedRun(CHANGED);
  }
  let run: StoredRun;
  try {
    const fields = fieldsOf(text) as StoredRun & { metrics: LoggedMetrics[] };
    run = Object.assign(fields, {
      // Version 0.1.0 had no parameters, and did not name the runs that count the same energy.
      // Later ones counted no calls.
      ...(fields.origin === undefined && { calls: fields.calls ?? [] }),
      params: fields.params ?? {},
      shared: fields.shared ?? [],
      startedAt: new Date(fields.startedAt),
      metrics: decodeMetrics(metrics),
    });
  } catch (error) {
    throw new DamagedRun(`its record cannot be read: ${messageOf(error)}`);
  }
  const fault = runFault(run);
  if (fault !== undefined) throw new DamagedRun(fault);
  return run;
}

/** Where the figures of a record are: its quotes are escaped within a text, so these are names. */
const SOURCES = ',"sources":';
const AFTER_SOURCES = ',"version":';

/** Parses a record. Runs of a ledger mostly share their figures, which are parsed only once. */
function fieldsOf(text: string): unknown {
  const from = text.indexOf(`${SOURCES}[`) + SOURCES.length;
  const to = text.indexOf(`]${AFTER_SOURCES}`, from) + 1;
  if (from >= SOURCES.length && to > 0) {
    const rest = JSON.parse(`${text.slice(0, from)}0${text.slice(to)}`);
    // Otherwise they are those of something else in the record.
    if (rest.sources === 0) {
      const sources = sourcesOf(text.slice(from, to));
      return Object.assign(rest, withKeys({ equivalents: rest.equivalents }), {
        sources,
      });
    }
  }
  const fields = JSON.parse(text);
  return Object.assign(fields, withKeys(fields));
}

const MOST_KEPT = 100;
const kept = new Map<string, Keyed["sources"]>();

function sourcesOf(text: string): Keyed["sources"] {
  let sources = kept.get(text);
  if (sources === undefined) {
    sources = frozen(withKeys({ sources: JSON.parse(text) }).sources);
    if (kept.size === MOST_KEPT) kept.clear();
    kept.set(text, sources);
  }
  return sources;
}

const CHANGED = "its record was changed after it was written";

/** Whether the samples are as they were when the record was written. */
export function isCourseOf(
  { record }: Pick<RecordText, "record">,
  course: StoredCourse,
): boolean {
  const sum = CHECKSUMS.exec(record.slice(-CHECKSUMS_LENGTH))?.[2];
  return sum === undefined || sum === checksumOf(course);
}

function checksumOf({ components, samples }: StoredCourse): string {
  return checksum(components, samples);
}

/** Encodes metrics as JSON. `NaN` and infinity, which JSON cannot hold, become text. */
export function encodeMetrics(metrics: readonly LoggedMetrics[]): string {
  return JSON.stringify(
    metrics,
    (_, value) =>
      typeof value === "number" && !Number.isFinite(value)
        ? String(value)
        : value,
  );
}

/** Decodes metrics. */
export function decodeMetrics(text: string): LoggedMetrics[] {
  const rows = JSON.parse(text) as Record<string, number | string>[];
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, Number(value)]),
    ) as unknown as LoggedMetrics
  );
}
