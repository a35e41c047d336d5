import { fromScript } from "../scripts.ts";
import { SqliteLedger } from "../../../src/ledger/sqlite_ledger.ts";
import type {
  TrackedRun,
  WholeRun,
} from "../../../src/ledger/stored/stored_run.ts";

/** What a run said of itself after a sample. */
interface Said {
  readonly timeS: number;
  readonly energyKwh: number;
}

/** The rest of a run whose process was killed. */
export interface Crash {
  /** The last it said. */
  readonly last: Said;
  /** What it said, by the time. */
  readonly said: ReadonlyMap<number, number>;
  /** What the ledger has. */
  readonly run: WholeRun & TrackedRun;
}

/**
 * Runs `crash_script.ts` until it has said so much, and kills it.
 * @param path Of the ledger
 * @param bytes What it has said, in B
 */
export async function crashed(path: string, bytes: number): Promise<Crash> {
  const child = fromScript("journal/crash_script.ts", [path]);
  let text = "";
  let isKilled = false;
  const decoder = new TextDecoder();
  for await (const chunk of child.stdout) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length < bytes || isKilled) continue;
    isKilled = true;
    child.kill("SIGKILL");
  }
  await child.status;
  const said = text.split("\n").slice(0, -1)
    .map((line) => JSON.parse(line) as Said);
  const last = said.at(-1);
  if (last === undefined) throw new Error("the run has said nothing");
  const byTime = new Map(said.map((s) => [s.timeS, s.energyKwh]));
  return { last, said: byTime, run: await killedRun(path) };
}

/** The run of the killed process, from the ledger. */
export async function killedRun(path: string): Promise<WholeRun & TrackedRun> {
  const ledger = await SqliteLedger.open(path);
  try {
    const run = await ledger.get((await ledger.runs()).at(-1)?.id ?? "");
    if (run !== undefined && run.origin === undefined) return run;
    throw new Error("the run has left nothing");
  } finally {
    await ledger.close();
  }
}
