import { SqliteLedger } from "../../src/ledger/sqlite_ledger.ts";
import {
  type TrackedRun,
  trackedRun,
  type WholeRun,
} from "../../src/ledger/stored/stored_run.ts";
import type { RunRecord } from "../../src/tracker/run.ts";
import { aRun } from "../notebook/a_run.ts";

/** A folder that is gone when the test has ended. */
export interface TempFolder extends Disposable {
  /** Its path. */
  readonly path: string;
}

/** Makes a folder for a test. */
export function tempFolder(): TempFolder {
  const path = Deno.makeTempDirSync({ prefix: "carboncell-ledger-" });
  return {
    path,
    [Symbol.dispose]: () => Deno.removeSync(path, { recursive: true }),
  };
}

/** A ledger in a folder of its own, for a test. */
export interface TempLedger extends AsyncDisposable {
  /** The ledger. */
  readonly ledger: SqliteLedger;
  /** Its path. */
  readonly path: string;
  /** Its folder. */
  readonly folder: string;
}

/** Makes a ledger for a test. */
export async function tempLedger(): Promise<TempLedger> {
  const folder = tempFolder();
  const path = `${folder.path}/ledger.db`;
  const ledger = await SqliteLedger.open(path);
  return {
    ledger,
    path,
    folder: folder.path,
    async [Symbol.asyncDispose]() {
      await ledger.close();
      folder[Symbol.dispose]();
    },
  };
}

/** A stored run: {@linkcode aRun}, with an id of its own and tags. */
export function storedRun(
  changes: Partial<RunRecord> = {},
  tags: readonly string[] = [],
): WholeRun & TrackedRun {
  return trackedRun(aRun({ id: crypto.randomUUID(), ...changes }), tags);
}
