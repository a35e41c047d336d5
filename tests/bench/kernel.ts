/**
 * What the kernel with the magics costs beside the plain one, side by side in one run: time added to a cell, and
 * lines a second that a cell prints. Both kernels run all the time and take turns, so that what else the machine
 * does falls on both.
 *
 * ```sh
 * deno run -A tests/bench/kernel.ts
 * ```
 * @module
 */
import { fileURLToPath } from "node:url";
import { ensureJupyter } from "../../notebooks/tools/environment.ts";
import { NOTEBOOKS } from "../../notebooks/tools/paths.ts";
import { KERNEL_NAME } from "../../src/kernel/install/kernel_spec.ts";
import { say } from "./say.ts";

/** Of each kernel, in the order in which they took turns. */
interface Times {
  /** From a request to the end of the cell, in ms. */
  readonly cellMs: readonly number[];
  /** Until the last line was there, in lines a second. */
  readonly linesPerS: readonly number[];
  /** From the start of the process until it answers, in ms. */
  readonly startMs: readonly number[];
}

const DRIVER = fileURLToPath(new URL("./kernel_turns.py", import.meta.url));

const { python, env } = await ensureJupyter();
const { stdout } = await new Deno.Command(python, {
  args: [DRIVER, "deno", KERNEL_NAME],
  cwd: NOTEBOOKS,
  env,
  stderr: "null",
}).output();
const times: Record<string, Times> = JSON.parse(
  new TextDecoder().decode(stdout),
);
const plain = times["deno"]!;
const own = times[KERNEL_NAME]!;

const added = own.cellMs.map((ms, turn) => ms - plain.cellMs[turn]!);
const ratios = own.linesPerS.map((lines, turn) =>
  lines / plain.linesPerS[turn]!
);
say(
  `start: ${spread(plain.startMs)} ms, with magics ${spread(own.startMs)} ms`,
);
say(`a cell: ${spread(plain.cellMs)} ms, with magics ${spread(own.cellMs)} ms`);
say(`added to a cell: ${spread(added)} ms`);
say(
  `lines a second: ${spread(plain.linesPerS)}, with magics ${
    spread(own.linesPerS)
  }`,
);
say(`of the plain kernel's lines: ${spread(ratios)}`);

/** The median, with the middle half around it. */
function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => {
    const value = sorted[Math.round(share * (sorted.length - 1))]!;
    return value < 100 ? value.toPrecision(3) : Math.round(value);
  };
  return `${at(0.5)} (${at(0.25)} to ${at(0.75)})`;
}
