import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../notebooks/tools/command.ts";
import {
  ensureJupyter,
  type Jupyter,
} from "../../notebooks/tools/environment.ts";
import { NOTEBOOKS, ROOT } from "../../notebooks/tools/paths.ts";
import { findChromium } from "./browser.ts";
import { inLanes } from "../lanes.ts";
import { committedNotebooks } from "./notebook.ts";

/** Gives the path of a file in this folder. */
function here(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

/**
 * Gives a Jupyter with papermill and with what nbconvert needs for webpdf. It is separate from
 * the Jupyter that users install, because it is 50 MB larger.
 */
export async function exportingJupyter(): Promise<Jupyter> {
  return await ensureJupyter({
    root: join(ROOT, ".venv-exports"),
    requirements: here("requirements.txt"),
  });
}

/**
 * Converts all notebooks of the repository with their stored outputs, by `jupyter nbconvert`.
 * @param format The format, such as `"markdown"`
 * @param dir The folder for the files
 * @param args Further options of nbconvert
 */
export async function convertAll(
  format: "html" | "markdown" | "pdf" | "webpdf",
  dir: string,
  args: readonly string[] = [],
): Promise<void> {
  const names = committedNotebooks();
  // two browsers at a time can be too slow for nbconvert, whose page then lacks its end
  const half = format === "webpdf" ? names.length : Math.ceil(names.length / 2);
  const lanes = [names.slice(0, half), names.slice(half)]
    .filter((lane) => lane.length > 0);
  await inLanes(2, lanes, (lane) => convert(lane, format, dir, args));
}

async function convert(
  names: readonly string[],
  format: string,
  dir: string,
  args: readonly string[],
): Promise<void> {
  const { python, env } = await exportingJupyter();
  const chromium = findChromium() ?? "";
  const { code, stderr } = await runCommand(
    python,
    [
      ...format === "webpdf"
        ? [here("webpdf.py"), "--disable-chromium-sandbox"]
        : ["-m", "nbconvert"],
      `--to=${format}`,
      `--output-dir=${dir}`,
      // the page loads no scripts from other hosts
      "--HTMLExporter.require_js_url=",
      "--HTMLExporter.mathjax_url=",
      ...args,
      ...names.map((name) => join(NOTEBOOKS, name)),
    ],
    { env: { ...env, NO_COLOR: "1", CHROMIUM: chromium } },
  );
  if (code !== 0) throw new Error(`nbconvert to ${format} failed:\n${stderr}`);
}
