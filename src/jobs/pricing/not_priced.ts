import { counted, exact } from "../../format.ts";
import type { Answer, Engine } from "../engines/engine.ts";
import type { UnpricedJob } from "../job_log.ts";
import type { UnreadRow } from "../reading/read_jobs.ts";
import type { JobKind } from "./job_kind.ts";
import type { PricedLog } from "./price.ts";
import type { PricedFrom } from "./statement.ts";
import { pricedCounts, REFUSED, refusedJobs } from "./survey.ts";

/** Jobs whose ids are listed; the others are counted with their reasons. */
const LISTED = 200_000;

/** The jobs of a log that are not priced, and notes on those that are. */
export interface Unpriced {
  readonly jobs: readonly UnpricedJob[];
  readonly notes: readonly string[];
}

/**
 * Finds the jobs that cannot be priced.
 * @param from Whether the engine has kept the priced jobs
 */
export async function unpricedJobs(
  engine: Engine,
  { tables, kinds }: PricedLog,
  from: PricedFrom,
  unread: readonly UnreadRow[],
): Promise<Unpriced> {
  const counts = await engine.ask(pricedCounts(from), tables);
  const left = new Map<string, number>();
  const priced = new Map(
    counts["id"]?.map((id, i) => [Number(id), Number(counts["jobs"]?.[i])]),
  );
  let count = 0;
  for (const kind of kinds) {
    // What its times do not keep from being priced, its hardware does.
    let others = kind.row.jobs - (priced.get(kind.id) ?? 0);
    const add = (refused: number, jobs: number) => {
      const reason = reasonOf(refused, kind);
      if (jobs > 0) left.set(reason, (left.get(reason) ?? 0) + jobs);
      count += jobs;
    };
    for (const [refused, jobs] of kind.row.refused) {
      if (refused === 0) continue;
      add(refused, jobs);
      others -= jobs;
    }
    add(
      kind.refused === undefined
        ? REFUSED.nothingAllocated
        : REFUSED.noHardware,
      others,
    );
  }
  const { bounds, hardware } = tables;
  const listed = count === 0
    ? {}
    : await engine.ask(refusedJobs(LISTED), { bounds, hardware });
  const kindOf = kindsBy(kinds);
  const shared = new Map<string, string>();
  const jobs: UnpricedJob[] = (listed["job_id"] ?? []).map((id, i) => {
    const at = (name: string) => listed[name]?.[i];
    const key = keyOf(at("part"), at("gpu_type"), at("zone"));
    const text = reasonOf(Number(at("refused")), kindOf.get(key));
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
    notes[0] = `Of the jobs that are not priced, the ids of the first ${
      exact(LISTED)
    } are listed`;
  }
  for (const row of unread) jobs.push(Object.freeze(row));
  return {
    jobs: Object.freeze(jobs),
    notes: [...notes, ...notesOf(counts, kinds)],
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

function reasonOf(refused: number, kind: JobKind | undefined): string {
  return REASONS[refused] ?? kind?.refused ?? "its hardware is not known";
}

/** What jobs that are priced leave out or assume. */
function notesOf(counts: Answer, kinds: readonly JobKind[]): string[] {
  const sum = (name: string) =>
    (counts[name] ?? []).reduce<number>((all, value) => all + Number(value), 0);
  const jobs = (count: number) => counted(count, "job");
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
        const kind = kinds[Number(counts["id"]?.[i])];
        return Number(value) > 0 && kind !== undefined &&
            kind.rated.mostShare > 0
          ? [
            `a node of ${JSON.stringify(kind.row.part)} is taken to have ${
              counted(kind.rated.nodeCpus, "CPU")
            }`,
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
      } that had whole nodes${assumed}`,
    );
  }
  if (unused > 0) {
    notes.push(
      `The energy that the scheduler measured is not used for ${
        jobs(unused)
      } that had parts of nodes, or too little hardware for it: theirs is modelled`,
    );
  }
  if (lacking > 0) {
    notes.push(
      `The memory of ${jobs(lacking)} is not known, and not counted`,
    );
  }
  return notes;
}
