/**
 * Mends: an interrupt does not end what a cell awaits, so the cell keeps the kernel busy.
 * `awaited_calls.ts` puts calls of this class around everything that a cell awaits.
 * Seen in: Deno 2.9.6. Upstream: https://github.com/denoland/deno/issues/24491
 * Can go when: "a cell that waits is not interrupted" in `plain_kernel_test.ts` fails.
 * @module
 */

/** Ends a wait. */
type Reject = (reason: unknown) => void;

/** What a cell throws when the user interrupts it. */
export const INTERRUPTED = "Cannot finish the cell as it was interrupted";

/** What a cell awaits, and how to end its wait. */
export class Waits {
  readonly #rejects = new Set<Reject>();
  // The reason for which the next wait must not begin.
  #refusal: unknown;

  /** Everything that is awaited now. */
  get all(): readonly Reject[] {
    return [...this.#rejects];
  }

  /**
   * A value that a cell awaits; an interrupt ends the wait.
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
   * The values that a loop of a cell awaits one by one; an interrupt ends the wait.
   * @param values The values of a `for await`
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
      // An iterator whose wait was ended may never answer.
      if (isLeft) await iterator.return?.();
    }
  }

  /**
   * Ends waits.
   * @param reason What the cell gets as an error
   * @param which Which waits. @default all
   * @returns Whether any of them had not ended before
   */
  end(reason: Error, which: readonly Reject[] = this.all): boolean {
    const waiting = which.filter((reject) => this.#rejects.delete(reject));
    for (const reject of waiting) reject(traceless(reason));
    return waiting.length > 0;
  }

  /**
   * Ends the next wait as it begins, unless there is such a refusal already.
   * @param reason What the cell gets as an error
   */
  refuse(reason: Error): void {
    this.#refusal ??= traceless(reason);
  }

  /** Nothing is awaited any more. */
  forget(): void {
    this.#rejects.clear();
  }

  /**
   * Takes a refusal back.
   * @param reason The reason of that refusal. @default any
   */
  accept(reason: unknown = this.#refusal): void {
    if (this.#refusal === reason) this.#refusal = undefined;
  }
}

function isThenable<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return typeof (value as PromiseLike<T> | null)?.then === "function";
}

/** The same error, without a trace of where it was made. */
export function traceless<E extends Error>(error: E): E {
  return Object.defineProperty(error, "stack", {
    value: `${error.name}: ${error.message}`,
  });
}
