/** The exit code and the output of a program that has ended. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Options of {@linkcode runCommand}. */
export interface CommandOptions {
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Record<string, string>;
  /** Is called with each line of the standard output as soon as it is complete. */
  readonly onLine?: (line: string) => void;
}

/**
 * Runs a program to its end.
 * @throws {Deno.errors.NotFound} If there is no such program
 */
export async function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const { onLine = () => {}, ...rest } = options;
  await using child = new Deno.Command(program, {
    args: [...args],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    ...rest,
  }).spawn();
  const [stdout, stderr, { code }] = await Promise.all([
    readLines(child.stdout, onLine),
    readLines(child.stderr, () => {}),
    child.status,
  ]);
  return { code, stdout, stderr };
}

async function readLines(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  onLine: (line: string) => void,
): Promise<string> {
  let text = "";
  let rest = "";
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? "";
    lines.forEach(onLine);
  }
  return text;
}

/** Gives the last lines of a text, because programs say there what went wrong. */
export function lastLines(text: string, count: number): string {
  return text.trim().split("\n").slice(-count).join("\n");
}
