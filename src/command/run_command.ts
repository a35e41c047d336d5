import type { OpenRun } from "../tracker/open_run.ts";
import { lineMetrics } from "./line_metrics.ts";
import { Lines } from "./lines.ts";
import { printerOf } from "./printer.ts";
import { type Command, type ProgramEnd, startProgram } from "./program.ts";

/**
 * What a program leaves in the background may hold its output open; it is not waited for, in ms.
 */
const OUTPUT_MS = 500;

/**
 * Runs a program, passes on what it prints, and logs the metrics in it. It ends with the run.
 * @param run The run in progress
 * @param command A line for the shell, or a program with its arguments
 * @param pattern Finds metrics. @default JSON, or names and numbers
 * @returns How it has ended
 */
export async function runCommand(
  run: OpenRun,
  command: Command,
  pattern?: RegExp,
): Promise<ProgramEnd> {
  const program = startProgram(command);
  let stopping: Promise<void> | undefined;
  const stop = () => stopping ??= program.stop();
  if (run.signal.aborted) stop();
  run.signal.addEventListener("abort", stop);
  const over = new AbortController();
  const read = (name: "stdout" | "stderr") =>
    passOn(program[name], name, over.signal, (line) => {
      const metrics = lineMetrics(line, pattern);
      if (Object.keys(metrics).length === 0 || run.hasEnded) return;
      if (!run.signal.aborted) run.log(metrics);
    });
  const reading = Promise.all([read("stdout"), read("stderr")]);
  const end = await program.ended();
  const timer = setTimeout(() => {
    run.note(
      "a program that the command left in the background is not waited for, and not shown",
    );
    over.abort();
  }, OUTPUT_MS);
  await reading;
  clearTimeout(timer);
  run.signal.removeEventListener("abort", stop);
  await stopping;
  return end;
}

/** Passes on what a program prints as it comes, and reads its lines. */
async function passOn(
  output: ReadableStream<Uint8Array<ArrayBuffer>>,
  name: "stdout" | "stderr",
  over: AbortSignal,
  onLine: (line: string) => void,
): Promise<void> {
  const print = printerOf(name);
  const lines = new Lines(onLine);
  const decoder = new TextDecoder();
  const reader = output.getReader();
  over.addEventListener("abort", () => void reader.cancel().catch(() => {}));
  for (;;) {
    const { done, value } = await reader.read();
    const text = decoder.decode(value, { stream: !done });
    await print(text);
    lines.add(text);
    if (done) return lines.end();
  }
}
