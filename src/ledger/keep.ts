import { openDatabase } from "./database/database.ts";
import { onceFree } from "./database/failures.ts";
import { prepared, RunStore } from "./database/store.ts";
import type { WholeRun } from "./stored/stored_run.ts";

/**
 * Puts a run that has ended into a ledger.
 * @param path The path of the ledger
 * @param run The run with its samples
 * @throws {Error} If that cannot be done; says why
 */
export async function keep(path: string, run: WholeRun): Promise<void> {
  const ready = prepared(run);
  const { database, readOnly } = await openDatabase(path);
  try {
    if (readOnly !== undefined) throw new Error(readOnly);
    const store = new RunStore(database);
    await onceFree(() => store.transaction(() => store.put(ready, "anything")));
  } finally {
    database.close();
  }
}
