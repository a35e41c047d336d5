import type { KernelAddress } from "../../jupyter/cell_messages.ts";
import {
  type BegunRun,
  type DrawnRun,
  type KernelHelper,
  OWN_TYPES,
} from "../../jupyter/kernel_helper.ts";
import { withLate } from "../../late.ts";
import type { Run } from "../../tracker/run.ts";
import type { MagicCall } from "../magics/magic_call.ts";
import { Interrupts } from "../mends/interrupts.ts";
import { INTERRUPTED, traceless, Waits } from "../mends/waits.ts";
import { displayable } from "../mends/values.ts";
import type { CellOutcome, CellRun, TrackedCell } from "./cell_run.ts";
import type { SessionRun } from "./session_run.ts";
import { within } from "../inner/within.ts";

/** Unless a running cell blocks, it awaits the next thing by then, in ms. */
const NEXT_MS = 100;
/** An interrupt leaves a run so long to complete its card, in ms. */
const CLOSING_MS = 3000;
/** The longest wait for a run to end of which a part may have been stopped, in ms. */
const STOPPED_MS = 15_000;
const CUT_OFF =
  "Cannot complete the card of the run as the interrupt has stopped a part of that card";
/** The longest wait for a value that shows itself, in ms. */
const SHOWN_MS = 10_000;

/**
 * What the rewritten cells of this kernel use. It loads no other part of the module before a magic
 * needs it.
 */
export class Helper implements KernelHelper {
  /** What the cell that is running now awaits. */
  readonly waits: Waits = new Waits();
  /** Interrupts of the user. */
  readonly interrupts: Interrupts = new Interrupts(
    () => void this.#interrupted(),
    () => this.heard(),
    () => this.#send(OWN_TYPES.guarded, {}),
  );
  // A cell may replace the kernel's own function later.
  readonly #send = (Deno as unknown as {
    jupyter: { broadcast: (type: string, content: object) => void };
  }).jupyter.broadcast;
  readonly #cellEnds = new Set<() => void>();
  readonly #lateErrors = new Set<(error: unknown) => void>();
  readonly #open = new Map<
    string,
    { readonly run: BegunRun; readonly closing: PromiseWithResolvers<void> }
  >();
  readonly #session: SessionRun[] = [];
  #ended: Run[] = [];
  #run: CellRun | undefined;
  // When the end of the cell began; `undefined` before.
  #endingMs: number | undefined;

  /** @param address Where the kernel publishes */
  constructor(readonly address: KernelAddress) {}

  /** Tells the process in front of the kernel that no cell blocks this thread. */
  heard(): void {
    this.#send(OWN_TYPES.heard, {});
  }

  /** Asks the process in front of the kernel whether everything was sent. */
  askIfSent(): void {
    this.#send(OWN_TYPES.isSent, {});
  }

  publishTest(): void {
    this.#send(OWN_TYPES.test, {});
  }

  onInterrupt(listener: () => void): () => void {
    return this.interrupts.add(listener);
  }

  onLateError(listener: (error: unknown) => void): () => void {
    this.#lateErrors.add(listener);
    return () => void this.#lateErrors.delete(listener);
  }

  onCellEnd(listener: () => void): () => void {
    this.#cellEnds.add(listener);
    return () => void this.#cellEnds.delete(listener);
  }

  /** Ends what the cell awaits now, but nothing that a later cell awaits. */
  async #interrupted(): Promise<void> {
    const reason = new DOMException(INTERRUPTED, "AbortError");
    if (this.#endingMs !== undefined) return this.#endInterrupted(reason);
    const waiting = this.waits.all;
    this.interrupts.tell();
    if (this.#run === undefined && this.#open.size > 0) {
      await this.#runsClosed();
      this.waits.end(reason, waiting);
    } else if (!this.waits.end(reason, waiting)) this.#refuseNext(reason);
  }

  /** The cell has ended; an interrupt leaves its run some time to complete its card. */
  #endInterrupted(reason: DOMException): void {
    if (performance.now() - this.#endingMs! > CLOSING_MS) {
      this.waits.end(reason);
    }
  }

  /** Between two waits, refuses the next one. A cell that was stopped has none. */
  #refuseNext(reason: DOMException): void {
    this.waits.refuse(reason);
    setTimeout(async () => {
      this.waits.accept(reason);
      const { collectGarbage } = await import("../mends/collect_garbage.ts");
      await collectGarbage();
    }, NEXT_MS);
  }

  /** Waits for the runs that the cell awaits: they throw to it once their cards are complete. */
  async #runsClosed(): Promise<void> {
    const closing = [...this.#open.values()].map(({ closing }) =>
      closing.promise
    );
    await within(CLOSING_MS, Promise.all(closing));
    await new Promise((resolve) => setTimeout(resolve));
  }

  runBegan(run: BegunRun): void {
    this.#open.set(run.id, { run, closing: Promise.withResolvers() });
  }

  drawsRun(run: DrawnRun): void {
    this.#send(OWN_TYPES.draws, run);
  }

  runEnded(run: Run): void {
    this.#open.get(run.id)?.closing.resolve();
    this.#open.delete(run.id);
    this.#ended.push(run);
    // A tracked cell still uses the handle of its own run.
    if (run.id !== this.#run?.handle.id) setLastRun(run);
  }

  /** Begins the run of a tracked cell. */
  async begin(cell: TrackedCell): Promise<void> {
    const { beginCellRun } = await withLate(import("./cell_run.ts"));
    const opening = withoutTrace(() => beginCellRun(cell));
    const run = await this.#opened(opening);
    this.#run = run;
    setLastRun(run.handle);
    const { signal } = run.handle;
    const stop = () => {
      if (run.handle.isInterrupted) return; // `#interrupted` ends the waits
      if (!this.waits.end(signal.reason)) this.waits.refuse(signal.reason);
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop);
  }

  /** Waits for a run. If the user interrupts that, the run ends as soon as it has begun. */
  async #opened(opening: Promise<CellRun>): Promise<CellRun> {
    try {
      return await this.waits.held(opening);
    } catch (error) {
      void opening.then(({ handle }) => handle.stop()).catch(() => {});
      throw error;
    }
  }

  /**
   * Ends a cell once its result is published, unless its run has to end first.
   * @param cell Its number
   */
  endShown(cell: number): void {
    if (this.#run !== undefined) return;
    this.#awaitNothing();
    this.#endCell(cell);
  }

  /** Ends a cell that threw or has a run, after everything that it has published. */
  async end(outcome: CellOutcome): Promise<void> {
    const run = this.#run;
    this.#run = undefined;
    this.#endingMs = performance.now();
    this.#awaitNothing();
    if (outcome.isStopped) this.interrupts.tell();
    try {
      if (run !== undefined) {
        const ending = run.end(outcome);
        setLastRun(
          await (outcome.isStopped
            ? this.#within(STOPPED_MS, ending, CUT_OFF)
            : this.waits.held(ending)),
        );
      }
    } finally {
      this.#endingMs = undefined;
      this.#endCell(outcome.cell);
    }
  }

  #awaitNothing(): void {
    this.waits.accept();
    this.waits.forget();
  }

  #endCell(cell: number): void {
    this.#session.push(...this.#ended.map((run) => ({ cell, run })));
    this.#ended = [];
    for (const listener of [...this.#cellEnds]) listener();
    this.#send(OWN_TYPES.end, {});
  }

  /** The value of a cell, in a form that the kernel can show. */
  value(value: unknown): unknown {
    return displayable(value);
  }

  /** What a value shows, unless the user interrupts or it takes too long. */
  shown<T>(shows: Promise<T>): Promise<T> {
    return this.#within(
      SHOWN_MS,
      shows,
      `Cannot show the value as its display does not answer within ${
        SHOWN_MS / 1000
      } s`,
    );
  }

  async #within<T>(ms: number, value: Promise<T>, why: string): Promise<T> {
    const before = new Set(this.waits.all);
    const held = this.waits.held(value);
    const own = this.waits.all.filter((wait) => !before.has(wait));
    const timeout = setTimeout(() => this.waits.end(new Error(why), own), ms);
    try {
      return await held;
    } finally {
      clearTimeout(timeout);
    }
  }

  /** Shows an error that nothing has caught under the cell that is running, or ran last. */
  lateError(error: unknown): void {
    for (const listener of [...this.#lateErrors]) listener(error);
    this.#send("stream", { name: "stderr", text: lateText(error) });
  }

  /** Does what a magic says, and shows it. */
  async magic(call: MagicCall): Promise<void> {
    const { doMagic } = await import("./do_magic.ts");
    const open = [...this.#open.values()].map(({ run }) => run);
    await withoutTrace(() => doMagic(call, this.#session, open));
  }

  /** Throws what is wrong with a magic. */
  async fail(
    { name, message }: Pick<Error, "name" | "message">,
  ): Promise<void> {
    await withoutTrace(() => {
      throw Object.assign(new Error(message), { name });
    });
  }
}

/**
 * Does something for a magic. Only this module's own code runs there, so a traceback would only
 * lead through this module, and the message says everything.
 */
async function withoutTrace<T>(action: () => T | Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw traceless(error as Error);
  }
}

/** An error that nothing has caught, as text. */
function lateText(error: unknown): string {
  const text = error instanceof Error && error.stack
    ? error.stack
    : Deno.inspect(error);
  return `Nothing has caught this error:\n${text}\n`;
}

/** Keeps a run in `_run`, as IPython keeps the last value in `_`. */
function setLastRun(run: object): void {
  Object.assign(globalThis, { _run: run });
}
