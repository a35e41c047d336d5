/** Marks of a bell. */
const RINGS = 0;
const ORDERS = 1;
const OVER = 2;
const MARKS = 3;

/**
 * Wakes a thread that waits. It is memory, since a message is only heard by a thread that does not
 * block.
 */
export class Bell {
  /** What both threads share. */
  readonly shared: SharedArrayBuffer;
  readonly #marks: Int32Array;

  /** @param shared That of the other thread. @default a new one */
  constructor(shared?: SharedArrayBuffer) {
    this.shared = shared ??
      new SharedArrayBuffer(MARKS * Int32Array.BYTES_PER_ELEMENT);
    this.#marks = new Int32Array(this.shared);
  }

  /** How often it has rung. */
  get rings(): number {
    return Atomics.load(this.#marks, RINGS);
  }

  /** How many orders were sent. */
  get orders(): number {
    return Atomics.load(this.#marks, ORDERS);
  }

  /** Whether the other thread is to end. */
  get isOver(): boolean {
    return Atomics.load(this.#marks, OVER) === 1;
  }

  /** Wakes the other thread. */
  ring(): void {
    Atomics.add(this.#marks, RINGS, 1);
    Atomics.notify(this.#marks, RINGS);
  }

  /** Wakes the other thread, to which an order was sent. */
  order(): void {
    Atomics.add(this.#marks, ORDERS, 1);
    this.ring();
  }

  /** Tells the other thread to end. */
  end(): void {
    Atomics.store(this.#marks, OVER, 1);
    this.ring();
  }

  /**
   * Blocks this thread until it rings.
   * @param heard How often it had rung when this thread last looked for something to do
   * @param atMostMs How long at the most
   */
  wait(heard: number, atMostMs: number): void {
    Atomics.wait(this.#marks, RINGS, heard, Math.max(0, atMostMs));
  }
}
