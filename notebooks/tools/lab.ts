/**
 * `deno task lab`: opens JupyterLab with the notebooks. It passes further arguments to
 * JupyterLab, such as `deno task lab --no-browser --port 9000`.
 * @module
 */
import { ensureJupyter } from "./environment.ts";
import { NOTEBOOKS } from "./paths.ts";
import { progressPrinter } from "./progress.ts";
import { say, sayError } from "./say.ts";

const OPTIONS = [
  `--ServerApp.root_dir=${NOTEBOOKS}`,
  // one Ctrl-C stops it, without a question
  "-y",
  // use no network unless the user asks for it
  "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
  "--LabApp.news_url=None",
];

/**
 * Runs JupyterLab until it is stopped.
 * @param args Further arguments for JupyterLab
 * @returns JupyterLab's exit code
 */
export async function runLab(args: readonly string[]): Promise<number> {
  const { python, env } = await ensureJupyter({
    onProgress: progressPrinter(),
  });
  say("Starting JupyterLab; Ctrl-C stops it");
  const lab = new Deno.Command(python, {
    args: ["-m", "jupyterlab", ...OPTIONS, ...rootOption(), ...args],
    cwd: NOTEBOOKS,
    env,
  }).spawn();
  forwardSignals(lab);
  return (await lab.status).code;
}

/** Allows root, the usual user of a container; JupyterLab refuses it otherwise. */
function rootOption(): string[] {
  return Deno.uid() === 0 ? ["--allow-root"] : [];
}

/** Forwards signals, so that JupyterLab stops its kernels and itself before this process ends. */
function forwardSignals(lab: Deno.ChildProcess): void {
  Deno.addSignalListener("SIGINT", () => {
    // a terminal sends Ctrl-C to JupyterLab too, and a second one would interrupt its shutdown;
    // without a terminal only SIGTERM makes it stop its kernels
    if (!Deno.stdin.isTerminal()) lab.kill("SIGTERM");
  });
  if (Deno.build.os === "windows") return; // Windows has no SIGTERM
  Deno.addSignalListener("SIGTERM", () => lab.kill("SIGTERM"));
}

if (import.meta.main) {
  try {
    Deno.exit(await runLab(Deno.args));
  } catch (error) {
    sayError(error instanceof Error ? error.message : String(error));
    Deno.exit(1);
  }
}
