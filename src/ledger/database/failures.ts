import { messageOf } from "../../machine/machine.ts";

/** How long another process may hold the ledger, in s. */
const MOST_WAIT_S = 60;

/** Longest pause between two attempts, in ms. */
const PAUSE_MS = 20;

/**
 * Uses a database as soon as no other process holds it. SQLite itself would block this thread.
 * @param attempt Leaves nothing behind if it fails
 * @throws {Error} If the database is still held after 60 s, or whatever else `attempt` throws
 */
export async function onceFree<T>(attempt: () => T): Promise<T> {
  const untilMs = performance.now() + MOST_WAIT_S * 1000;
  while (true) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (performance.now() > untilMs) {
        throw new Error(
          `Cannot use the ledger as another process has held it for ${MOST_WAIT_S} s`,
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

/** Whether another process holds the database. SQLite gives no code here, only a text. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error &&
    /^database (?:table )?is locked/.test(error.message);
}

/** The system's messages, and what each means in plain words. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/file is not a database/, "it is not a database"],
  [/malformed|is damaged/, "it is damaged, and no run of it can be read"],
  [
    /unable to open database file/,
    "you may not write there, or its folder does not exist",
  ],
  [/readonly database/, "it is read-only"],
  [/disk I\/O error/, "the disk is full or fails"],
  [/database or disk is full|os error 28\b/, "the disk is full"],
  [/os error (?:13|1)\b/, "you may not write there"],
  [/os error 30\b/, "it is on a read-only disk"],
];

/** Why a file could not be read or written, in plain words. */
export function reasonOf(error: unknown): string {
  const message = messageOf(error);
  return REASONS.find(([pattern]) => pattern.test(message))?.[1] ?? message;
}
