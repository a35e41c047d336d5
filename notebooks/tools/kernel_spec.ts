import { join } from "node:path";
import {
  specText,
  writeKernel,
  writeSpec,
} from "../../src/kernel/install/install.ts";
import { KERNEL_NAME } from "../../src/kernel/install/kernel_spec.ts";

/**
 * Registers the Deno that runs now as the kernel `deno` of the environment `dataDir`. It also
 * registers the kernel with magics.
 *
 * `deno jupyter --install` writes into the user's home and ignores `JUPYTER_DATA_DIR`, so this
 * function writes the same few lines. They name the executable by its full path. `npx` keeps
 * Deno in a cache that may be emptied or updated, so each call compares the file.
 * @param dataDir A Jupyter data folder, such as `<venv>/share/jupyter`
 */
export async function registerKernel(
  dataDir: string,
  deno: string = Deno.execPath(),
): Promise<void> {
  await register(join(dataDir, "kernels", "deno"), plainSpec(deno));
  await writeKernel(join(dataDir, "kernels", KERNEL_NAME), { deno });
}

async function register(
  dir: string,
  spec: Readonly<Record<string, unknown>>,
): Promise<void> {
  const text = await textOf(join(dir, "kernel.json"));
  if (text !== specText(spec)) await writeSpec(dir, spec);
}

function plainSpec(deno: string): Record<string, unknown> {
  return {
    argv: [deno, "jupyter", "--kernel", "--conn", "{connection_file}"],
    display_name: "Deno",
    language: "typescript",
  };
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
