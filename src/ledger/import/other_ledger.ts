import { openToRead } from "../database/database.ts";
import { checkWhole, isDamage } from "../database/damage.ts";
import { salvage } from "../database/salvage.ts";
import { RunStore } from "../database/store.ts";
import { journalFolder, journalsIn } from "../journal/files.ts";
import { recoveredRun } from "../journal/recover.ts";
import type { WholeRun } from "../stored/stored_run.ts";
import type { ImportRemark, ReadFile } from "./imported_run.ts";

/**
 * Reads all runs of another ledger, which stays as it is. Runs in progress there, or killed, come
 * as interrupted ones with what they have used so far.
 * @param path The path of the ledger
 * @throws {TypeError} If it is another program's database
 * @throws {RangeError} If a newer version wrote it
 * @throws {Error} If it cannot be read; says why
 */
export function readLedger(path: string): ReadFile<WholeRun> {
  const { runs, remarks } = runsIn(path);
  const all = new Map(runs.map((run) => [run.id, run]));
  for (const run of journaled(path)) {
    if (all.get(run.id)?.status !== "finished") all.set(run.id, run);
  }
  return {
    origin: { tool: "carboncell", version: undefined, file: path },
    runs: [...all.values()].map((run) =>
      run.status === "running"
        ? { ...run, status: "interrupted" } as WholeRun
        : run
    ),
    remarks,
  };
}

function runsIn(
  path: string,
): { runs: readonly WholeRun[]; remarks: ImportRemark[] } {
  try {
    const database = openToRead(path);
    if (database === undefined) {
      throw new Error(
        `Cannot import ${JSON.stringify(path)}: it cannot be read`,
      );
    }
    try {
      checkWhole(database);
      return { runs: new RunStore(database).all(), remarks: [] };
    } finally {
      database.close();
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
    const { runs, lost } = salvage(path);
    const remarks = lost.map(({ id, name = "" }) => ({
      line: 1,
      what: `leaves out the run ${JSON.stringify(name)} (${
        JSON.stringify(id)
      }), which is damaged`,
    }));
    return { runs, remarks };
  }
}

function journaled(path: string): WholeRun[] {
  const folder = journalFolder(path);
  return journalsIn(folder).flatMap((id) => {
    try {
      return recoveredRun(folder, id, "interrupted") ?? [];
    } catch {
      // What cannot be read is named when that ledger is opened.
      return [];
    }
  });
}
