import { Columns } from "../course/columns.ts";
import type { Order, SentTick } from "./protocol.ts";

/** Ticks that can wait: nine hours of one a second. A power of 2, so that the counts may come round. */
const ROWS = 2 ** 15;

/** The counts and the orders, before the rows. */
const MARKS = 4;
const WRITTEN = 0;
const TAKEN = 1;
const ORDERS = 2;

/** By their bits; the last one comes last, whenever it was given. */
const ALL_ORDERS: readonly Order[] = ["read", "stop"];

/**
 * Ticks on their way from the thread that samples, and orders on their way to it, in memory that both
 * threads share: a message would wake the other thread for every tick, which takes several times as
 * long as the sample. Nobody waits for the one who reads: when it is full, ticks are left
 * out, and as energies count from the start, the next one brings theirs.
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
    const rowsBytes = ROWS * this.#columns.width *
      Float64Array.BYTES_PER_ELEMENT;
    this.shared = shared ?? new SharedArrayBuffer(marksBytes + rowsBytes);
    this.#marks = new Int32Array(this.shared, 0, MARKS);
    this.#rows = new Float64Array(this.shared, marksBytes);
  }

  /** Whether all ticks have been taken out. */
  get isEmpty(): boolean {
    return Atomics.load(this.#marks, TAKEN) ===
      Atomics.load(this.#marks, WRITTEN);
  }

  /** Adds a tick, unless it is full. */
  push(tick: SentTick): void {
    const written = Atomics.load(this.#marks, WRITTEN);
    if ((written - Atomics.load(this.#marks, TAKEN) | 0) >= ROWS) return;
    this.#columns.write(tick, this.#rows, written & ROWS - 1);
    Atomics.store(this.#marks, WRITTEN, written + 1 | 0);
  }

  /** Takes the oldest tick out. */
  shift(): SentTick | undefined {
    const taken = Atomics.load(this.#marks, TAKEN);
    if (taken === Atomics.load(this.#marks, WRITTEN)) return undefined;
    const tick = this.#columns.read(this.#rows, taken & ROWS - 1);
    Atomics.store(this.#marks, TAKEN, taken + 1 | 0);
    return tick;
  }

  /** Gives an order, which stands until it is taken. */
  give(order: Order): void {
    Atomics.or(this.#marks, ORDERS, 1 << ALL_ORDERS.indexOf(order));
    Atomics.notify(this.#marks, ORDERS);
  }

  /**
   * Blocks this thread until an order stands, and takes it.
   * @param patienceMs How long at the most
   */
  waitForOrder(patienceMs: number): Order | undefined {
    Atomics.wait(this.#marks, ORDERS, 0, Math.max(0, patienceMs));
    const standing = Atomics.load(this.#marks, ORDERS);
    const bit = ALL_ORDERS.findIndex((_, bit) => standing & 1 << bit);
    if (bit >= 0) Atomics.and(this.#marks, ORDERS, ~(1 << bit));
    return ALL_ORDERS[bit];
  }
}
