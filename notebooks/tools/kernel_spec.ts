import { join } from "node:path";

/**
 * Registers the Deno that runs now as the kernel `deno` of the environment `dataDir`.
 *
 * `deno jupyter --install` writes into the user's home whatever `JUPYTER_DATA_DIR` says, so
 * the same few lines are written here. They name the executable by its full path; `npx`
 * keeps that in a cache that may be emptied or hold another version next time, so the file is
 * compared each time.
 * @param dataDir A Jupyter data folder, such as `<venv>/share/jupyter`
 */
export async function registerKernel(
  dataDir: string,
  deno: string = Deno.execPath(),
): Promise<void> {
  const dir = join(dataDir, "kernels", "deno");
  const path = join(dir, "kernel.json");
  const spec = JSON.stringify(kernelSpec(deno), null, 2) + "\n";
  if (await textOf(path) === spec) return;
  await Deno.mkdir(dir, { recursive: true });
  // written beside and renamed: whoever starts a kernel now never reads half a file
  const draft = await Deno.makeTempFile({ dir, suffix: ".draft" });
  await Deno.writeTextFile(draft, spec);
  await Deno.rename(draft, path);
}

function kernelSpec(deno: string): Record<string, unknown> {
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
