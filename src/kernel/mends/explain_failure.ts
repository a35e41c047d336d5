/**
 * Mends: the kernel says nothing about a cell that does not parse, that was stopped or whose import
 * names a package that npm does not have, and does not say where a name is declared twice.
 * Seen in: Deno 2.9.6. Upstream: no issue found.
 * Can go when: "a cell that does not parse has no error" in `plain_kernel_test.ts` fails.
 * @module
 */
import type { ReplyContent } from "../inner/inner_shell.ts";
import type { KernelError } from "./cell_outputs.ts";
import type { SyntaxFault } from "./parse_cell.ts";
import { INTERRUPTED } from "./waits.ts";

/** What the kernel says of a cell that does not parse or that was stopped. */
export const FAILED = "Execution failed";

/** Observable Plot draws into the document of a page. */
const NO_DOCUMENT =
  "Cannot draw as a kernel has no document: use charts.plot({ … }) of carboncell with the same " +
  "options, or give Plot.plot({ document, … }) that of a library such as npm:linkedom";

/** What is known about a cell that failed. */
export interface FailedCell {
  /** Its code as the user wrote it. */
  readonly shown: string;
  /** Whether the user has interrupted it. */
  readonly isInterrupted: boolean;
  /** Executes code of ours in the kernel, such as an import, of which it says why it fails. */
  readonly ask: (code: string) => Promise<ReplyContent>;
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
  { shown, isInterrupted, ask }: FailedCell,
): Promise<KernelError | undefined> {
  const { status, ename = "", evalue = "", traceback = [] } = reply;
  if (status === "ok") return undefined;
  if (ename === "SyntaxError" && traceback.length === 1) {
    const fault = await faultByAcorn(code);
    return fault && await errorIn({ ...fault, message: evalue }, shown);
  }
  // `!ls` parses: it negates a variable.
  const [, missing] = /^(\w+) is not defined$/.exec(evalue) ?? [];
  if (missing !== undefined) return await shellFault(missing, shown);
  if (/reading 'documentElement'|^document is not/.test(evalue)) {
    return /\bPlot\b/.test(shown) ? error(ename, NO_DOCUMENT) : undefined;
  }
  if (traceback.length > 0 || evalue !== FAILED) return undefined;
  if (isInterrupted) return error("AbortError", INTERRUPTED);
  const fault = await faultByDeno(code) ?? await faultByAcorn(code);
  if (fault !== undefined) return await errorIn(fault, shown);
  return await failedImport(code, ask) ?? error(
    "Error",
    code.length > MOST_CHARS
      ? "Cannot finish the cell: it may not parse, and is too long to say where"
      : "Cannot finish the cell: the kernel gives no reason",
  );
}

/** The error of a cell that does not parse; a line of IPython gets an answer. */
async function errorIn(
  fault: SyntaxFault,
  shown: string,
): Promise<KernelError> {
  const line = shown.split("\n")[fault.line - 1] ?? "";
  const { ipythonLine } = await import("./ipython_lines.ts");
  const answer = ipythonLine(line.slice(0, MOST_LINE));
  return answer === undefined
    ? errorAt(fault, shown)
    : error("SyntaxError", answer);
}

async function shellFault(
  missing: string,
  shown: string,
): Promise<KernelError | undefined> {
  const line = shown.split("\n").find((each) =>
    each.slice(0, MOST_LINE).includes(`!${missing}`)
  );
  if (line === undefined) return undefined;
  const { ipythonLine } = await import("./ipython_lines.ts");
  const answer = ipythonLine(line.slice(0, MOST_LINE));
  return answer === undefined ? undefined : error("ReferenceError", answer);
}

/** A longer line is no line of IPython's, in characters. */
const MOST_LINE = 1000;

function error(ename: string, evalue: string): KernelError {
  return { ename, evalue, traceback: [`${ename}: ${evalue}`] };
}

/** A package of npm that is imported, by a statement or a call. */
const PACKAGE = /\b(?:from|import)\s*(?:\(\s*)?["'](npm:[^"'\s]+)["']/g;

/**
 * Why a package of a cell cannot be imported: the kernel says so of a specifier that is computed.
 */
async function failedImport(
  code: string,
  ask: FailedCell["ask"],
): Promise<KernelError | undefined> {
  for (const [, specifier] of code.matchAll(PACKAGE)) {
    const { status, ename = "Error", evalue = "" } = await ask(
      `await import(String(${JSON.stringify(specifier)})); undefined`,
    );
    if (status !== "ok" && evalue !== FAILED) return error(ename, evalue);
  }
  return undefined;
}

/** The kernel accepts a cell that parses as either. */
const EXTENSIONS = ["ts", "tsx"] as const;

/** How Deno's formatter reports a fault. */
const FAULT = /SyntaxError: (.*)\n[^]*:(\d+):(\d+)/;

/** The formatter is given up by then, in ms. */
const FORMATTED_MS = 5000;

/** Why a cell does not parse. Deno's formatter has the kernel's parser and executes nothing. */
async function faultByDeno(code: string): Promise<SyntaxFault | undefined> {
  let first: SyntaxFault | undefined;
  for (const extension of EXTENSIONS) {
    const fault = await faultIn(code, extension);
    if (fault === undefined) return undefined;
    first ??= fault;
  }
  return first;
}

/** Longer code would keep this process from all else for seconds, in characters. */
const MOST_CHARS = 200_000;

/** The same by a stricter parser: the formatter accepts `010` and `a ?? b || c`. */
async function faultByAcorn(code: string): Promise<SyntaxFault | undefined> {
  if (code.length > MOST_CHARS) return undefined;
  const { faultOf } = await import("./parse_cell.ts");
  return await faultOf(code);
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
  const giveUp = setTimeout(() => formatter.kill(), FORMATTED_MS);
  try {
    const report = new Response(formatter.stderr).text();
    await new Blob([code]).stream().pipeTo(formatter.stdin).catch(() => {});
    const found = FAULT.exec(await report);
    return found === null ? undefined : {
      message: found[1]!,
      line: Number(found[2]),
      column: Number(found[3]),
    };
  } finally {
    clearTimeout(giveUp);
  }
}

/** Of a longer line only the part around the fault is shown, in characters on each side. */
const AROUND = 60;

/** An error that shows its line, with a mark under its column. */
function errorAt(
  { message, line, column }: SyntaxFault,
  code: string,
): KernelError {
  const evalue = `${message} (${line}:${column})`;
  const text = code.split("\n")[line - 1] ?? "";
  const from = Math.max(0, column - AROUND);
  const margin = `${line} | ${from > 0 ? "…" : ""}`;
  const before = text.slice(from, column - 1);
  const after = text.slice(column - 1, column + AROUND);
  const isCut = column + AROUND < text.length;
  const mark = " ".repeat(margin.length) + before.replace(/[^\t]/g, " ") + "^";
  return {
    ename: "SyntaxError",
    evalue,
    traceback: [
      `SyntaxError: ${evalue}`,
      margin + before + after + (isCut ? "…" : ""),
      mark,
    ],
  };
}
