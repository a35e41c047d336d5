import { prepared, type RunStore } from "../store.ts";
import type { WholeRun } from "../stored_run.ts";
import { journalFiles, journalsIn, removeJournal } from "./files.ts";
import { GONE, recoveredRun } from "./recover.ts";

/** A run that has a journal. */
interface Found {
  readonly id: string;
  /** `undefined` if nothing can be read of it. */
  readonly run: WholeRun | undefined;
  /** Of a run whose process is gone: held meanwhile, so that nobody else takes it in. */
  readonly lock: Deno.FsFile | undefined;
}

/**
 * Brings a ledger up to date with the runs that go on, and with those whose process is gone.
 * @param store Of the ledger
 * @param folder For the runs that go on
 */
export function takeIn(store: RunStore, folder: string): void {
  // Asked first: what ends from here on has its journal for as long as it is not put in.
  const unfinished = store.unfinished();
  const found = journalsIn(folder).map((id) => look(folder, id));
  try {
    const lost = unfinished.filter((id) => found.every((f) => f.id !== id));
    const runs = [
      ...found.flatMap(({ run }) => run ?? []),
      ...lost.flatMap((id) => withoutJournal(store, id)),
    ];
    if (runs.length === 0) return;
    const ready = runs.map(prepared);
    store.transaction(() => ready.forEach((r) => store.put(r, "unfinished")));
    for (const { id, run, lock } of found) {
      if (lock !== undefined && run !== undefined) removeJournal(folder, id);
    }
  } finally {
    for (const { lock } of found) lock?.close();
  }
}

function look(folder: string, id: string): Found {
  const lock = lockOfDead(journalFiles(folder, id).lock);
  try {
    const status = lock === undefined ? "running" : "interrupted";
    return { id, run: recoveredRun(folder, id, status), lock };
  } catch {
    // Taken away meanwhile, or not what this version writes: no reason not to open the ledger.
    return { id, run: undefined, lock };
  }
}

/** The lock of a process that is gone; `undefined` if it goes on. */
function lockOfDead(path: string): Deno.FsFile | undefined {
  let file: Deno.FsFile;
  try {
    file = Deno.openSync(path, { write: true, create: true });
  } catch {
    return undefined;
  }
  if (file.tryLockSync(true)) return file;
  file.close();
}

/** A run that went on when it was last looked at, and of which somebody has taken the journal away. */
function withoutJournal(store: RunStore, id: string): WholeRun[] {
  const run = store.get(id);
  if (run === undefined || run.origin !== undefined) return [];
  return [{ ...run, status: "interrupted", reason: GONE }];
}
