/** The files of a run that goes on. */
export interface JournalFiles {
  /** Locked for as long as its process lives. */
  readonly lock: string;
  /** What is known of it, as lines of JSON. */
  readonly record: string;
  /** Its course. */
  readonly course: string;
  /** What the thread that samples has counted since. */
  readonly tape: string;
}

/**
 * The folder for the runs of a ledger that go on.
 * @param ledger Path of the ledger
 */
export function journalFolder(ledger: string): string {
  return `${ledger}.open`;
}

/** Ending of the file that says that there is a run. */
const RECORD = ".run";

/** The files of a run in its folder. */
export function journalFiles(folder: string, id: string): JournalFiles {
  const path = `${folder}/${id}`;
  return {
    lock: `${path}.lock`,
    record: `${path}${RECORD}`,
    course: `${path}.course`,
    tape: `${path}.tape`,
  };
}

/** The runs that have a journal in a folder. */
export function journalsIn(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)]
      .filter(({ name }) => name.endsWith(RECORD))
      .map(({ name }) => name.slice(0, -RECORD.length));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** Removes the files of a run, and the folder with the last of them. */
export function removeJournal(folder: string, id: string): void {
  const { record, course, tape, lock } = journalFiles(folder, id);
  for (const path of [record, course, tape, lock]) removed(path);
  removed(folder);
}

/** What is gone already, or still used by another run, may stay so. */
function removed(path: string): void {
  try {
    Deno.removeSync(path);
  } catch {
    return;
  }
}
