import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";

/** A decorator, and no tag of a comment: Node leaves it as it is, of which the kernel makes many lines. */
const DECORATOR = /(?<!\*\s*)@[\w(]/;

/**
 * A cell as JavaScript with its source map at the end, in the same lines as the kernel makes of it.
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

/** What has elements or decorators in it Deno itself compiles alike, in a process and files of its own. */
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
