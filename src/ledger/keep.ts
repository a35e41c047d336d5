import { onceFree } from "./database/failures.ts";
import { HeldStore } from "./database/held_store.ts";
import { prepared, type RunStore } from "./database/store.ts";
import type { Condition } from "./database/selection.ts";
import type { WholeRun } from "./stored/stored_run.ts";

/**
 * Puts a run that has ended into a ledger.
 * @param path The path of the ledger
 * @param run The run with its samples
 * @param sum Runs to sum, with this one
 * @returns What these runs emitted, in kgCO2e; `undefined` if none are given
 * @throws {Error} If that cannot be done; says why
 */
export async function keep(
  path: string,
  run: WholeRun,
  sum?: readonly Condition[],
): Promise<number | undefined> {
  const ready = prepared(run);
  let usedKg: number | undefined;
  const held = await HeldStore.open(path);
  try {
    if (held.readOnly !== undefined) throw new Error(held.readOnly);
    const put = (store: RunStore) => {
      store.transaction(() => store.put(ready, "anything"));
      store.checkpoint();
      const total = sum && store.totals(undefined, sum)[0];
      usedKg = sum && (total?.emissionsKg ?? 0);
    };
    // To check the file takes a while, and what is damaged is found when it is read.
    await onceFree(path, () => held.write(put, false, () => {}));
    return usedKg;
  } finally {
    held.close();
  }
}
