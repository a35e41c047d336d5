import { prepared, type RunStore } from "../database/store.ts";
import type { WholeRun } from "../stored/stored_run.ts";
import { journalFiles, journalsIn, removeJournal } from "./files.ts";
import { GONE, recoveredRun } from "./recover.ts";

/**
 * Brings a ledger up to date with the runs in progress, and takes in those of killed processes.
 * @param store The store of the ledger
 * @param folder The folder of runs in progress
 * @param keepsJournals Whether the journals stay. @default false
 */
export function takeIn(
  store: RunStore,
  folder: string,
  keepsJournals: boolean = false,
): void {
  // This comes first: a run that ends later keeps its journal until it is in the ledger.
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
    if (keepsJournals) return;
    for (const { id, run, lock } of found) {
      if (lock !== undefined && run !== undefined) removeJournal(folder, id);
    }
  } finally {
    for (const { lock } of found) lock?.close();
  }
}

/** A run with a journal; its lock keeps other processes from taking in the same run. */
function look(folder: string, id: string) {
  const lock = lockOfKilled(journalFiles(folder, id).lock);
  try {
    const status = lock === undefined ? "running" : "interrupted";
    return { id, run: recoveredRun(folder, id, status), lock };
  } catch {
    // It was removed meanwhile, or another version wrote it. The ledger opens all the same.
    return { id, run: undefined, lock };
  }
}

/** The lock of a killed process; `undefined` while the process lives. */
function lockOfKilled(path: string): Deno.FsFile | undefined {
  let file: Deno.FsFile;
  try {
    file = Deno.openSync(path, { write: true, create: true });
  } catch {
    return undefined;
  }
  if (file.tryLockSync(true)) return file;
  file.close();
}

/** A run that was in progress, and whose journal has been removed. */
function withoutJournal(store: RunStore, id: string): WholeRun[] {
  const run = store.get(id);
  if (run === undefined || run.origin !== undefined) return [];
  return [{ ...run, status: "interrupted", reason: GONE }];
}
