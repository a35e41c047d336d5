import { byStart, prepared, type RunStore } from "../database/store.ts";
import { reasonOf } from "../database/failures.ts";
import type { WholeRun } from "../stored/stored_run.ts";
import {
  journalFiles,
  journalsIn,
  removeJournal,
  setAside,
  setAsideIn,
} from "./files.ts";
import { GONE, recoveredRun, UnfitJournal } from "./recover.ts";

/**
 * Brings a ledger up to date with the runs in progress, and takes in those of killed processes. A
 * journal that cannot be read keeps no other one out: it is set aside.
 * @param store The store of the ledger
 * @param folder The folder of runs in progress
 * @param keepsJournals Whether the journals stay as they are. @default false
 * @returns A note on each journal that cannot be read
 */
export function takeIn(
  store: RunStore,
  folder: string,
  keepsJournals: boolean = false,
): string[] {
  // This comes first: a run that ends later keeps its journal until it is in the ledger.
  const unfinished = store.unfinished();
  const found = journalsIn(folder).map((id) => look(folder, id));
  try {
    const lost = unfinished.filter((id) => found.every((f) => f.id !== id));
    const runs = [
      ...found.flatMap(({ run }) => run ?? []),
      ...lost.flatMap((id) => withoutJournal(store, id)),
    ];
    const ready = byStart(runs).map(prepared);
    if (ready.length > 0) {
      store.transaction(() => ready.forEach((r) => store.put(r, "unfinished")));
      // Only runs that have ended stay as they are.
      if (found.some(({ lock }) => lock !== undefined)) store.checkpoint();
    }
    return notesOn(found, folder, keepsJournals);
  } finally {
    for (const { lock } of found) lock?.close();
  }
}

/** What was found of a run with a journal. */
interface Found {
  readonly id: string;
  /** The run; `undefined` if it has not begun to measure, or its journal cannot be read. */
  readonly run: WholeRun | undefined;
  /** The lock, if the process was killed. */
  readonly lock: Deno.FsFile | undefined;
  /** Why the journal cannot be read. */
  readonly unfit?: UnfitJournal;
}

/** Tidies up the journals that are in the ledger now, and says which are not. */
function notesOn(
  found: readonly Found[],
  folder: string,
  keepsJournals: boolean,
): string[] {
  const left = found.filter(({ id, lock, unfit }) => {
    if (lock === undefined || keepsJournals || unfit?.isOfNewer) return true;
    if (unfit === undefined) removeJournal(folder, id);
    else setAside(folder, id, unfit.message);
    return false;
  });
  const there = left.flatMap(({ id, unfit }) =>
    unfit === undefined
      ? []
      : [{ path: journalFiles(folder, id).record, why: unfit.message }]
  );
  return [...there, ...setAsideIn(folder)].map(({ path, why }) =>
    `the journal ${
      JSON.stringify(path)
    } of a run is left out: ${why}; delete the file if you do not need the run`
  );
}

/** A run with a journal; its lock keeps other processes from taking in the same run. */
function look(folder: string, id: string): Found {
  const lock = lockOfKilled(journalFiles(folder, id).lock);
  try {
    const status = lock === undefined ? "running" : "interrupted";
    return { id, run: recoveredRun(folder, id, status), lock };
  } catch (error) {
    if (!journalsIn(folder).includes(id)) {
      // Its run has ended meanwhile.
      return { id, run: undefined, lock };
    }
    const unfit = error instanceof UnfitJournal
      ? error
      : new UnfitJournal(reasonOf(error));
    return { id, run: undefined, lock, unfit };
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
