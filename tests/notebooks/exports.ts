import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../notebooks/tools/command.ts";
import {
  ensureJupyter,
  type Jupyter,
} from "../../notebooks/tools/environment.ts";
import { NOTEBOOKS, ROOT } from "../../notebooks/tools/paths.ts";
import { findChromium } from "./browser.ts";
import { committedNotebooks } from "./notebook.ts";

/** A path in this folder. */
function here(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

/**
 * A Jupyter with papermill and with what nbconvert needs for webpdf, apart from the project's own: that is what users
 * install, and these are 50 MB more.
 */
export async function exportingJupyter(): Promise<Jupyter> {
  return await ensureJupyter({
    root: join(ROOT, ".venv-exports"),
    requirements: here("requirements.txt"),
  });
}

/**
 * Converts all notebooks of the repository, with the outputs that they hold, by `jupyter nbconvert`.
 * @param format Such as `"markdown"`
 * @param dir Where the files go
 * @param args Further options of nbconvert
 */
export async function convertAll(
  format: "markdown" | "pdf" | "webpdf",
  dir: string,
  args: readonly string[] = [],
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
      // what is in the page is shown, and no other host is asked for scripts
      "--HTMLExporter.require_js_url=",
      "--HTMLExporter.mathjax_url=",
      ...args,
      ...committedNotebooks().map((name) => join(NOTEBOOKS, name)),
    ],
    { env: { ...env, NO_COLOR: "1", CHROMIUM: chromium } },
  );
  if (code !== 0) throw new Error(`nbconvert to ${format} failed:\n${stderr}`);
}
