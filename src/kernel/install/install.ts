import { join } from "node:path";
import { dataDir, knownDataDirs, type Place } from "./data_dirs.ts";
import { isOwnSpec, type KernelSpec, kernelSpec } from "./kernel_spec.ts";
import { LOGO } from "./logo.ts";

/**
 * Adds the kernel to Jupyter, or renews it.
 * @param place Where
 * @param name What Jupyter calls it
 * @returns Its folder
 * @throws {RangeError} If the name does not fit
 * @throws {Error} If another kernel has that name
 */
export async function installKernel(
  place: Place,
  name: string,
): Promise<string> {
  const dir = await kernelDir(place, name);
  await refuseForeign(dir);
  await writeSpec(dir, kernelSpec());
  await replaceFile(dir, "logo-svg.svg", LOGO);
  return dir;
}

/** What `kernel.json` holds. */
type Spec = Readonly<KernelSpec | Record<string, unknown>>;

/** The text of `kernel.json`. */
export function specText(spec: Spec): string {
  return JSON.stringify(spec, null, 2) + "\n";
}

/** Writes `kernel.json`, whole at once: whoever starts a kernel now reads no half a file. */
export async function writeSpec(dir: string, spec: Spec): Promise<void> {
  await Deno.mkdir(dir, { recursive: true });
  await replaceFile(dir, "kernel.json", specText(spec));
}

/**
 * Takes the kernel away.
 * @returns Its folder, which is gone
 * @throws {Error} If there is none, or it is another's
 */
export async function uninstallKernel(
  place: Place,
  name: string,
): Promise<string> {
  const dir = await kernelDir(place, name);
  if (await specIn(dir) === undefined) {
    throw new Error(
      `Cannot uninstall the kernel as there is none: current value is "${dir}"`,
    );
  }
  await refuseForeign(dir);
  await Deno.remove(dir, { recursive: true });
  return dir;
}

/** The folders of those that are installed where Jupyter looks. */
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

/** What Jupyter takes as a name. */
const NAME = /^[a-z0-9._-]+$/i;

async function kernelDir(place: Place, name: string): Promise<string> {
  if (!NAME.test(name)) {
    throw new RangeError(
      `Cannot name the kernel as it must be of letters, digits, ".", "_" and "-": current value is ${
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
    `Cannot touch the kernel as another program has made it: current value is "${dir}"`,
  );
}

/** What a folder says of its kernel; `undefined` if it is none. */
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
  const path = join(dir, name);
  const draft = await Deno.makeTempFile({ dir, suffix: ".draft" });
  await Deno.writeTextFile(draft, text);
  // Others may use a kernel that is in a shared environment.
  if (Deno.build.os !== "windows") await Deno.chmod(draft, 0o644);
  await Deno.rename(draft, path);
}
