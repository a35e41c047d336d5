import { decimal } from "../decimal.ts";
import { flag, least, most, number, optional, word } from "../input.ts";

const LEAST_MS = 20;
const MOST_MS = 3_600_000;

type Name = "attribution" | "intervalMs" | "live";

/** Options of sampling, for one run or for a whole notebook. */
export const SAMPLING_SHAPE: Readonly<
  Record<Name, ReturnType<typeof optional>>
> = {
  attribution: optional(word("machine", "process")),
  intervalMs: optional(number(least(LEAST_MS), most(MOST_MS))),
  live: optional(flag()),
};

/** What these options must be. */
export const SAMPLING_WANTED: Readonly<Record<Name, string>> = {
  attribution: '"machine" or "process"',
  intervalMs: `a number from ${LEAST_MS} to ${decimal(MOST_MS, 15)}, in ms`,
  live: "true or false",
};
