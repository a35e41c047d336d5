import type { KernelError } from "./cell_outputs.ts";

/** What is wrong with code, and where. */
interface Fault {
  readonly message: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** The kernel parses a cell as either. */
const EXTENSIONS = ["ts", "tsx"] as const;

/** How it is said, and where. */
const FAULT = /SyntaxError: (.*)\n[^]*:(\d+):(\d+)/;

/**
 * Why a cell does not parse, of which the kernel says nothing. Deno's formatter has the same parser, and
 * executes nothing.
 * @param code What the kernel was given, in the lines of the user
 * @param shown The same as the user wrote it
 * @returns `undefined` if it parses
 */
export async function syntaxError(
  code: string,
  shown: string,
): Promise<KernelError | undefined> {
  let first: Fault | undefined;
  for (const extension of EXTENSIONS) {
    const fault = await faultIn(code, extension);
    if (fault === undefined) return undefined;
    first ??= fault;
  }
  return first && errorOf(first, shown);
}

/**
 * An error that says where it is, with the line itself.
 * @param fault What is wrong
 * @param code As the user wrote it
 */
export function errorOf(
  { message, line, column }: Fault,
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

async function faultIn(
  code: string,
  extension: string,
): Promise<Fault | undefined> {
  await using formatter = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--no-config", `--ext=${extension}`, "-"],
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const said = new Response(formatter.stderr).text();
  const input = formatter.stdin.getWriter();
  await input.write(new TextEncoder().encode(code));
  await input.close();
  const found = FAULT.exec(await said);
  return found === null ? undefined : {
    message: found[1]!,
    line: Number(found[2]),
    column: Number(found[3]),
  };
}
