import { mass } from "../format.ts";
import type { TrackOptions } from "./options.ts";

/** Why and how a run is stopped before its end: its budget is spent, or the user interrupts it. */
export class Stopping {
  readonly #name: string;
  readonly #options: Pick<TrackOptions, "budgetKg" | "onBudget">;
  readonly #aborter = new AbortController();
  readonly #interrupted = Promise.withResolvers<DOMException>();
  #reason: string | undefined;
  #isInterrupted = false;
  #isSpent = false;

  /** Of a run that nothing has stopped. */
  constructor(
    name: string,
    options: Pick<TrackOptions, "budgetKg" | "onBudget">,
  ) {
    this.#name = name;
    this.#options = options;
  }

  /** Fires when the run has to stop. */
  get signal(): AbortSignal {
    return this.#aborter.signal;
  }

  /** Why it stops, or which plan it broke. */
  get reason(): string | undefined {
    return this.#reason;
  }

  /** Resolves with the signal's reason when the user interrupts. */
  get interrupted(): Promise<DOMException> {
    return this.#interrupted.promise;
  }

  /** Whether the user has interrupted it. */
  get isInterrupted(): boolean {
    return this.#isInterrupted;
  }

  /** The error that refuses the next call to a model once the budget is spent. */
  get refusal(): Error | undefined {
    return this.#isSpent && this.signal.aborted
      // Some clients try again after an abort that they did not ask for.
      ? new Error(
        `Cannot send a call to a model in the run "${this.#name}": ${this.#reason}`,
        { cause: this.signal.reason },
      )
      : undefined;
  }

  /**
   * Compares what was emitted with the budget.
   * @param emissionsKg So far
   * @returns A note, if the run continues above its budget
   */
  watch(emissionsKg: number): string | undefined {
    const { budgetKg = Infinity, onBudget = "abort" } = this.#options;
    if (emissionsKg <= budgetKg || this.#reason !== undefined) return undefined;
    this.#reason = `the budget of ${mass(budgetKg)} CO2e is spent`;
    if (onBudget === "warn") return this.#reason;
    this.#isSpent = true;
    this.#abort();
  }

  /**
   * The run has ended.
   * @param reason Why, if not as planned. @default why it had to stop
   */
  ended(reason: string | undefined): void {
    this.#reason = reason ?? this.#reason;
  }

  /** The user interrupts. */
  interrupt(): void {
    this.#isInterrupted = true;
    this.#reason = "interrupted";
    this.#abort();
    this.#interrupted.resolve(this.signal.reason);
  }

  #abort(): void {
    this.#aborter.abort(
      new DOMException(
        `Cannot continue the run "${this.#name}": ${this.#reason}`,
        "AbortError",
      ),
    );
  }
}
