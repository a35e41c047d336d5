import { messageOf } from "../../machine/machine.ts";
import { systemReason } from "../../machine/system_reason.ts";

/** How long another program may hold the ledger without writing to it, in s. */
const MOST_STILL_S = 1.5;

/** How long programs may keep it busy in all, in s. */
const MOST_WAIT_S = 20;

/** Longest pause between two attempts, in ms. */
const PAUSE_MS = 20;

/** Another program holds the ledger. */
export class HeldLedger extends Error {
  /** Name of the class, as every error has it. */
  override readonly name = "HeldLedger";
}

/**
 * Uses a database as soon as no other process holds it. SQLite itself would block this thread. A
 * program that holds it and writes nothing is not waited for.
 * @param path Of the database
 * @param attempt Leaves nothing behind if it fails
 * @param isPatient Whether to wait at all. @default true
 * @throws {HeldLedger} If the database is still held
 * @throws Whatever else `attempt` throws
 */
export async function onceFree<T>(
  path: string,
  attempt: () => T,
  isPatient: boolean = true,
): Promise<T> {
  const startMs = performance.now();
  let stillMs = startMs;
  let state: string | undefined;
  while (true) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error)) throw error;
      const nowMs = performance.now();
      const now = stateOf(path);
      if (now !== state) [state, stillMs] = [now, nowMs];
      if (
        !isPatient || nowMs - stillMs > MOST_STILL_S * 1000 ||
        nowMs - startMs > MOST_WAIT_S * 1000
      ) {
        throw new HeldLedger(
          `Cannot use the ledger ${
            JSON.stringify(path)
          } as another program holds it: close that program, or wait until it has ended`,
          { cause: error },
        );
      }
    }
    // A random pause keeps several waiting processes apart. A longer one than 0 lets a process
    // write several runs in a row, which is faster than taking turns.
    await new Promise((resolve) =>
      setTimeout(resolve, Math.random() * PAUSE_MS)
    );
  }
}

/** What changes when a program writes to a database. */
function stateOf(path: string): string {
  return ["", "-wal", "-journal"].map((ending) => {
    try {
      const { size, mtime } = Deno.statSync(path + ending);
      return `${size} ${mtime?.getTime()}`;
    } catch {
      return "";
    }
  }).join();
}

/** Whether another process holds the database. SQLite gives no code here, only a text. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error &&
    /^database (?:table )?is locked/.test(error.message);
}

/** SQLite's messages, and what each means in plain words. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/file is not a database/, "it is not a database"],
  [/malformed|is damaged/, "it is damaged, and none of its runs can be read"],
  [
    /unable to open database file/,
    "you may not write there, or its folder does not exist",
  ],
  [/readonly database/, "it is read-only"],
];

/** Why the ledger could not be read or written, in plain words. */
export function reasonOf(error: unknown): string {
  if (error instanceof HeldLedger) return "another program holds it";
  const message = messageOf(error);
  const own = REASONS.find(([pattern]) => pattern.test(message))?.[1];
  if (own !== undefined) return own;
  // The message of an error of our own is a sentence.
  return /^(?:Cannot|Deno was not given|it |another )/.test(message)
    ? message
    : systemReason(error);
}
