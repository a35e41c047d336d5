import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { messageOf } from "../../machine/machine.ts";
import { dataDir, type InstallPlace, knownDataDirs } from "./data_dirs.ts";
import {
  isOwnSpec,
  type KernelSpec,
  kernelSpec,
  START_FILE,
} from "./kernel_spec.ts";
import { lastingDeno } from "./lasting_deno.ts";
import { LOGO } from "./logo.ts";
import { moduleIn, startText } from "./start_file.ts";

/** What a user may choose about a kernel. */
export interface InstallOptions {
  /** Its name in Jupyter. */
  readonly name: string;
  /** The name that Jupyter shows. @default that of `kernelSpec` */
  readonly displayName?: string | undefined;
  /** Variables of its environment. @default none */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Adds the kernel to Jupyter, or renews it.
 * @param place Where
 * @param options What the user chooses
 * @returns Its folder
 * @throws {RangeError} If the name is not allowed
 * @throws {Error} If another program's kernel has that name, or the folder cannot be written
 */
export async function installKernel(
  place: InstallPlace,
  { name, ...options }: InstallOptions,
): Promise<string> {
  const dir = await kernelDir(place, name);
  await refuseForeign(dir);
  try {
    await Deno.mkdir(dir, { recursive: true });
  } catch (error) {
    throw new Error(
      `Cannot install the kernel as its folder cannot be made: ${
        messageOf(error)
      }: current value is "${dir}"`,
    );
  }
  await writeKernel(dir, { ...options, deno: await lastingDeno(dir) });
  return dir;
}

/**
 * Writes the files of a kernel.
 * @param dir Its folder
 * @param options What differs between kernels
 */
export async function writeKernel(
  dir: string,
  options: Parameters<typeof kernelSpec>[1],
): Promise<void> {
  await Deno.mkdir(dir, { recursive: true });
  await replaceFile(dir, START_FILE, startText());
  await replaceFile(dir, "logo-svg.svg", LOGO);
  await writeSpec(dir, kernelSpec(dir, options));
}

/** The text of `kernel.json`. */
export function specText(spec: object): string {
  return JSON.stringify(spec, null, 2) + "\n";
}

/** Replaces `kernel.json` at once, so that a Jupyter that is starting never reads half a file. */
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
    const others = (await listKernels()).map(({ dir }) => dir);
    throw new Error(
      `Cannot uninstall the kernel as the folder has none: current value is "${dir}"${
        others.length === 0 ? "" : `; installed are ${others.join(", ")}`
      }`,
    );
  }
  await refuseForeign(dir);
  await Deno.remove(dir, { recursive: true });
  return dir;
}

/** A kernel of this module that Jupyter finds. */
export interface InstalledKernel {
  readonly dir: string;
  /** Why it cannot start; `undefined` if all is well. */
  readonly fault: string | undefined;
}

/** All installed kernels that Jupyter finds. */
export async function listKernels(): Promise<InstalledKernel[]> {
  const found: InstalledKernel[] = [];
  for (const data of await knownDataDirs()) {
    for (const name of await namesIn(join(data, "kernels"))) {
      const dir = join(data, "kernels", name);
      const spec = await specIn(dir).catch(() => undefined);
      if (isOwnSpec(spec)) found.push({ dir, fault: await faultOf(dir, spec) });
    }
  }
  return found;
}

/** What a kernel needs and is not there any more. */
async function faultOf(
  dir: string,
  { argv }: KernelSpec,
): Promise<string | undefined> {
  const [deno = ""] = argv;
  if (!await exists(deno)) return `its Deno is gone: ${deno}`;
  const start = await Deno.readTextFile(join(dir, START_FILE)).catch(() => "");
  // Kernels of earlier versions name the module itself.
  const module = moduleIn(start) ?? argv.find((word) => /main\.ts$/.test(word));
  if (module === undefined) return `its file ${START_FILE} is gone`;
  if (/^\w{2,}:/.test(module) && !module.startsWith("file:")) return undefined;
  const path = module.startsWith("file:") ? fileURLToPath(module) : module;
  return await exists(path)
    ? undefined
    : `its module is gone, install it again from where that is now: ${path}`;
}

async function exists(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch {
    return false;
  }
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
    const isNone = error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.NotADirectory ||
      error instanceof Deno.errors.PermissionDenied;
    if (isNone) return [];
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
