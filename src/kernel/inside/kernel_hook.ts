import type { KernelHelper } from "../../notebook/kernel_helper.ts";
import { onInterrupt, onSignal } from "../../tracker/interrupt.ts";
import type { Run } from "../../tracker/run.ts";
import type { MagicCall } from "../magics/magic_call.ts";
import { OWN_TYPES, STOPPED } from "../own_types.ts";
import type { CellOutcome, CellRun, TrackedCell } from "./cell_run.ts";
import type { SessionRun } from "./session_run.ts";
import { traceless, withoutTrace } from "./without_trace.ts";

/** A cell that runs waits for the next thing by then, unless it blocks, in ms. */
const NEXT_MS = 100;

/** What is wrong with a magic. */
export interface Failure {
  readonly name: string;
  readonly message: string;
}

/** Sends a message to all front ends. */
type Broadcast = (type: string, content: object) => void;

/** What cells of this kernel are rewritten to use. Of the module it loads nothing before a magic needs it. */
export class KernelHook implements KernelHelper {
  readonly #listeners = new Set<() => void>();
  #unlisten = () => {};
  // As it is now: a cell may replace it.
  readonly #broadcast = (Deno as unknown as {
    jupyter: { broadcast: Broadcast };
  }).jupyter.broadcast;
  readonly #rejecters = new Set<(reason: unknown) => void>();
  readonly #closing = new Map<string, PromiseWithResolvers<void>>();
  readonly #session: SessionRun[] = [];
  #ended: Run[] = [];
  #run: CellRun | undefined;
  // Why the cell shall not go on, where it was not waiting for anything yet.
  #spent: unknown;

  /** The runs that have ended, by cell. */
  get session(): readonly SessionRun[] {
    return this.#session;
  }

  /**
   * A value that a cell awaits; an interrupt ends the waiting.
   * @param value What is awaited
   */
  held<T>(value: T | PromiseLike<T>): T | Promise<T> {
    if (!isThenable(value)) return value;
    if (this.#spent !== undefined) return Promise.reject(this.#takeSpent());
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    this.#rejecters.add(reject);
    value.then((result) => {
      this.#rejecters.delete(reject);
      resolve(result);
    }, (error) => {
      this.#rejecters.delete(reject);
      reject(error);
    });
    return promise;
  }

  /**
   * The values that a loop of a cell awaits one by one; an interrupt ends the waiting.
   * @param values Of a `for await`
   */
  async *heldEach<T>(
    values: AsyncIterable<T> | Iterable<T | PromiseLike<T>>,
  ): AsyncGenerator<T, void> {
    const iterator = Symbol.asyncIterator in values
      ? values[Symbol.asyncIterator]()
      : values[Symbol.iterator]();
    let isLeft = true;
    try {
      for (;;) {
        isLeft = false;
        const { done, value } = await this.held<
          IteratorResult<T | PromiseLike<T>>
        >(
          iterator.next(),
        );
        if (done) return;
        const held = await this.held<T>(value);
        isLeft = true;
        yield held;
      }
    } finally {
      // One that is interrupted may never answer.
      if (isLeft) await iterator.return?.();
    }
  }

  /** Says that this thread is not blocked. */
  heard(): void {
    this.#broadcast(OWN_TYPES.heard, {});
  }

  /** Listens to interrupts, from now on. */
  listen(): void {
    this.#listenAnew();
    onSignal(STOPPED, () => void this.#stopped());
  }

  /** To stop a cell that blocks may break the loop of the signals, if that was about to go on. */
  #listenAnew(): void {
    this.#unlisten();
    this.#unlisten = onInterrupt(() => void this.#interrupted());
  }

  /** A cell was stopped, and has not ended as it had waited before. */
  async #stopped(): Promise<void> {
    this.#listenAnew();
    const { collectGarbage } = await import("./collect_garbage.ts");
    await collectGarbage();
  }

  onInterrupt(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** What the cell waits for now ends, and nothing that a later one waits for. */
  async #interrupted(): Promise<void> {
    const message = "Cannot go on with the cell: interrupted";
    const reason = traceless(new DOMException(message, "AbortError"));
    const waiting = [...this.#rejecters];
    this.#tellRuns();
    if (this.#run === undefined && this.#closing.size > 0) {
      this.heard();
      await this.#runsClosed();
    }
    if (this.#abort(reason, waiting)) this.heard();
    else this.#refuseNext(reason);
  }

  /** Of a cell between two waits, the next one ends. If it blocks from here on, nobody hears that this was heard. */
  #refuseNext(reason: DOMException): void {
    this.#spent ??= reason;
    setTimeout(() => {
      if (this.#spent === reason) this.#spent = undefined;
      this.heard();
    }, NEXT_MS);
  }

  #tellRuns(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** Runs that the cell itself waits for: it hears of it from them, once their cards are complete. */
  async #runsClosed(): Promise<void> {
    const closing = [...this.#closing.values()];
    await Promise.all(closing.map(({ promise }) => promise));
    await new Promise((resolve) => setTimeout(resolve));
  }

  publishTest(): void {
    this.#broadcast(OWN_TYPES.test, {});
  }

  runBegan(id: string): void {
    this.#closing.set(id, Promise.withResolvers());
  }

  runEnded(run: Run): void {
    this.#closing.get(run.id)?.resolve();
    this.#closing.delete(run.id);
    this.#ended.push(run);
    // The cell that a run belongs to goes on with its handle.
    if (run.id !== this.#run?.handle.id) setLastRun(run);
  }

  /** Begins the run of a tracked cell. */
  async begin(cell: TrackedCell): Promise<void> {
    const { beginCellRun } = await import("./cell_run.ts");
    const run = await withoutTrace(() => beginCellRun(cell));
    this.#run = run;
    setLastRun(run.handle);
    const { signal } = run.handle;
    const stop = () => {
      if (run.handle.isInterrupted) return; // heard of by itself
      if (this.#rejecters.size === 0) this.#spent = traceless(signal.reason);
      else this.#abort(signal.reason);
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop);
  }

  /** Ends a cell, and its run if it has one. All that it has published has gone out before. */
  async end(outcome: CellOutcome): Promise<void> {
    const run = this.#run;
    this.#run = undefined;
    this.#takeSpent();
    if (outcome.isStopped) {
      this.#listenAnew();
      this.#tellRuns();
    }
    try {
      const ended = await run?.end(outcome);
      if (ended !== undefined) setLastRun(ended);
    } finally {
      const { cell } = outcome;
      this.#session.push(...this.#ended.map((run) => ({ cell, run })));
      this.#ended = [];
      this.#broadcast(OWN_TYPES.end, {});
    }
  }

  /** Does what a magic says, and shows it. */
  async magic(call: MagicCall): Promise<void> {
    const { doMagic } = await import("./do_magic.ts");
    await withoutTrace(() => doMagic(call, this.#session));
  }

  /** Throws what is wrong with a magic. */
  async fail({ name, message }: Failure): Promise<void> {
    await withoutTrace(() => {
      throw Object.assign(new Error(message), { name });
    });
  }

  #takeSpent(): unknown {
    const reason = this.#spent;
    this.#spent = undefined;
    return reason;
  }

  /** Whether anything was still waiting. */
  #abort(
    reason: DOMException,
    waiting: Iterable<(reason: unknown) => void> = this.#rejecters,
  ): boolean {
    let isAny = false;
    for (const reject of waiting) {
      if (!this.#rejecters.delete(reject)) continue;
      reject(traceless(reason));
      isAny = true;
    }
    return isAny;
  }
}

/** As IPython holds the last value in `_`. */
function setLastRun(run: object): void {
  Object.assign(globalThis, { _run: run });
}

function isThenable<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return typeof (value as PromiseLike<T> | null)?.then === "function";
}
