/** The files of a run in progress. */
export interface JournalFiles {
  /** Locked while its process lives. */
  readonly lock: string;
  /** What is known of the run, as lines of JSON. */
  readonly record: string;
  /** Its course: a row of numbers per point. */
  readonly course: string;
  /** What the sampling thread has counted since the last row. */
  readonly unsentFile: string;
}

/**
 * The folder of a ledger's runs in progress.
 * @param ledger The path of the ledger
 */
export function journalFolder(ledger: string): string {
  return `${ledger}.open`;
}

/** Every run in the folder has a file with this ending. */
const RECORD = ".run";

/** The paths of a run's files. */
export function journalFiles(folder: string, id: string): JournalFiles {
  const path = `${folder}/${id}`;
  return {
    lock: `${path}.lock`,
    record: `${path}${RECORD}`,
    course: `${path}.course`,
    unsentFile: `${path}.tape`,
  };
}

/** The ids of the runs with a journal in the folder. */
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

/** Removes the files of a run, and the folder if it is empty then. */
export function removeJournal(folder: string, id: string): void {
  const { record, course, unsentFile, lock } = journalFiles(folder, id);
  for (const path of [record, course, unsentFile, lock, folder]) {
    try {
      Deno.removeSync(path);
    } catch {
      // A file may be gone already, and the folder may have other runs.
    }
  }
}
