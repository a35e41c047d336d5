import { at, type Json, objectOf } from "./json.ts";
import { newReading, readEvent } from "./reading.ts";
import { type Tokens, tokensOf } from "./usage.ts";

/** The sums of the calls of one model. */
export interface ModelTokens extends Tokens {
  /** As the answers name it. */
  readonly model: string | undefined;
}

/** Adds up a file that has the answer of a call in each line. */
export class FileTotals {
  readonly #totals = new Map<string | undefined, ModelTokens>();

  /** The sums, one for each model. */
  get calls(): ModelTokens[] {
    return [...this.#totals.values()];
  }

  /** Adds a line; one without an answer adds nothing. */
  add(line: Json): void {
    const answer = objectOf(at(line, ["response", "body"])) ??
      objectOf(at(line, ["result", "message"]));
    if (answer === undefined) return;
    const reading = newReading();
    readEvent(reading, answer);
    if (reading.counts.size === 0) return;
    const { model, counts } = reading;
    const tokens = tokensOf(counts, {
      reasoningBeside: false,
      outputIsRest: false,
    });
    const before = this.#totals.get(model);
    this.#totals.set(model, {
      model,
      input: sum(before?.input, tokens.input),
      cached: sum(before?.cached, tokens.cached),
      output: sum(before?.output, tokens.output),
      reasoning: sum(before?.reasoning, tokens.reasoning),
    });
  }
}

function sum(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined && b === undefined ? undefined : (a ?? 0) + (b ?? 0);
}
