/**
 * Mends, together with `large_outputs.ts` and `paced_prints.ts`: the kernel cannot say whether it
 * has sent what it has published. The process in front can, by a signal to the guard.
 * @module
 */

/** Places in the shared memory: whether the guard listens, and how many answers it has got. */
export const SHARED = { listens: 0, answers: 1 } as const;

/** Time between two looks for the answer, in ms. */
const LOOK_MS = 5;
/** The longest wait for the answer, in ms. */
const ANSWERED_MS = 10_000;
/** The longest wait that blocks the thread, in ms. */
const BLOCKED_MS = 1000;
/** Windows has no signals that a process may ignore. */
const HAS_SIGNALS = Deno.build.os !== "windows";
/** If nothing can answer, everything is likely to have been sent by then, in ms. */
const UNANSWERED_MS = 1000;

/** Asks whether everything was sent, one question after the other. */
export class SentAnswers {
  /** Memory that the guard writes to. */
  readonly shared: Int32Array<SharedArrayBuffer> = new Int32Array(
    new SharedArrayBuffer(8),
  );
  readonly #ask: () => void;
  // The number of answers before that to the last question.
  #before = -1;

  /** @param ask Publishes the question */
  constructor(ask: () => void) {
    this.#ask = ask;
  }

  /** Waits until everything was sent that is published now. */
  async all(): Promise<void> {
    if (!HAS_SIGNALS) return await pause(UNANSWERED_MS);
    // An interrupt may end one call for ever, so no call waits for another one itself.
    const askedUntil = performance.now() + ANSWERED_MS;
    while (this.#answers === this.#before && performance.now() < askedUntil) {
      await pause(LOOK_MS);
    }
    this.#askNow();
    const before = this.#before;
    const until = performance.now() + ANSWERED_MS;
    while (this.#answers === before && performance.now() < until) {
      await pause(LOOK_MS);
    }
  }

  /** Blocks this thread until everything was sent that was published at the last question. */
  blockUntilLast(): void {
    if (!HAS_SIGNALS) return;
    // The guard needs some time to start.
    Atomics.wait(this.shared, SHARED.listens, 0, BLOCKED_MS);
    Atomics.wait(this.shared, SHARED.answers, this.#before, BLOCKED_MS);
    this.#askNow();
  }

  get #answers(): number {
    return Atomics.load(this.shared, SHARED.answers);
  }

  #askNow(): void {
    this.#before = this.#answers;
    this.#ask();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
