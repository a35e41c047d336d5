/**
 * Compares the kernel with magics with the plain kernel in one run: the time added to a cell,
 * and the lines that a cell prints a second. Both kernels run all the time and take turns, so
 * that other work on the machine affects both.
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

/** The times of a kernel, one for each turn. */
interface Times {
  /** Time from a request to the end of the cell, in ms. */
  readonly cellMs: readonly number[];
  /** Speed up to the last line, in lines a second. */
  readonly linesPerS: readonly number[];
  /** Time from the start of the process to its first answer, in ms. */
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

/** Gives the median and the quartiles. */
function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => {
    const value = sorted[Math.round(share * (sorted.length - 1))]!;
    return value < 100 ? value.toPrecision(3) : Math.round(value);
  };
  return `${at(0.5)} (${at(0.25)} to ${at(0.75)})`;
}
