import { join } from "node:path";
import { ensureJupyter } from "../../notebooks/tools/environment.ts";
import { executeNotebook } from "../../notebooks/tools/execute.ts";
import { type Notebook, readNotebook } from "../../notebooks/tools/notebook.ts";
import { NOTEBOOKS, ROOT } from "../../notebooks/tools/paths.ts";

/** Imports the module in a notebook that stands in a folder of {@linkcode inFolder}. */
export const IMPORT_ALL =
  `import { charts, compare, compareRegions, estimate } from "../../../mod.ts";`;

/**
 * A notebook of code cells that have not run yet.
 * @param kernel What Jupyter calls the kernel that it names
 */
export function notebookOf(
  sources: readonly string[],
  kernel = "deno",
): Notebook {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: {
        name: kernel,
        display_name: kernel,
        language: "typescript",
      },
    },
    cells: sources.map((source, index) => ({
      cell_type: "code",
      id: `cell-${index}`,
      metadata: {},
      source,
      execution_count: null,
      outputs: [],
    })),
  };
}

/**
 * Does `work` in an empty folder, which is deleted afterwards. It lies within the repository,
 * as the kernel takes its import map from the nearest `deno.json` above, and within `.venv`,
 * where nothing else looks for notebooks.
 */
export async function inFolder<T>(
  work: (dir: string) => Promise<T>,
): Promise<T> {
  await ensureJupyter();
  const parent = join(ROOT, ".venv", "tmp");
  await Deno.mkdir(parent, { recursive: true });
  const dir = await Deno.makeTempDir({ dir: parent });
  try {
    return await work(dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** Writes a notebook file. */
export async function writeNotebook(
  path: string,
  notebook: Notebook,
): Promise<void> {
  await Deno.writeTextFile(path, JSON.stringify(notebook));
}

/** What a notebook file holds after an execution, which leaves the file as it is. */
export async function executed(path: string): Promise<Notebook> {
  return await inFolder(async (dir) => {
    const output = join(dir, "executed.ipynb");
    await executeNotebook(path, { output });
    return await readNotebook(output);
  });
}

/** The names of the notebooks that are kept in the repository. */
export function committedNotebooks(): string[] {
  return [...Deno.readDirSync(NOTEBOOKS)]
    .map(({ name }) => name)
    .filter((name) => name.endsWith(".ipynb"))
    .sort();
}
