/** How long another process may hold the ledger before it is an error, in ms. */
const PATIENCE_MS = 60_000;

/** Longest pause between two attempts, in ms. */
const PAUSE_MS = 20;

/**
 * Does something with a database that other processes write to: again and again until it is free. SQLite's own
 * way of waiting would block this thread.
 * @param attempt Leaves nothing behind if it fails
 * @param patienceMs How long, in ms
 * @throws {Error} If the database is not free by then, or whatever else `attempt` throws
 */
export async function patiently<T>(
  attempt: () => T,
  patienceMs: number = PATIENCE_MS,
): Promise<T> {
  const untilMs = performance.now() + patienceMs;
  while (true) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (performance.now() > untilMs) {
        throw new Error(
          `Cannot use the ledger as another process has held it for ${
            Math.round(patienceMs / 1000)
          } s`,
          { cause: error },
        );
      }
    }
    // By chance, so that those who wait do not all come back at once; and not too soon, as it is quickest when
    // one process writes some of what it has to before another one does.
    await new Promise((resolve) =>
      setTimeout(resolve, Math.random() * PAUSE_MS)
    );
  }
}

/** Whether another process holds a database. SQLite says so in words only: what opens and executes gives no code. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error &&
    /^database (?:table )?is locked/.test(error.message);
}
