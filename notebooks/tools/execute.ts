import { basename, dirname, extname, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { lastLines, runCommand } from "./command.ts";
import { ensureJupyter } from "./environment.ts";
import { readNotebook } from "./notebook.ts";
import { type OnProgress, reported } from "./progress.ts";

/** Options of {@linkcode executeNotebook}. */
export interface ExecuteOptions {
  /**
   * The path of the executed notebook.
   * @default The notebook itself
   */
  readonly output?: string;
  /**
   * Keep the errors of cells as outputs and continue.
   * @default false
   */
  readonly allowErrors?: boolean;
  /**
   * The longest time that one cell may take, in s.
   * @default 120
   */
  readonly timeoutS?: number;
  /** Is called with the progress. */
  readonly onProgress?: OnProgress;
}

/**
 * Executes a notebook by `jupyter nbconvert`, as readers do, with the Deno kernel started in
 * the notebook's folder.
 * @throws {Error} If a cell fails; the message has the cell and its traceback
 */
export async function executeNotebook(
  path: string,
  options: ExecuteOptions = {},
): Promise<void> {
  const {
    output = path,
    allowErrors = false,
    timeoutS = 120,
    onProgress = () => {},
  } = options;
  await nbconvert(`Executing ${basename(path)}`, path, output, onProgress, [
    "--to=notebook",
    "--execute",
    `--ExecutePreprocessor.kernel_name=${await kernelOf(path)}`,
    `--ExecutePreprocessor.timeout=${timeoutS}`,
    // the times of day would change the file at each execution
    "--ExecutePreprocessor.record_timing=False",
    ...(allowErrors ? ["--allow-errors"] : []),
  ]);
}

/** Gives the kernel that a notebook names: the plain one or the one with magics. */
async function kernelOf(path: string): Promise<string> {
  const { metadata } = await readNotebook(path);
  const { kernelspec } = metadata as { kernelspec?: { name?: string } };
  return kernelspec?.name ?? "deno";
}

/** Options of {@linkcode exportHtml}. */
export interface ExportOptions {
  /**
   * The JupyterLab theme with this name.
   * @default "light"
   */
  readonly theme?: "light" | "dark";
  /** The path of the page. */
  readonly output: string;
  /** Is called with the progress. */
  readonly onProgress?: OnProgress;
}

/** Writes a notebook with its stored outputs as one HTML page, by `jupyter nbconvert`. */
export async function exportHtml(
  path: string,
  options: ExportOptions,
): Promise<void> {
  const { theme = "light", output, onProgress = () => {} } = options;
  await nbconvert(`Writing ${basename(output)}`, path, output, onProgress, [
    "--to=html",
    `--theme=${theme}`,
    // the page loads no scripts from other hosts
    "--HTMLExporter.require_js_url=",
    "--HTMLExporter.mathjax_url=",
  ]);
}

async function nbconvert(
  step: string,
  path: string,
  output: string,
  onProgress: OnProgress,
  args: readonly string[],
): Promise<void> {
  const { python, env } = await ensureJupyter({ onProgress });
  const { code, stderr } = await reported(
    step,
    onProgress,
    () =>
      runCommand(python, [
        // run as a module, because the script `jupyter` contains the path of its installation
        "-m",
        "nbconvert",
        ...args,
        `--output-dir=${dirname(resolve(output))}`,
        `--output=${basename(output, extname(output))}`,
        resolve(path),
        // a file should hold no terminal colours; they would also differ between machines
      ], { env: { ...env, NO_COLOR: "1" } }),
  );
  if (code !== 0) {
    throw new Error(`Cannot convert "${path}" as ${reason(stderr)}`);
  }
}

const CELL_FAILED = "An error occurred while executing the following cell:";

/** Gives nbconvert's error message without the traceback of its own Python code. */
function reason(stderr: string): string {
  const text = stripVTControlCharacters(stderr).trim();
  const cell = text.lastIndexOf(CELL_FAILED);
  if (cell >= 0) {
    const traceback = text.slice(cell + CELL_FAILED.length).trim();
    return `a cell failed\n${traceback}${parseNote(traceback)}`;
  }
  // a cell took too long, or the kernel died
  const error = text.search(/^nbclient\.exceptions\.\w+: (?![^]*^nbclient)/m);
  return error >= 0
    ? text.slice(error).replace(/^\S+ /, "nbclient says: ")
    : `nbconvert failed\n${lastLines(text, 15)}`;
}

/** Adds a hint, because the kernel gives no error for a cell that it cannot parse. */
function parseNote(traceback: string): string {
  return traceback.endsWith("------------------")
    ? "\nThe kernel gave no reason: most likely the cell does not parse"
    : "";
}
