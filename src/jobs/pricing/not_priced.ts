import type { Answer, Engine } from "../engines/engine.ts";
import type { UnpricedJob } from "../job_log.ts";
import type { UnreadRow } from "../reading/read_jobs.ts";
import type { JobKind, PricedLog } from "./price.ts";
import { REFUSALS, REFUSED, refusedJobs } from "./statement.ts";

/** Jobs whose ids are listed; the others are counted with their reasons. */
const LISTED = 200_000;

/** The jobs of a log that are not priced, and notes on those that are. */
export interface Unpriced {
  readonly jobs: readonly UnpricedJob[];
  readonly notes: readonly string[];
}

/** Finds the jobs that cannot be priced. */
export async function unpricedJobs(
  engine: Engine,
  { tables, kinds }: PricedLog,
  unread: readonly UnreadRow[],
): Promise<Unpriced> {
  const small = { bounds: tables.bounds, hardware: tables.hardware };
  const counts = await engine.ask(REFUSALS, small);
  const kindOf = kindsBy(kinds);
  const left = new Map<string, number>();
  let count = 0;
  rowsOf(counts).forEach((row) => {
    if (row.refused === 0) return;
    const reason = reasonOf(row, kindOf);
    left.set(reason, (left.get(reason) ?? 0) + row.jobs);
    count += row.jobs;
  });
  const listed = count === 0
    ? {}
    : await engine.ask(refusedJobs(LISTED), small);
  const shared = new Map<string, string>();
  const jobs: UnpricedJob[] = (listed["job_id"] ?? []).map((id, i) => {
    const text = reasonOf(rowAt(listed, i), kindOf);
    const reason = shared.get(text) ?? text;
    shared.set(reason, reason);
    left.set(reason, (left.get(reason) ?? 0) - 1);
    return Object.freeze({ jobId: String(id) || undefined, reason });
  });
  const notes: string[] = [];
  for (const [reason, jobsLeft] of left) {
    if (jobsLeft <= 0) continue;
    // One row stands for all, as millions of them would fill the memory.
    const row = Object.freeze({ jobId: undefined, reason });
    for (let i = 0; i < jobsLeft; i += 1) jobs.push(row);
    notes[0] =
      `Of the jobs that are not priced, the ids of the first ${LISTED} are listed`;
  }
  for (const row of unread) jobs.push(Object.freeze(row));
  return {
    jobs: Object.freeze(jobs),
    notes: [...notes, ...notesOf(counts, kinds)],
  };
}

interface RefusedRow {
  readonly refused: number;
  readonly key: string;
  readonly jobs: number;
}

function rowsOf(answer: Answer): readonly RefusedRow[] {
  return (answer["refused"] ?? []).map((_, i) => rowAt(answer, i));
}

function rowAt(answer: Answer, i: number): RefusedRow {
  const at = (name: string) => answer[name]?.[i];
  return {
    refused: Number(at("refused")),
    key: keyOf(at("part"), at("gpu_type"), at("zone")),
    jobs: Number(at("jobs") ?? 1),
  };
}

function keyOf(...parts: readonly unknown[]): string {
  return parts.map((part) => String(part ?? "")).join("\0");
}

function kindsBy(kinds: readonly JobKind[]): ReadonlyMap<string, JobKind> {
  return new Map(
    kinds.map((kind) => {
      const { part, gpuType, zone } = kind.row;
      return [keyOf(part, gpuType, zone), kind];
    }),
  );
}

const REASONS: Readonly<Record<number, string>> = {
  [REFUSED.neverStarted]: "it never started",
  [REFUSED.noTime]: "it ran for no time",
  [REFUSED.noDuration]: "how long it ran is not known",
  [REFUSED.oddStart]:
    "its times cannot be read, or are of no cluster: before 2000 or in the future",
  [REFUSED.nothingAllocated]: "which processors or cards it had is not known",
};

function reasonOf(
  { refused, key }: RefusedRow,
  kindOf: ReadonlyMap<string, JobKind>,
): string {
  return REASONS[refused] ?? kindOf.get(key)?.refused ??
    "its hardware is not known";
}

/** What jobs that are priced leave out or assume. */
function notesOf(counts: Answer, kinds: readonly JobKind[]): string[] {
  const kindOf = kindsBy(kinds);
  const sum = (name: string) =>
    (counts[name] ?? []).reduce<number>(
      (all, value, i) =>
        Number(counts["refused"]?.[i]) === 0 ? all + Number(value) : all,
      0,
    );
  const jobs = (count: number) => count === 1 ? "1 job" : `${count} jobs`;
  const notes: string[] = [];
  const [unused, lacking, running, nodes] = [
    sum("unused_energy"),
    sum("lacking_memory"),
    sum("running"),
    sum("node_energy"),
  ];
  if (running > 0) {
    notes.push(`${jobs(running)} still running: priced so far`);
  }
  if (nodes > 0) {
    const sizes = new Set(
      (counts["node_energy"] ?? []).flatMap((value, i) => {
        const kind = kindOf.get(rowAt(counts, i).key);
        return Number(value) > 0 && kind !== undefined &&
            kind.rated.mostShare < 1000
          ? [
            `a node of ${
              JSON.stringify(kind.row.part)
            } is taken to have ${kind.rated.nodeCpus} CPUs`,
          ]
          : [];
      }),
    );
    const assumed = sizes.size === 0
      ? ""
      : `: ${[...sizes].join(", ")}, the most that a job of the log had there`;
    notes.push(
      `The energy that the scheduler measured is used for ${
        jobs(nodes)
      } with all of their nodes${assumed}`,
    );
  }
  if (unused > 0) {
    notes.push(
      `The energy that the scheduler measured is not used for ${
        jobs(unused)
      } with a part of their nodes, or too little for it: it is modelled`,
    );
  }
  if (lacking > 0) {
    notes.push(
      `The memory of ${jobs(lacking)} is not known, and not counted`,
    );
  }
  return notes;
}
