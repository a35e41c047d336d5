import { onceFree } from "./database/failures.ts";
import { HeldStore } from "./database/held_store.ts";
import { prepared, type RunStore } from "./database/store.ts";
import type { WholeRun } from "./stored/stored_run.ts";

/**
 * Puts a run that has ended into a ledger.
 * @param path The path of the ledger
 * @param run The run with its samples
 * @throws {Error} If that cannot be done; says why
 */
export async function keep(path: string, run: WholeRun): Promise<void> {
  const ready = prepared(run);
  const held = await HeldStore.open(path);
  try {
    if (held.readOnly !== undefined) throw new Error(held.readOnly);
    const put = (store: RunStore) => {
      store.transaction(() => store.put(ready, "anything"));
      store.checkpoint();
    };
    // To check the file takes a while, and what is damaged is found when it is read.
    await onceFree(path, () => held.write(put, false, () => {}));
  } finally {
    held.close();
  }
}
