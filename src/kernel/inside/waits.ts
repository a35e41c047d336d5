import { traceless } from "./without_trace.ts";

/** Ends a waiting. */
type Reject = (reason: unknown) => void;

/** What a cell waits for, and what ends its waiting. */
export class Waits {
  readonly #rejects = new Set<Reject>();
  // Why the next waiting shall not begin.
  #refusal: unknown;

  /** All that is waited for now. */
  get all(): readonly Reject[] {
    return [...this.#rejects];
  }

  /**
   * A value that a cell awaits; an interrupt ends the waiting.
   * @param value What is awaited
   */
  held<T>(value: T | PromiseLike<T>): T | Promise<T> {
    if (!isThenable(value)) return value;
    if (this.#refusal !== undefined) {
      const refusal = this.#refusal;
      this.accept();
      return Promise.reject(refusal);
    }
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    this.#rejects.add(reject);
    value.then((result) => {
      this.#rejects.delete(reject);
      resolve(result);
    }, (error) => {
      this.#rejects.delete(reject);
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

  /**
   * Ends what is waited for.
   * @param reason Why
   * @param which Of it. @default all
   * @returns Whether any of it was still waited for
   */
  end(reason: Error, which: readonly Reject[] = this.all): boolean {
    const waiting = which.filter((reject) => this.#rejects.delete(reject));
    for (const reject of waiting) reject(traceless(reason));
    return waiting.length > 0;
  }

  /**
   * Ends the next waiting as it begins, unless another one is refused already.
   * @param reason Why
   */
  refuse(reason: Error): void {
    this.#refusal ??= traceless(reason);
  }

  /**
   * Takes a refusal back.
   * @param reason Which. @default any
   */
  accept(reason: unknown = this.#refusal): void {
    if (this.#refusal === reason) this.#refusal = undefined;
  }
}

function isThenable<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return typeof (value as PromiseLike<T> | null)?.then === "function";
}
