/**
 * `deno run -A jsr:@carboncell/carboncell/kernel install` adds the kernel "Deno (carboncell)" to Jupyter;
 * without `install` it says what else it does. Jupyter itself starts the kernel by `--conn`.
 * @module
 */
import { readConnection } from "./connection.ts";
import { serveKernel } from "./proxy.ts";

/** Does what the command line says, and gives the exit code. */
async function main([option, path]: readonly string[]): Promise<number> {
  if (option === "--conn" && path !== undefined) {
    return await serveKernel(await readConnection(path));
  }
  const { runCommandLine } = await import("./install/command.ts");
  say(Deno.stdout, await runCommandLine(Deno.args));
  return 0;
}

function say(stream: { writeSync(bytes: Uint8Array): number }, text: string) {
  stream.writeSync(new TextEncoder().encode(`${text}\n`));
}

if (import.meta.main) {
  try {
    Deno.exit(await main(Deno.args));
  } catch (error) {
    say(Deno.stderr, error instanceof Error ? error.message : String(error));
    Deno.exit(1);
  }
}
