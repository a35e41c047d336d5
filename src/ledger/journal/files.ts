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
  return idsIn(folder, RECORD);
}

function idsIn(folder: string, ending: string): string[] {
  try {
    return [...Deno.readDirSync(folder)]
      .filter(({ name }) => name.endsWith(ending))
      .map(({ name }) => name.slice(0, -ending.length)).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** The endings of a journal that was set aside, and of a text that says why. */
const UNFIT = ".unfit";
const WHY = ".why";

/** A journal that was set aside. */
export interface SetAside {
  /** The path of its record. */
  readonly path: string;
  /** Why it cannot be read. */
  readonly why: string;
}

/** Sets aside the journal of a run that cannot be read, so that it is not tried again. */
export function setAside(folder: string, id: string, why: string): void {
  const { record, lock } = journalFiles(folder, id);
  Deno.writeTextFileSync(`${folder}/${id}${WHY}`, why);
  Deno.renameSync(record, `${folder}/${id}${UNFIT}`);
  Deno.removeSync(lock);
}

/** The journals that were set aside, while their files are there. */
export function setAsideIn(folder: string): SetAside[] {
  const ids = idsIn(folder, UNFIT);
  for (const id of idsIn(folder, WHY)) {
    // The journal was deleted, as its note says.
    if (!ids.includes(id)) Deno.removeSync(`${folder}/${id}${WHY}`);
  }
  return ids.map((id) => {
    let why = "it could not be read";
    try {
      why = Deno.readTextFileSync(`${folder}/${id}${WHY}`);
    } catch {
      // The text is for people, and may have been removed.
    }
    return { path: `${folder}/${id}${UNFIT}`, why };
  });
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
