/**
 * `deno run -A jsr:@carboncell/carboncell/kernel install` adds the kernel "Deno (carboncell)" to Jupyter; see
 * `--help`. Jupyter itself then starts this module with `--conn`.
 * @module
 */
import { readConnection } from "./connection.ts";
import { serveKernel } from "./proxy.ts";

if (import.meta.main) {
  const [option, path] = Deno.args;
  if (option === "--conn" && path !== undefined) {
    Deno.exit(await serveKernel(await readConnection(path)));
  }
}
