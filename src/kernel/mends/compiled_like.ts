/**
 * Mends, together with `error_places.ts`: the kernel does not give the source maps of cells, so
 * this compiles each cell in the same way.
 * @module
 */
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";

/** A decorator, but not a tag in a comment. Node keeps it; the kernel turns it into many lines. */
const DECORATOR = /@(?<!\*\s*@)[\w(]/;

/**
 * A cell as JavaScript in the same lines as the kernel compiles it to, with a source map at the
 * end.
 * @param code TypeScript
 * @returns `undefined` if it does not parse
 */
export async function compiledLike(code: string): Promise<string | undefined> {
  if (DECORATOR.test(code)) return await transpiled(code);
  try {
    return stripTypeScriptTypes(code, { mode: "transform", sourceMap: true });
  } catch {
    return await transpiled(code);
  }
}

/** Deno itself compiles elements and decorators alike, but needs a process and files for it. */
async function transpiled(code: string): Promise<string | undefined> {
  const dir = await Deno.makeTempDir();
  try {
    const [from, to] = [join(dir, "cell.tsx"), join(dir, "cell.js")];
    await Deno.writeTextFile(from, code);
    const { success } = await new Deno.Command(Deno.execPath(), {
      args: ["transpile", "--source-map", "inline", "-o", to, from],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).output();
    return success ? await Deno.readTextFile(to) : undefined;
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}
