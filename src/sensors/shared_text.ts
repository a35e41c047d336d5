/** Bytes before the text: how long it is, in bytes; 0 as long as there is none. */
const HEAD_BYTES = Int32Array.BYTES_PER_ELEMENT;

/** The most bytes of a text. */
const MOST_BYTES = 2 ** 20;

/** A text that one thread waits for and another one writes. */
export class SharedText {
  /** What both threads share. */
  readonly shared: SharedArrayBuffer;
  readonly #length: Int32Array;
  readonly #bytes: Uint8Array;

  /** @param shared That of the other thread. @default a new one */
  constructor(shared?: SharedArrayBuffer) {
    this.shared = shared ?? new SharedArrayBuffer(HEAD_BYTES + MOST_BYTES);
    this.#length = new Int32Array(this.shared, 0, 1);
    this.#bytes = new Uint8Array(this.shared, HEAD_BYTES);
  }

  /** Writes the text, which is not empty. */
  write(text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.#bytes.set(bytes);
    Atomics.store(this.#length, 0, bytes.length);
    Atomics.notify(this.#length, 0);
  }

  /**
   * Blocks this thread until the text is there.
   * @param atMostMs How long at the most
   * @returns `undefined` if it did not come
   */
  wait(atMostMs: number): string | undefined {
    Atomics.wait(this.#length, 0, 0, atMostMs);
    const length = Atomics.load(this.#length, 0);
    // A decoder does not take memory that threads share.
    return length === 0
      ? undefined
      : new TextDecoder().decode(this.#bytes.slice(0, length));
  }
}
