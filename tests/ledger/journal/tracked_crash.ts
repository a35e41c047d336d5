import type {
  TrackedRun,
  WholeRun,
} from "../../../src/ledger/stored/stored_run.ts";
import { killedRun } from "./crash.ts";
import { fromScript } from "../scripts.ts";

/** The rest of a tracked run whose process was killed. */
export interface TrackedCrash {
  /** How long it had gone on when it last said so, in s. */
  readonly lastS: number;
  /** What the ledger has. */
  readonly run: WholeRun & TrackedRun;
}

/**
 * Runs `tracked_crash_script.ts` until it says that it has gone on for so long, and kills it.
 * @param path Of the ledger
 * @param how Whether the event loop of the run turns
 * @param untilS How long, in s
 * @param hours A file with the intensity by the hour
 */
export async function trackedCrash(
  path: string,
  how: "blocked" | "free",
  untilS: number,
  ...hours: readonly string[]
): Promise<TrackedCrash> {
  const child = fromScript("journal/tracked_crash_script.ts", [
    path,
    how,
    ...hours,
  ]);
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of child.stdout) {
    text += decoder.decode(chunk, { stream: true });
    if (lastOf(text) >= untilS) child.kill("SIGKILL");
  }
  await child.status;
  return { lastS: lastOf(text), run: await killedRun(path) };
}

function lastOf(text: string): number {
  return Number(text.split("\n").at(-2) ?? NaN);
}
