/**
 * `deno task demo`: executes the quickstart as a reader would and exports it as a page.
 * @module
 */
import { basename, join, relative } from "node:path";
import { executeNotebook, exportHtml } from "./execute.ts";
import { bundlesOf, codeCells, type Notebook } from "./notebook.ts";
import { readNotebook, textOf } from "./notebook.ts";
import { NOTEBOOKS } from "./paths.ts";
import { type OnProgress, progressPrinter } from "./progress.ts";
import { say, sayError } from "./say.ts";

/** Options of {@linkcode runDemo}. */
export interface DemoOptions {
  /** Is called with the progress. */
  readonly onProgress?: OnProgress;
  /**
   * The notebook to execute; its file does not change.
   * @default The quickstart
   */
  readonly notebook?: string;
}

/** The results of the demo. */
export interface Demo {
  /** The first figures of the notebook, as text. */
  readonly headline: string;
  /** The path of the page, which is in the notebook's folder. */
  readonly page: string;
}

/** Executes a notebook in a temporary folder and writes the page to the notebook's folder. */
export async function runDemo(options: DemoOptions = {}): Promise<Demo> {
  const { notebook = join(NOTEBOOKS, "quickstart.ipynb"), onProgress } =
    options;
  const progress = onProgress === undefined ? {} : { onProgress };
  const dir = await Deno.makeTempDir({ prefix: "carboncell-" });
  try {
    const executed = join(dir, basename(notebook));
    await executeNotebook(notebook, { output: executed, ...progress });
    const page = notebook.replace(/\.ipynb$/, ".html");
    await exportHtml(executed, { output: page, ...progress });
    return { headline: headline(await readNotebook(executed)), page };
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** Gives the text of the first output that has HTML, which is the first estimate. */
function headline(notebook: Notebook): string {
  const first = codeCells(notebook).flatMap(bundlesOf)
    .find((bundle) => "text/html" in bundle);
  return textOf(first?.["text/plain"] ?? "");
}

if (import.meta.main) {
  const startMs = performance.now();
  try {
    const { headline, page } = await runDemo({ onProgress: progressPrinter() });
    const tookS = Math.round((performance.now() - startMs) / 1000);
    say(`\n${headline}\n`);
    say(`The whole notebook: ${relative(Deno.cwd(), page)} (${tookS} s)`);
  } catch (error) {
    sayError(error instanceof Error ? error.message : String(error));
    Deno.exit(1);
  }
}
