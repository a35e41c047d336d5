/**
 * `deno run -A jsr:@carboncell/carboncell/kernel install` adds the kernel "Deno (carboncell)" to
 * Jupyter. Without `install` it lists its commands. Jupyter itself starts the kernel with `--conn`.
 * @module
 */
import { readConnection } from "../jupyter/connection.ts";
import { messageOf } from "../machine/machine.ts";
import { serveKernel } from "./proxy.ts";

/**
 * Runs the command line, and ends the process.
 * @param args What follows the program
 */
export async function start(args: readonly string[]): Promise<never> {
  try {
    Deno.exit(await main(args));
  } catch (error) {
    say(Deno.stderr, messageOf(error));
    Deno.exit(1);
  }
}

/** Does what the command line says, and returns the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const [option, path] = args;
  if (option === "--conn" && path !== undefined) {
    return await serveKernel(await readConnection(path));
  }
  const { runCommandLine } = await import("./install/command.ts");
  say(Deno.stdout, await runCommandLine(args));
  return 0;
}

function say(stream: { writeSync(bytes: Uint8Array): number }, text: string) {
  stream.writeSync(new TextEncoder().encode(`${text}\n`));
}

if (import.meta.main) await start(Deno.args);
