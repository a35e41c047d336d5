import { kernelBroadcast } from "../../jupyter/broadcast.ts";

/** Node's global object, which Deno has too: it gives modules without loading them at the start. */
interface NodeProcess {
  getBuiltinModule(name: "node:module"): {
    createRequire(from: string): (path: string) => unknown;
  };
  getBuiltinModule(name: "node:url"): {
    fileURLToPath(url: URL): string;
  };
}

/**
 * Gives a module at once, without a promise. Deno does so for a file only.
 * @param url Its address
 * @throws {Error} If it is no file
 */
export function moduleNow<Module>(url: URL): Module {
  const { process } = globalThis as unknown as { process: NodeProcess };
  const { fileURLToPath } = process.getBuiltinModule("node:url");
  // By its whole path, as to look for it would need the permission to read.
  const path = fileURLToPath(url);
  const { createRequire } = process.getBuiltinModule("node:module");
  return createRequire(path)(path) as Module;
}

/** Whether this file is where it was written, and not in a bundle or a program of one file. */
const IS_FILE = !Deno.build.standalone &&
  /^file:.*\/src\/notebook\/session\/late_module\.ts$/.test(import.meta.url);

/**
 * A module that most programs never need, for functions that cannot wait for it. A program that
 * imports us from files loads it when it is first asked for. Elsewhere Deno cannot give it at
 * once, and a notebook will most likely want it: there it is loaded at the start.
 * @param url Its address
 * @param load Imports it; also lets Deno load it without a permission to read
 */
export async function lateModule<Module>(
  url: URL,
  load: () => Promise<Module>,
): Promise<() => Module> {
  if (!IS_FILE || kernelBroadcast() !== undefined) {
    const module = await load();
    return () => module;
  }
  let module: Module | undefined;
  return () => module ??= moduleNow<Module>(url);
}
