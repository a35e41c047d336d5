import { join } from "node:path";
import { ensureJupyter } from "../../notebooks/tools/environment.ts";
import { executeNotebook } from "../../notebooks/tools/execute.ts";
import {
  type MimeBundle,
  type Notebook,
  readNotebook,
  textOf,
} from "../../notebooks/tools/notebook.ts";
import { NOTEBOOKS, ROOT } from "../../notebooks/tools/paths.ts";

/** The import of the module in a notebook in a folder of {@linkcode inFolder}. */
export const IMPORT_ALL =
  `import { charts, compare, compareRegions, estimate } from "../../../mod.ts";`;

/**
 * Gives a notebook of code cells that have not run yet.
 * @param kernel Jupyter's name of the notebook's kernel
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
 * Does `work` in an empty folder, which is deleted afterwards. The folder is in the repository,
 * because the kernel takes its import map from the nearest `deno.json` above. It is in `.venv`,
 * because no other program looks for notebooks there.
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

/** Whether an output draws nothing: it is a table, whose Markdown goes onto paper. */
export function isTable(bundle: MimeBundle): boolean {
  const html = textOf(bundle["text/html"] ?? "");
  return html.includes("<table") && !html.includes("<svg class=");
}

/** Writes a notebook file. */
export async function writeNotebook(
  path: string,
  notebook: Notebook,
): Promise<void> {
  await Deno.writeTextFile(path, JSON.stringify(notebook));
}

/** Executes a notebook and gives the result; the file itself does not change. */
export async function executed(path: string): Promise<Notebook> {
  return await inFolder(async (dir) => {
    const output = join(dir, "executed.ipynb");
    await executeNotebook(path, { output });
    return await readNotebook(output);
  });
}

/** The names of the notebooks in the repository. */
export function committedNotebooks(): string[] {
  return [...Deno.readDirSync(NOTEBOOKS)]
    .map(({ name }) => name)
    .filter((name) => name.endsWith(".ipynb"))
    .sort();
}
