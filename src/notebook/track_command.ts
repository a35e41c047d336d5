import { rareModule } from "../late.ts";
import { atEdge } from "./session/edge.ts";
import { shown } from "../input.ts";
import type { Command } from "../command/program.ts";
import type { TrackOptions } from "../tracker/options.ts";
import type { Run } from "../tracker/run.ts";
import { runs } from "./runs/late_runs.ts";

/** How to track a command. */
export interface CommandOptions extends TrackOptions {
  /** The name of the run. @default the command */
  readonly name?: string;
  /**
   * Finds metrics in each line that the program prints, by named groups such as
   * `/loss (?<loss>[\d.]+)/`. @default a line of JSON, or names and numbers such as `loss: 0.12`
   */
  readonly metrics?: RegExp;
}

/**
 * Runs a program, such as a training in Python, and measures what it uses and emits. What it prints
 * is passed on as it comes, and its metrics are logged. It ends together with all that it started
 * when the cell is interrupted or the budget is spent: it is interrupted first, and killed 3 s
 * later.
 *
 * A program that fails makes a run with the status `failed` and throws nothing; `exitCode` is its
 * own. With `attribution: "process"` the program and all that it starts count.
 *
 * @param command A line for the shell, or a program and its arguments as a list
 * @param options Place, budget, how to measure and how to find metrics
 * @returns The run, with its `exitCode`
 * @throws {TypeError} If the command or an option does not fit
 * @throws {RangeError} If a value is out of its range
 * @throws {Error} If Deno was not given --allow-run
 * @throws {DOMException} `AbortError`, if the user interrupts the cell
 *
 * @example A program that prints its loss
 * ```ts
 * import assert from "node:assert/strict";
 * import { trackCommand } from "@carboncell/carboncell";
 *
 * const run = await trackCommand("echo loss: 0.5; echo loss: 0.25", { region: "Norway" });
 * assert.equal(run.status, "finished");
 * assert.deepEqual(run.metrics.map(({ loss }) => loss), [0.5, 0.25]);
 *
 * const failed = await trackCommand(["sh", "-c", "exit 3"], { name: "typo" });
 * assert.deepEqual([failed.status, failed.exitCode], ["failed", 3]);
 * ```
 */
export function trackCommand(
  command: string | readonly string[],
  options: CommandOptions = {},
): Promise<Run<undefined>> {
  return atEdge(() => commandRun(command, options));
}

async function commandRun(
  command: Command,
  options: CommandOptions,
): Promise<Run<undefined>> {
  const { checkName, checkOptions, openRun } = runs();
  checkCommand(command);
  checkOptions(options, OF_COMMAND);
  const { name = textOf(command), metrics, ...rest } = options;
  checkName(name, "track the command");
  if (metrics !== undefined) checkPattern(metrics);
  const { checkMayRun } = await rareModule<
    typeof import("../command/program.ts")
  >("../command/program.ts", import.meta.url);
  checkMayRun(command);
  const run = await openRun(name, rest);
  const { trackProgram } = await rareModule<
    typeof import("../command/track_program.ts")
  >("../command/track_program.ts", import.meta.url);
  return await trackProgram(run, command, metrics);
}

const OF_COMMAND = {
  name: "text that is not empty",
  metrics: "a RegExp with named groups such as /loss (?<loss>[\\d.]+)/",
};

function textOf(command: Command): string {
  const text = typeof command === "string" ? command : command.join(" ");
  return text.replace(/\s+/g, " ").trim();
}

function checkCommand(command: unknown): void {
  const isText = (value: unknown) =>
    typeof value === "string" && value.trim() !== "";
  const [program, ...args] = Array.isArray(command) ? command : [command];
  if (isText(program) && args.every((arg) => typeof arg === "string")) return;
  throw new TypeError(
    "Cannot track the command as it must be text for the shell, or a list of a program and its " +
      `arguments: current value is ${shown(command)}`,
  );
}

/** A pattern without named groups would find nothing. */
function checkPattern(metrics: unknown): void {
  if (metrics instanceof RegExp) {
    const { source, flags } = metrics;
    const { groups } = new RegExp(`${source}|`, flags).exec("") ?? {};
    if (groups !== undefined) return;
  }
  throw new TypeError(
    `Cannot track the command as metrics must be ${OF_COMMAND.metrics}: current value is ${
      shown(metrics)
    }`,
  );
}
