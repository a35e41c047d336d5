/**
 * Mends: a cell can print faster than the kernel sends, and the kernel keeps all of the rest. A
 * cell that is interrupted then still prints for many seconds.
 * Seen in: Deno 2.9.6. Upstream: no issue found.
 * Can go when: "a cell prints more than is sent" in `plain_kernel_test.ts` fails.
 * @module
 */
import type { SentAnswers } from "./sent_answers.ts";

/** So much may be printed between two questions, in characters. */
const MOST_PRINTED = 500_000;
/** What a message costs besides its text, as characters. */
const MESSAGE = 1000;
/** The methods of the console that print in loops. */
const METHODS = [
  "log",
  "info",
  "debug",
  "warn",
  "error",
  "dir",
  "table",
] as const;

/**
 * Makes code that prints wait while much of what was printed is not sent yet.
 * @param sent Says what was sent
 */
export function pacePrints(sent: SentAnswers): void {
  let printed = 0;
  const { console: own } = globalThis;
  for (const name of METHODS) {
    const print = own[name] as (...values: unknown[]) => void;
    Object.assign(own, {
      [name](...values: unknown[]) {
        print.apply(own, values);
        printed += MESSAGE;
        for (const value of values) {
          if (typeof value === "string") printed += value.length;
        }
        if (printed < MOST_PRINTED) return;
        printed = 0;
        sent.blockUntilLast();
      },
    });
  }
}
