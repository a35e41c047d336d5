import { decimal } from "../decimal.ts";
import * as v from "../input.ts";

const LEAST_MS = 20;
const MOST_MS = 3_600_000;

type Name = "attribution" | "intervalMs" | "live";

/** Options of sampling, for one run or for a whole notebook. */
export const SAMPLING_SHAPE: Readonly<
  Record<Name, v.Schema>
> = {
  attribution: v.optional(v.word("machine", "process")),
  intervalMs: v.optional(v.number(v.least(LEAST_MS), v.most(MOST_MS))),
  live: v.optional(v.flag()),
};

/** What these options must be. */
export const SAMPLING_WANTED: Readonly<Record<Name, string>> = {
  attribution: '"machine" or "process"',
  intervalMs: `a number from ${LEAST_MS} to ${decimal(MOST_MS, 15)}, in ms`,
  live: "true or false",
};
