import { join } from "node:path";
import { dataDir, type InstallPlace, knownDataDirs } from "./data_dirs.ts";
import { isOwnSpec, kernelSpec } from "./kernel_spec.ts";
import { LOGO } from "./logo.ts";

/**
 * Adds the kernel to Jupyter, or renews it.
 * @param place Where
 * @param name Its name in Jupyter
 * @returns Its folder
 * @throws {RangeError} If the name is not allowed
 * @throws {Error} If another program's kernel has that name
 */
export async function installKernel(
  place: InstallPlace,
  name: string,
): Promise<string> {
  const dir = await kernelDir(place, name);
  await refuseForeign(dir);
  await writeSpec(dir, kernelSpec());
  await replaceFile(dir, "logo-svg.svg", LOGO);
  return dir;
}

/** The text of `kernel.json`. */
export function specText(spec: object): string {
  return JSON.stringify(spec, null, 2) + "\n";
}

/** Replaces `kernel.json` at once, so that a Jupyter that is starting never reads half of it. */
export async function writeSpec(dir: string, spec: object): Promise<void> {
  await Deno.mkdir(dir, { recursive: true });
  await replaceFile(dir, "kernel.json", specText(spec));
}

/**
 * Removes the kernel from Jupyter.
 * @returns Its folder, which is gone
 * @throws {Error} If there is no such kernel, or another program made it
 */
export async function uninstallKernel(
  place: InstallPlace,
  name: string,
): Promise<string> {
  const dir = await kernelDir(place, name);
  if (await specIn(dir) === undefined) {
    throw new Error(
      `Cannot uninstall the kernel as the folder has none: current value is "${dir}"`,
    );
  }
  await refuseForeign(dir);
  await Deno.remove(dir, { recursive: true });
  return dir;
}

/** The folders of all installed kernels that Jupyter finds. */
export async function listKernels(): Promise<string[]> {
  const found: string[] = [];
  for (const data of await knownDataDirs()) {
    for (const name of await namesIn(join(data, "kernels"))) {
      const dir = join(data, "kernels", name);
      if (isOwnSpec(await specIn(dir))) found.push(dir);
    }
  }
  return found;
}

/** The names that Jupyter accepts. */
const NAME = /^[a-z0-9._-]+$/i;

async function kernelDir(place: InstallPlace, name: string): Promise<string> {
  if (!NAME.test(name)) {
    throw new RangeError(
      `Cannot name the kernel as only letters, digits, ".", "_" and "-" are allowed: current value is ${
        JSON.stringify(name)
      }`,
    );
  }
  return join(await dataDir(place), "kernels", name.toLowerCase());
}

async function refuseForeign(dir: string): Promise<void> {
  const spec = await specIn(dir);
  if (spec === undefined || isOwnSpec(spec)) return;
  throw new Error(
    `Cannot change the kernel as another program made it: current value is "${dir}"`,
  );
}

/** The `kernel.json` of a folder; `undefined` if there is none. */
async function specIn(dir: string): Promise<unknown> {
  try {
    return JSON.parse(await Deno.readTextFile(join(dir, "kernel.json")));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    if (error instanceof Deno.errors.NotADirectory) return undefined;
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function namesIn(dir: string): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(dir))).map(({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

async function replaceFile(
  dir: string,
  name: string,
  text: string,
): Promise<void> {
  const draft = await Deno.makeTempFile({ dir, suffix: ".draft" });
  await Deno.writeTextFile(draft, text);
  // Other users may use a kernel in a shared environment.
  if (Deno.build.os !== "windows") await Deno.chmod(draft, 0o644);
  await Deno.rename(draft, join(dir, name));
}
