import type { KernelHelper } from "../../jupyter/kernel_helper.ts";
import type { Run } from "../../tracker/run.ts";
import type { MagicCall } from "../magics/magic_call.ts";
import { OWN_TYPES } from "../own_types.ts";
import type { CellOutcome, CellRun, TrackedCell } from "./cell_run.ts";
import { Interrupts } from "./interrupts.ts";
import type { SessionRun } from "./session_run.ts";
import { Waits } from "./waits.ts";
import { withoutTrace } from "./without_trace.ts";

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
  readonly #waits = new Waits();
  readonly #interrupts = new Interrupts(() => void this.#interrupted());
  // As it is now: a cell may replace it.
  readonly #broadcast = (Deno as unknown as {
    jupyter: { broadcast: Broadcast };
  }).jupyter.broadcast;
  readonly #closing = new Map<string, PromiseWithResolvers<void>>();
  readonly #session: SessionRun[] = [];
  #ended: Run[] = [];
  #run: CellRun | undefined;

  /** The runs that have ended, by cell. */
  get session(): readonly SessionRun[] {
    return this.#session;
  }

  /**
   * A value that a cell awaits; an interrupt ends the waiting.
   * @param value What is awaited
   */
  held<T>(value: T | PromiseLike<T>): T | Promise<T> {
    return this.#waits.held(value);
  }

  /**
   * The values that a loop of a cell awaits one by one; an interrupt ends the waiting.
   * @param values Of a `for await`
   */
  heldEach<T>(
    values: AsyncIterable<T> | Iterable<T | PromiseLike<T>>,
  ): AsyncGenerator<T, void> {
    return this.#waits.heldEach(values);
  }

  /** Says that this thread is not blocked. */
  heard(): void {
    this.#broadcast(OWN_TYPES.heard, {});
  }

  /** Listens to interrupts, from now on. */
  listen(): void {
    this.#interrupts.listen();
  }

  onInterrupt(listener: () => void): () => void {
    return this.#interrupts.add(listener);
  }

  /** What the cell waits for now ends, and nothing that a later one waits for. */
  async #interrupted(): Promise<void> {
    const message = "Cannot go on with the cell: interrupted";
    const reason = new DOMException(message, "AbortError");
    const waiting = this.#waits.all;
    this.#interrupts.tell();
    if (this.#run === undefined && this.#closing.size > 0) {
      this.heard();
      await this.#runsClosed();
      this.#waits.end(reason, waiting);
    } else if (this.#waits.end(reason, waiting)) this.heard();
    else this.#refuseNext(reason);
  }

  /** Of a cell between two waits, the next one ends. If it blocks from here on, nobody hears that this was heard. */
  #refuseNext(reason: DOMException): void {
    this.#waits.refuse(reason);
    setTimeout(() => {
      this.#waits.accept(reason);
      this.heard();
    }, NEXT_MS);
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
      if (!this.#waits.end(signal.reason)) this.#waits.refuse(signal.reason);
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop);
  }

  /** Ends a cell, and its run if it has one. All that it has published has gone out before. */
  async end(outcome: CellOutcome): Promise<void> {
    const run = this.#run;
    this.#run = undefined;
    this.#waits.accept();
    if (outcome.isStopped) {
      this.#interrupts.listenAnew();
      this.#interrupts.tell();
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
}

/** As IPython holds the last value in `_`. */
function setLastRun(run: object): void {
  Object.assign(globalThis, { _run: run });
}
