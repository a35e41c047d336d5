/**
 * Mends: the kernel says nothing about a cell that does not parse or that was stopped, and does not
 * say where a name is declared twice.
 * Seen in: Deno 2.9.6. Upstream: no issue found.
 * Can go when: "a cell that does not parse has no error" in `plain_kernel_test.ts` fails.
 * @module
 */
import type { ReplyContent } from "../inner/inner_shell.ts";
import type { KernelError } from "./cell_outputs.ts";
import type { FaultPlace } from "./parse_cell.ts";
import { INTERRUPTED } from "./waits.ts";

/** What is known about a cell that failed. */
export interface FailedCell {
  /** Its code as the user wrote it. */
  readonly shown: string;
  /** Whether the user has interrupted it. */
  readonly isInterrupted: boolean;
}

/**
 * The error of a cell, where the kernel does not give it in full.
 * @param reply What the kernel says
 * @param code What the kernel was given, in the user's lines
 * @param cell What is known besides
 * @returns `undefined` if the cell did not fail, or the kernel's own error is complete
 */
export async function explainFailure(
  reply: ReplyContent,
  code: string,
  { shown, isInterrupted }: FailedCell,
): Promise<KernelError | undefined> {
  const { status, ename = "", evalue = "", traceback = [] } = reply;
  if (status === "ok") return undefined;
  if (ename === "SyntaxError" && traceback.length === 1) {
    const { faultPlace } = await import("./parse_cell.ts");
    const place = await faultPlace(code);
    return place && errorAt({ ...place, message: evalue }, shown);
  }
  if (traceback.length > 0 || evalue !== "Execution failed") return undefined;
  if (isInterrupted) return error("AbortError", INTERRUPTED);
  return await syntaxError(code, shown) ??
    error("Error", "Cannot finish the cell: the kernel gives no reason");
}

function error(ename: string, evalue: string): KernelError {
  return { ename, evalue, traceback: [`${ename}: ${evalue}`] };
}

/** A fault in code. */
interface SyntaxFault extends FaultPlace {
  readonly message: string;
}

/** The kernel accepts a cell that parses as either. */
const EXTENSIONS = ["ts", "tsx"] as const;

/** How Deno's formatter reports a fault. */
const FAULT = /SyntaxError: (.*)\n[^]*:(\d+):(\d+)/;

/** Why a cell does not parse. Deno's formatter has the kernel's parser and executes nothing. */
async function syntaxError(
  code: string,
  shown: string,
): Promise<KernelError | undefined> {
  let first: SyntaxFault | undefined;
  for (const extension of EXTENSIONS) {
    const fault = await faultIn(code, extension);
    if (fault === undefined) return undefined;
    first ??= fault;
  }
  return first && errorAt(first, shown);
}

async function faultIn(
  code: string,
  extension: string,
): Promise<SyntaxFault | undefined> {
  await using formatter = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--no-config", `--ext=${extension}`, "-"],
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const report = new Response(formatter.stderr).text();
  const input = formatter.stdin.getWriter();
  await input.write(new TextEncoder().encode(code));
  await input.close();
  const found = FAULT.exec(await report);
  return found === null ? undefined : {
    message: found[1]!,
    line: Number(found[2]),
    column: Number(found[3]),
  };
}

/** An error that shows its line, with a mark under its column. */
function errorAt(
  { message, line, column }: SyntaxFault,
  code: string,
): KernelError {
  const evalue = `${message} (${line}:${column})`;
  const text = code.split("\n")[line - 1] ?? "";
  const margin = `${line} | `;
  const mark = " ".repeat(margin.length) +
    text.slice(0, column - 1).replace(/[^\t]/g, " ") + "^";
  return {
    ename: "SyntaxError",
    evalue,
    traceback: [`SyntaxError: ${evalue}`, margin + text, mark],
  };
}
