import { messageOf } from "../../machine/machine.ts";
import type { LoggedMetrics } from "../../tracker/course/logged_metrics.ts";
import { withKeys } from "../stored/old_records.ts";
import { runFault } from "../stored/run_fault.ts";
import type { StoredRun } from "../stored/stored_run.ts";
import type { ImportRemark, ReadFile } from "./imported_run.ts";

/**
 * Reads the runs of `ledger.export("json")`.
 * @param name The path of the file
 * @param text Its content
 * @throws {SyntaxError} If it is not JSON
 * @throws {TypeError} If it is no list
 * @throws {RangeError} If none of its runs can be; names the first
 */
export function readOwnJson(name: string, text: string): ReadFile<StoredRun> {
  const importing = `Cannot import ${JSON.stringify(name)} as`;
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(
      `${importing} line 1 begins no JSON that can be read: ${
        messageOf(error)
      }`,
    );
  }
  if (!Array.isArray(list)) {
    throw new TypeError(
      `${importing} it must be what ledger.export("json") gives: a list of runs`,
    );
  }
  const remarks: ImportRemark[] = [];
  let first: string | undefined;
  const runs = list.flatMap((item: unknown, i) => {
    const run = runOf(item);
    const fault = run === undefined ? "it must be an object" : runFault(run);
    if (run !== undefined && fault === undefined) return [run];
    const what = `run ${i + 1} cannot be: ${fault}`;
    first ??= what;
    // JSON is often a single line.
    const remark = { line: 1, what: `leaves out a run, as ${what}` } as const;
    remarks.push({ ...remark, leftOut: true });
    return [];
  });
  if (runs.length === 0 && first !== undefined) {
    throw new RangeError(`${importing} ${first}`);
  }
  const tracked = runs.find((run) => run.origin === undefined);
  const version = tracked?.origin === undefined
    ? tracked?.version.carboncell
    : undefined;
  return {
    origin: { tool: "carboncell", version, file: name },
    runs,
    remarks,
  };
}

function runOf(item: unknown): StoredRun | undefined {
  if (typeof item !== "object" || item === null) return undefined;
  const run = item as StoredRun;
  return {
    ...run,
    ...withKeys(run as Parameters<typeof withKeys>[0]),
    // A list of version 0.1.0 has no parameters and names no runs.
    params: run.params ?? {},
    ...(run.origin === undefined && { calls: run.calls ?? [] }),
    shared: run.shared ?? [],
    startedAt: new Date(run.startedAt),
    metrics: metricsOf(run.metrics),
    // As the file knows it.
    ...run.status === "running" && { status: "interrupted" },
  } as StoredRun;
}

/** JSON has no NaN and writes null. */
function metricsOf(metrics: unknown): LoggedMetrics[] {
  if (!Array.isArray(metrics)) return [];
  return metrics.map((row: Record<string, number | null>) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, value ?? NaN]),
    ) as unknown as LoggedMetrics
  );
}
