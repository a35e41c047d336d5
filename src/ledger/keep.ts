import { openDatabase } from "./database.ts";
import { patiently } from "./patience.ts";
import { prepared, RunStore } from "./store.ts";
import type { WholeRun } from "./stored_run.ts";

/**
 * Puts a run that has ended into a ledger.
 * @param path Of the ledger
 * @param run With its course
 * @throws {Error} If that cannot be done; says why
 */
export async function keep(path: string, run: WholeRun): Promise<void> {
  const ready = prepared(run);
  const { database, readOnly } = await openDatabase(path);
  try {
    if (readOnly !== undefined) throw new Error(readOnly);
    const store = new RunStore(database);
    await patiently(() =>
      store.transaction(() => store.put(ready, "anything"))
    );
  } finally {
    database.close();
  }
}
