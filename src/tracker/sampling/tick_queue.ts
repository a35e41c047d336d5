import { Columns } from "../course/columns.ts";
import type { SentTick } from "./protocol.ts";

/** Ticks that can wait: nine hours at one a second. A power of 2, so that the counts may wrap. */
const ROWS = 2 ** 15;

/** The marks before the rows. */
const MARKS = 4;
const WRITTEN = 0;
const TAKEN = 1;
const STOP = 2;
const READER = 3;

/** Who reads the sensors. */
const NO_READER = 0;
const MAIN_THREAD = 1;
const SAMPLING_THREAD = 2;

/**
 * What a run shares with the thread that samples: ticks on their way from it, the order to stop on
 * its way to it, and whose turn it is to read the sensors. It is memory, since a message
 * would wake the other thread for every tick, which takes several times as long as the sample. When
 * the queue is full, ticks are left out; energies count from the start, so the next tick includes
 * theirs.
 */
export class TickQueue {
  /** What both threads share; sent to the other one. */
  readonly shared: SharedArrayBuffer;
  readonly #columns: Columns<"timeS" | "wallMs" | "ownCpuS", "energyJ">;
  readonly #marks: Int32Array;
  readonly #rows: Float64Array;

  /**
   * A queue.
   * @param sensors How many sensors there are
   * @param shared That of the other thread. @default an empty one
   */
  constructor(sensors: number, shared?: SharedArrayBuffer) {
    this.#columns = new Columns(
      ["timeS", "wallMs", "ownCpuS"],
      "energyJ",
      sensors,
    );
    const marksBytes = MARKS * Int32Array.BYTES_PER_ELEMENT;
    const rowBytes = this.#columns.width * Float64Array.BYTES_PER_ELEMENT;
    this.shared = shared ?? new SharedArrayBuffer(marksBytes + ROWS * rowBytes);
    this.#marks = new Int32Array(this.shared, 0, MARKS);
    this.#rows = new Float64Array(this.shared, marksBytes);
  }

  /** Whether all ticks have been taken out. */
  get isEmpty(): boolean {
    return Atomics.load(this.#marks, TAKEN) ===
      Atomics.load(this.#marks, WRITTEN);
  }

  /** Adds a tick, unless the queue is full. */
  push(tick: SentTick): void {
    const written = Atomics.load(this.#marks, WRITTEN);
    if ((written - Atomics.load(this.#marks, TAKEN) | 0) >= ROWS) return;
    this.#columns.write(tick, this.#rows, written & ROWS - 1);
    Atomics.store(this.#marks, WRITTEN, written + 1 | 0);
  }

  /** Takes the oldest tick out. */
  shift(): SentTick | undefined {
    if (this.isEmpty) return undefined;
    const taken = Atomics.load(this.#marks, TAKEN);
    const tick = this.#columns.read(this.#rows, taken & ROWS - 1);
    Atomics.store(this.#marks, TAKEN, taken + 1 | 0);
    return tick;
  }

  /** Tells the other thread to stop. */
  stop(): void {
    Atomics.store(this.#marks, STOP, 1);
  }

  /** Whether the other thread is to stop. */
  get isStopped(): boolean {
    return Atomics.load(this.#marks, STOP) === 1;
  }

  /**
   * Reads the sensors on the main thread, unless the sampling thread has begun to.
   * @param read What reads them
   * @returns What it gives; `undefined` if the sampling thread reads
   */
  async inTurn<T>(read: () => T | Promise<T>): Promise<T | undefined> {
    if (!this.#takeTurn(MAIN_THREAD)) return undefined;
    try {
      return await read();
    } finally {
      Atomics.store(this.#marks, READER, NO_READER);
    }
  }

  /**
   * The sampling thread reads from here on.
   * @returns Whether it does: not while the main thread reads
   */
  takeTurn(): boolean {
    return this.#takeTurn(SAMPLING_THREAD);
  }

  #takeTurn(reader: number): boolean {
    return Atomics.compareExchange(this.#marks, READER, NO_READER, reader) ===
      NO_READER;
  }
}
