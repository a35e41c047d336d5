import type { OpenRun } from "../tracker/open_run.ts";
import type { Run } from "../tracker/run.ts";
import { trackRun } from "../tracker/track_run.ts";
import type { Command, ProgramEnd } from "./program.ts";
import { runCommand } from "./run_command.ts";

/**
 * Runs a program as a run. If it fails, the run has failed, and nothing is thrown.
 * @param run The run in progress
 * @param command A line for the shell, or a program with its arguments
 * @param pattern Finds metrics in its lines
 * @returns The run with the exit code
 */
export async function trackProgram(
  run: OpenRun,
  command: Command,
  pattern?: RegExp,
): Promise<Run<undefined>> {
  return await trackRun(run, async (): Promise<undefined> => {
    const end = await runCommand(run, command, pattern);
    run.exited(end.code);
    if (end.code !== 0 && !run.signal.aborted) {
      await run.close({ status: "failed", value: undefined }, reasonOf(end));
    }
  });
}

function reasonOf({ code, signal }: ProgramEnd): string {
  return signal === null
    ? `the program ended with exit code ${code}`
    : `the program was ended by ${signal}, exit code ${code}`;
}
