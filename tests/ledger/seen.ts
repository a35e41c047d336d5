import type { Ledger, RunFilter } from "../../src/ledger/ledger.ts";
import type { StoredRun } from "../../src/ledger/stored/stored_run.ts";

/** A run for comparing: fields that are `undefined` are as good as absent. */
export function plain(run: StoredRun | undefined): unknown {
  return JSON.parse(JSON.stringify(run));
}

/** The names of the runs that fit a filter. */
export async function names(
  ledger: Ledger,
  filter?: RunFilter,
): Promise<string[]> {
  return (await ledger.runs(filter)).map(({ name }) => name);
}
